"""Pages and forms of what readers keep."""
