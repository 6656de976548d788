"""Shared vocabulary: fandoms, relationships, characters, free tags."""
