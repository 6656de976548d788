"""Tags for the few pages that libraries bring in Django's own template language."""
