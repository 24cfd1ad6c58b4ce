"""One module per section of the config: the keys it may hold, and how they become settings."""
