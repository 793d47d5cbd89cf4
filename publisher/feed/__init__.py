"""Build feed documents from an archive. Does not import emails or senders, and writes nothing."""
