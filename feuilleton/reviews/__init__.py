"""What readers say below a chapter or about a whole story, and who may see it."""
