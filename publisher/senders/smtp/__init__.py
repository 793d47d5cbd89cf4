"""Messages to an SMTP server (RFC 5321). Knows no issue and no file of ours but certificates."""
