"""What moderators do: hide a story with a reason, show it again, and answer what readers report."""
