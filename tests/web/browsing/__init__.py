"""How people find stories."""
