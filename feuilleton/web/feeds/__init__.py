"""Feeds: what is new, for programs that read for people."""
