"""Older dialects to the one that later stages know: OpenAPI 3.1, with what 3.2 adds left as it is.

`swagger.py` takes Swagger 2.0 apart; `schemas.py` brings the schemas of 2.0 and 3.0 to JSON Schema 2020-12.
"""
