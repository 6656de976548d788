"""Measurements, against nginx with the same bytes and against the plain Django page, in the same rounds."""
