"""Page classes."""
