"""Turn issues and stories into feed entries."""
