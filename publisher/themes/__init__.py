"""Load a theme: its templates, stylesheet and colours, for emails and pages."""
