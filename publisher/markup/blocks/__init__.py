"""Block parsers of the Markdown dialect: one file for each kind of block."""
