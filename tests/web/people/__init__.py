"""The door and one's own pages, as a browser sees them."""
