"""Render issues as emails and compose messages. Does not import feeds or senders."""
