"""Tests of feuilleton.notes."""
