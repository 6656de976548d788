"""Tests of feuilleton.web.shelves."""
