"""The database engine `feuilleton.kit.sqlite`: Django's SQLite, with all writers of all processes in one queue."""
