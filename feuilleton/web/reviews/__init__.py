"""Pages with reviews: below a chapter, of a whole story, one by itself; writing, changing and judging them."""
