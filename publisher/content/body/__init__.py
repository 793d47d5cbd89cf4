"""Turn the Markdown of one issue into sections, stories and links."""
