"""Text as a list of blocks: cleaned, marked, aligned, rendered, counted."""
