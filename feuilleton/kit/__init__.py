"""Plain tools without tables."""
