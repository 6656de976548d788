"""What an author is shown before publishing: slips, and places that do not agree. Observations, never a score."""
