"""Habits of the house, kept by tests."""
