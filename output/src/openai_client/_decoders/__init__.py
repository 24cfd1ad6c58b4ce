"""Decoders for streamed bodies that are not server-sent events."""
