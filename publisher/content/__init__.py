"""Turn the bytes of files into issues. Does not import mail, feed or senders."""
