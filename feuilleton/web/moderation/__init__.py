"""Moderators' pages: what is hidden, what readers reported; and the form by which anybody reports."""
