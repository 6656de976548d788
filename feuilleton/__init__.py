"""Feuilleton: a home for serial fiction that anyone can run."""
