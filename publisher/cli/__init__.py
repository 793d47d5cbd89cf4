"""The command line: a thin shell. A command parses, calls the pipeline once, and prints."""
