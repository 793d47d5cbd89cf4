"""Follow a project while it is being written."""
