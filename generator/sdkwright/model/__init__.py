"""The intermediate model: what an API is, in neither OpenAPI's terms nor Python's."""
