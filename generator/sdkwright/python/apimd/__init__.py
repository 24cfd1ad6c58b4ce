"""`api.md`: every method and type of the SDK on one page."""
