"""Pages on which a manuscript is sent, looked over, and made a story."""
