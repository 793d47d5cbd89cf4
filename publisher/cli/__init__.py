"""The command line: a thin shell. A command parses, calls `project` once, and prints."""
