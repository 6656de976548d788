"""Tests of the page store and its front."""
