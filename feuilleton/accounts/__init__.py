"""People: users, pen names, preferences, and who is visiting."""
