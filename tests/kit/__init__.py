"""The plain tools."""
