"""The client classes."""
