"""Pages of being told: the inbox, what one follows, and how one wishes to be told."""
