"""The author's desk: what readers said of passages, what is made of it, and the facts of a story."""
