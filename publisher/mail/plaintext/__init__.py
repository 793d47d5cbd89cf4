"""Render an issue as the plain-text part of an email."""
