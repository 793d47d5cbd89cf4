"""Run the checks over a project, and keep the last report."""
