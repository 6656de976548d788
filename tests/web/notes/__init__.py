"""Tests of the pages with notes on passages."""
