"""How people read stories."""
