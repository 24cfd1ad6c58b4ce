"""Whatever stands where in a config, reading it raises nothing."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sdkwright.config.mute import mute
from sdkwright.config.read import parse_settings
from sdkwright.diagnostics import Collector

WHOLE: dict[str, Any] = {
    "edition": "2026-02-23",
    "organization": {"name": "Acme", "docs": "https://a.io"},
    "targets": {"python": {"package_name": "acme", "publish": {"pypi": {"package_name": "x"}}, "options": {"a": 1}}},
    "package": {"python": {"name": "x"}},
    "environments": {"production": "https://a.io", "local": {"url": "http://localhost"}},
    "resources": {
        "$shared": {"models": {"a": "A", "b": {"openapi_uri": "B", "only": ["go"]}}},
        "$client": {"methods": {"status": "get /status"}},
        "users": {
            "methods": {
                "list": {"endpoint": "get /users", "paginated": "page", "positional_params": ["a"], "skip": ["go"]},
                "chat": {"endpoint": "post /chat", "streaming": {"type": "sse"}, "deprecated": {"python": "x"}},
                "wait": {"endpoint": "get /w", "default_request_options": {"timeout": "PT1S", "max_retries": 1}},
                "old": {"type": "alias", "to": "list"},
            },
            "subresources": {"posts": {"methods": {"get": "get /posts"}, "skip": True}},
        },
    },
    "pagination": [
        {
            "name": "page",
            "type": "cursor_id",
            "request": {
                "after": {"type": "string", "x-stainless-pagination-property": {"purpose": "next_cursor_id_param"}}
            },
            "response": {"data": {"type": "array", "items": {"properties": {"id": {"type": "string"}}}}},
        }
    ],
    "streaming": {"on_event": [{"event_type": ["a", None], "handle": "yield"}]},
    "client_settings": {
        "default_timeout": "PT60S",
        "default_retries": {"max_retries": 2},
        "default_headers": {"a": "b"},
        "idempotency": {"header": "x"},
        "opts": {"key": {"type": "string", "default": 1, "auth": {"security_scheme": "A", "role": "value"}}},
    },
    "security": [{"A": []}, {}],
    "security_schemes": {"A": {"type": "http"}},
    "query_settings": {"array_format": "comma"},
    "settings": {"license": {"name": "MIT"}, "unwrap_response_fields": ["data"], "python": {"license_classifier": "x"}},
    "readme": {"example_requests": {"default": {"type": "request", "endpoint": "get /users", "params": {"a": 1}}}},
    "openapi": {"transforms": [{"command": "update", "args": {}}]},
    "unspecified_endpoints": ["get /x"],
    "errors": {"union": {"variants": {"a": {"status_code": 400, "name": "A"}}}},
    "custom_casings": {"qa": {"initialism": True}, "x": {"plural": {"snake": "xs"}}},
    "diagnostics": {"ignored": {"A/B": True, "C/D": ["#/x", {"location": "a.b"}], "Config/WrongType": ["resources"]}},
}


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in members:
        yield (*path, key)
        yield from places(value, (*path, key))


PLACES = list(places(WHOLE))
ANYTHING: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def test_the_whole_config_is_right() -> None:
    found = Collector()
    assert parse_settings(json.dumps(WHOLE).encode(), "x.json", found) is not None
    assert [each.message for each in found] == []


@settings(max_examples=250, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ANYTHING), min_size=1, max_size=4))
def test_nothing_raises(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    config = copy.deepcopy(WHOLE)
    for path, value in changes:
        node: Any = config
        for key in path[:-1]:
            if not isinstance(node, dict | list) or (isinstance(node, list) and not isinstance(key, int)):
                break
            if key not in node if isinstance(node, dict) else key >= len(node):
                break
            node = node[key]
        else:
            if isinstance(node, dict) or (
                isinstance(node, list) and isinstance(path[-1], int) and path[-1] < len(node)
            ):
                node[path[-1]] = value
    found = Collector()
    read = parse_settings(json.dumps(config).encode(), "x.json", found)
    assert read is not None
    assert all(each.location is not None for each in found)
    mute(found, read)
