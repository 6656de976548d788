"""Tests of the pages with reviews."""
