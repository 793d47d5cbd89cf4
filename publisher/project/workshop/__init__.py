"""Render issues: the one place where a manuscript becomes an issue and an email."""
