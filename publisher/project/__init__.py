"""The rooms joined: reads, builds, checks, sends, watches. The only place that knows them all.

Both shells call it; it picks adapters and writes the disk.
"""
