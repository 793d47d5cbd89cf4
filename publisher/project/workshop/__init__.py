"""Render issues: the only package that turns a manuscript into an issue and an email."""
