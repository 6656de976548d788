"""The archivist's pages: what the archive is called and says, who moderates, whose pen name is whose."""
