"""Text in, JSON tree with source positions out; knows YAML and JSON, and nothing of OpenAPI or the config."""

from sdkwright.source.text import Source, parse_source

__all__ = ["Source", "parse_source"]
