"""The preview's pages: archive, issue, tabs, test send."""
