"""The security schemes of the API, by the names that requests use for them.

Replaced when a package is emitted for an API whose operations choose among several schemes.
"""

from __future__ import annotations

from typing_extensions import TypedDict


class SecuritySchemes(TypedDict, total=False):
    """Which schemes a request may use: the key is the scheme's name, `True` switches it on."""


DEFAULT_SECURITY: SecuritySchemes = {}
"""What a request uses whose operation does not say."""
