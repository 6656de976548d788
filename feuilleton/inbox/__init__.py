"""Who follows what, and how each is told once: the inbox, letters, digests, feeds."""
