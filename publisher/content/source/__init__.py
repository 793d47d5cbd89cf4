"""Read the bytes of issues: encoding, characters, files. Does not import other parts of content."""
