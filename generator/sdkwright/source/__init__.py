"""Text in, JSON tree with source positions out; knows YAML and JSON, and nothing of OpenAPI or the config."""
