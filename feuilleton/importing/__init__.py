"""Stories coming in: from a file or a paste to pieces, and from pieces to a story."""
