"""Bytes to issues: the source room. Knows no mail, no feed and no sender."""
