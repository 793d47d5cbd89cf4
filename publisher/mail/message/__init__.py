"""Compose RFC 5322 messages: headers, MIME parts, embedded images, DKIM."""
