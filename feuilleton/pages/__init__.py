"""The page store: stored pages, and the function in front of Django that answers with them."""
