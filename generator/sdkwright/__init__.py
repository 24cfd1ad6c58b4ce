"""sdkwright: an OpenAPI document and a `stainless.yml` in, a Python SDK out."""

__version__ = "0.1.0"
