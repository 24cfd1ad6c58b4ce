"""The `stainless.yml` format: read into typed settings, or inferred from a document."""
