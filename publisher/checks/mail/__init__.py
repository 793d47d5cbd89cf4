"""H, M, S: check rendered emails and messages."""
