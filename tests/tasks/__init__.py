"""The queue, its worker and its schedule."""
