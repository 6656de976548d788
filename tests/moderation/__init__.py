"""Tests of feuilleton.moderation."""
