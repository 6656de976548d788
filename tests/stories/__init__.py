"""Tests of feuilleton.stories."""
