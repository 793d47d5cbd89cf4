"""The command line, a thin layer: a command parses, calls `project` once, and prints."""
