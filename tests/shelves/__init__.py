"""Tests of feuilleton.shelves."""
