"""Pages to find something to read: the front page, lists, tags, people, a plain search, and what the house says."""
