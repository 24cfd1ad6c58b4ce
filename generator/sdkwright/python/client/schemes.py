"""Which security schemes an SDK knows, and their names in it.

In: the security schemes and options of an `Api`. Out: schemes in order, and keys.
"""

from __future__ import annotations

from sdkwright.model.api import SecurityScheme
from sdkwright.python.context import Context


def linked_schemes(context: Context) -> tuple[SecurityScheme, ...]:
    """The schemes that an option holds credentials of: those of the API's own security first, in its order."""
    linked = {option.credential.scheme for option in context.api.options if option.credential is not None}
    by_name = {scheme.name: scheme for scheme in context.api.security_schemes if scheme.name in linked}
    named = [name for alternative in context.api.security for name in alternative if name in by_name]
    return tuple(by_name[name] for name in dict.fromkeys([*named, *by_name]))


def scheme_key(context: Context, scheme: SecurityScheme) -> str:
    """The name that a scheme goes by in the SDK: `BearerAuth` is `bearer_auth`."""
    snake = context.casings.snake(scheme.name) or "scheme"
    return snake if snake.endswith("auth") else f"{snake}_auth"
