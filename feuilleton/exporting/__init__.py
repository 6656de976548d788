"""Stories going out: one file per format."""
