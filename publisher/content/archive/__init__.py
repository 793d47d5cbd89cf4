"""Decide what belongs to an archive: addresses of issues, conflicts, links between issues."""
