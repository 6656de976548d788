"""Tests of feuilleton.reviews."""
