"""What authors make: stories, chapters, revisions, drafts, and their publishing."""
