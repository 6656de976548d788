"""Tests of feuilleton.inbox."""
