"""Guarded access to the network: connects to public addresses only."""
