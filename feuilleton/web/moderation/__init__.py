"""Moderators' pages: hiding a story with a reason, showing it again, and the list of what is hidden."""
