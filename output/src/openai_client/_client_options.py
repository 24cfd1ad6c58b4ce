"""What the constructors of emitted clients need to settle their options. No I/O."""

from __future__ import annotations

import os
from collections.abc import Mapping

from ._http import httpx
from ._types import NotGiven


def choose_base_url(
    base_url: str | httpx.URL | NotGiven | None,
    environment: str | NotGiven,
    *,
    environments: Mapping[str, str],
    variable: str,
) -> str | httpx.URL:
    """The base URL of a client whose API has several environments.

    What is passed wins: `base_url`, then `environment`. Then the environment variable counts, and at last the first of
    `environments`. Raises ValueError for an unknown environment, and where a passed environment and the variable
    contradict each other; `base_url=None` says that the variable does not count.
    """
    if isinstance(base_url, (str, httpx.URL)):
        return base_url
    from_variable = os.environ.get(variable)
    if isinstance(environment, NotGiven):
        return next(iter(environments.values())) if from_variable is None else from_variable
    if from_variable and base_url is not None:
        raise ValueError(
            f"Both the `environment` argument and the environment variable `{variable}` say which URL to use. "
            "If the argument is meant, you must pass base_url=None"
        )
    if environment not in environments:
        raise ValueError(f"Unknown environment: {environment}")
    return environments[environment]


def fill_url(url: str | httpx.URL, variables: Mapping[str, object]) -> str | httpx.URL:
    """The URL with its `{variables}` replaced; one that is no text has none."""
    if not isinstance(url, str):
        return url
    for name, value in variables.items():
        url = url.replace("{" + name + "}", str(value))
    return url
