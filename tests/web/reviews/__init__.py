"""Tests of the pages with reviews."""

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
