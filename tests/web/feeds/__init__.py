"""How programs are told."""
