"""Text as blocks."""
