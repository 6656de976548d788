"""Tests of the pages on which a manuscript is sent and looked over."""
