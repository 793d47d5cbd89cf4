"""Send test emails of an issue."""
