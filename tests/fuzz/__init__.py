"""Mutated inputs against the promises of the program: `make fuzz FUZZ_MINUTES=60`."""
