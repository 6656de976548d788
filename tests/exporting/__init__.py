"""Tests of feuilleton.exporting."""
