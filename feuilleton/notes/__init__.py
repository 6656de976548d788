"""What readers say about a passage, what its author makes of it, and who is thanked."""
