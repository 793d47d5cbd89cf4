"""Inline parsers of the Markdown dialect: one file for each kind of inline element."""
