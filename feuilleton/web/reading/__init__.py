"""Pages to read: a story, a chapter, the entire story, the question before adult text, and how pages look."""
