"""The people rules: joining, letters, sessions, closing."""
