"""The door, and what a person keeps of their own: name, address, pen names, look, leaving."""
