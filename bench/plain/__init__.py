"""The plain Django page: what an ordinary good Django developer writes. Nothing in it is slower than that."""
