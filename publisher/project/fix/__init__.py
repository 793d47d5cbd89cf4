"""Apply automatic fixes to the files of a project."""
