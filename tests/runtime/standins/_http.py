"""Stand-in: the one place that says which HTTP library is used."""

import httpx as httpx  # noqa: PLC0414 - re-exported
