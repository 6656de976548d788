"""Tests of stories coming in."""
