"""What moderators do: hide a story with a reason, and show it again."""
