"""Notes on passages, from the reader’s side: marking, saying, what stands beside a text, what became of one’s own."""
