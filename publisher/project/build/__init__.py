"""Write emails, feeds and the manifest of a project."""
