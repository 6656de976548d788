"""What readers keep: favorites, shelves, their place, what they have read. All of it but favorites is private."""
