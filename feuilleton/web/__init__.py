"""HTML pages by area."""
