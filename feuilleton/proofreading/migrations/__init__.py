"""Changes to tables, in order."""
