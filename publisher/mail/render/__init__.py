"""Render an issue as an email: template, steps, inlined CSS."""
