"""Settings, addresses and the WSGI entry. Imported by nobody."""
