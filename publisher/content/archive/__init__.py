"""Read an archive's manuscripts: permalinks, conflicts, and links between issues."""
