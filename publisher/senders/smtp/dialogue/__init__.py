"""Speak SMTP (RFC 5321) over one connection: commands, replies, transactions."""
