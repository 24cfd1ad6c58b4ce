"""A config is hostile input too: whatever stands in it, no traceback, no file outside, no text of it as code."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from emitted import check_package
from hostile import FRAGMENTS, FUZZING, LONG
from pipeline_runs import EndlessError, bounded
from pipeline_runs import printed as print_files

from sdkwright import pipeline
from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.render import to_plain
from sdkwright.render.style import RenderedFile

PARTS = 10
COUNT = 200 if FUZZING else 1
"""Configs in each part."""

CONTENT = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}
PAGE = {
    "type": "object",
    "properties": {
        "data": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}},
        "has_more": {"type": "boolean"},
        "next": {"type": "string"},
    },
}
AFTER = {"name": "after", "in": "query", "schema": {"type": "string"}}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1"},
    "servers": [{"url": "https://pets.test"}],
    "paths": {
        "/pets": {
            "get": {
                "operationId": "listPets",
                "parameters": [AFTER],
                "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": PAGE}}}},
            },
            "post": {"requestBody": CONTENT, "responses": {"200": {"description": "ok", **CONTENT}}},
        },
        "/chat": {"post": {"requestBody": CONTENT, "responses": {"200": {"description": "ok", **CONTENT}}}},
        "/status": {"get": {"responses": {"204": {"description": "ok"}}}},
    },
    "components": {
        "schemas": {
            "Pet": {"type": "object", "properties": {"id": {"type": "string"}, "stream": {"type": "boolean"}}},
            "Error": {"type": "object", "properties": {"message": {"type": "string"}}},
        },
        "securitySchemes": {"Key": {"type": "http", "scheme": "bearer"}},
    },
}

NEXT = {"type": "string", "x-stainless-pagination-property": {"purpose": "next_cursor_field"}}
CONFIG: dict[str, Any] = {
    "edition": "2026-02-23",
    "organization": {"name": "acme", "docs": "https://acme.test", "contact": "dev@acme.test"},
    "targets": {
        "python": {
            "package_name": "acme",
            "project_name": "acme-sdk",
            "production_repo": "acme/acme-python",
            "publish": {"pypi": True},
            "options": {"sentinel": "omit"},
            "keep_files": ["NOTES.md"],
        }
    },
    "environments": {"production": "https://acme.test", "local": "http://localhost:1"},
    "resources": {
        "$shared": {"models": {"error": "Error"}},
        "$client": {"methods": {"status": "get /status"}},
        "pets": {
            "models": {"pet": "Pet"},
            "methods": {
                "list": {"endpoint": "get /pets", "paginated": True},
                "create": {"endpoint": "post /pets", "body_param_name": "pet"},
                "old": {"type": "alias", "to": "create"},
            },
            "subresources": {"chats": {"methods": {"create": {"endpoint": "post /chat", "deprecated": "Use pets."}}}},
        },
    },
    "pagination": [
        {
            "name": "cursor",
            "type": "cursor",
            "request": {
                "after": {"type": "string", "x-stainless-pagination-property": {"purpose": "next_cursor_param"}}
            },
            "response": {"data": {"type": "array", "items": {}}, "has_more": {"type": "boolean"}, "next": NEXT},
        }
    ],
    "streaming": {
        "on_event": [{"event_type": ["a", None], "handle": "yield"}, {"data_starts_with": "b", "handle": "done"}]
    },
    "client_settings": {
        "default_timeout": "PT60S",
        "default_retries": {"max_retries": 2, "initial_delay_seconds": 1},
        "default_headers": {"X-Version": "1"},
        "idempotency": {"header": "Idempotency-Key"},
        "opts": {
            "api_key": {
                "type": "string",
                "read_env": "ACME_KEY",
                "description": "The key.",
                "auth": {"security_scheme": "Key", "role": "value"},
            },
            "team": {"type": "string", "nullable": True, "default": "x", "send_in_header": "X-Team"},
        },
    },
    "security": [{"Key": []}],
    "settings": {"license": "Apache-2.0", "unwrap_response_fields": ["data"]},
    "readme": {
        "example_requests": {
            "default": {"type": "request", "endpoint": "post /pets", "params": {"id": "x"}, "response_property": "id"},
            "headline": {"type": "request", "endpoint": "get /pets", "params": {}},
        },
    },
    "openapi": {"transforms": [{"command": "merge", "args": {"target": ["$.info"], "value": {"description": "x"}}}]},
    "custom_casings": {"acme": {"initialism": True}},
    "codeflow": {"pinned_preview_release": "x"},
}


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a tree, as the keys that lead there."""
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in members:
        yield (*path, key)
        yield from places(value, (*path, key))


def text(source: random.Random) -> str:
    """Hostile text."""
    if source.random() < 0.05:
        return source.choice(LONG)
    return "".join(source.choice(FRAGMENTS) for _ in range(source.randint(1, 2)))


def value(source: random.Random) -> Any:
    """Anything, mostly hostile text."""
    others = [None, True, 0, -1, 10**30, 1.5, [], {}, [text(source)], {text(source): text(source)}, [[]], {"": {}}]
    return text(source) if source.random() < 0.7 else source.choice(others)


def spoiled(source: random.Random) -> dict[str, Any]:
    """The config with a few places that are hostile, of a wrong type, renamed or missing."""
    config = copy.deepcopy(CONFIG)
    for _ in range(source.randint(1, 4)):
        *above, last = source.choice(list(places(config)))
        holder: Any = config
        for key in above:
            holder = holder[key]
        match source.choice(("replace", "replace", "rename", "delete", "add")):
            case "rename" if isinstance(holder, dict):
                holder[text(source)] = holder.pop(last)
            case "delete" if isinstance(holder, dict):
                del holder[last]
            case "add" if isinstance(holder, dict):
                holder[text(source)] = value(source)
            case _:
                holder[last] = value(source)
    return config


def printed(folder: Path, config: dict[str, Any], diagnostics: Collector) -> tuple[RenderedFile, ...]:
    """The rendered files; none where the config says too little."""
    (folder / "openapi.json").write_text(json.dumps(DOCUMENT))
    (folder / "stainless.yml").write_text(json.dumps(config, indent=1, ensure_ascii=False), encoding="utf-8")
    inputs = pipeline.Inputs(spec=folder / "openapi.json", config=folder / "stainless.yml")
    understood = pipeline.understand(inputs, diagnostics, lambda _: None)
    if understood is None or understood.settings.target.skip:
        return ()
    return tuple(print_files(inputs, understood, diagnostics))


def check(folder: Path, config: dict[str, Any]) -> None:
    diagnostics = Collector()
    files = printed(folder, config, diagnostics)
    for finding in diagnostics:
        assert not finding.rule.code.startswith(("Template/", "Style/", "Write/", "Internal/")), finding
        assert finding.location is not None, finding
    assert len(to_plain(diagnostics).splitlines()) == len(diagnostics.found)
    assert {path.name for path in folder.iterdir()} == {"openapi.json", "stainless.yml"}
    check_package(files)


def test_the_config_that_is_spoiled_is_a_good_one(tmp_path: Path) -> None:
    diagnostics = Collector()
    assert len(printed(tmp_path, CONFIG, diagnostics)) > 80
    assert not diagnostics.failed, to_plain(diagnostics)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_hostile_config_gives_findings_or_an_honest_package(part: int, tmp_path: Path) -> None:
    base = random.randrange(2**32) if FUZZING else 0
    for number in range(COUNT):
        seed = f"{base}:{part}:{number}"
        config = spoiled(random.Random(seed))
        try:
            with bounded():
                check(tmp_path, config)
        except (Exception, EndlessError) as error:
            raise AssertionError(f"seed {seed}: {json.dumps(config)}") from error


def named(package_name: str) -> dict[str, Any]:
    """A config whose package has this name."""
    return {"targets": {"python": {"package_name": package_name}}}


ONCE_BROKE: dict[str, dict[str, Any]] = {
    "an organization without a letter": {"organization": {"name": "\u2066"}},
    "an organization that is a number": {"organization": {"name": 0}},
    "a prefix that no shell sets": {"client_settings": {"default_env_prefix": "a b-\u2066"}},
    "a variable that no shell sets": {
        "client_settings": {"opts": {"key": {"type": "string", "read_env": "\ufb01lambda"}}}
    },
    "a variable that is a keyword": {"client_settings": {"opts": {"key": {"type": "string", "read_env": "class"}}}},
    "a resource and a method of 300 letters": {
        "resources": {"Aa" * 150: {"methods": {"Bb" * 150: "post /pets"}}},
        "unspecified_endpoints": ["get /pets"],
    },
    "a package name with a hyphen": named("acme-sdk"),
    "a package name that is no word": named("@pwned"),
    "a package name that is a keyword": named("class"),
    "a package name that is a path": named("../../pwned"),
    "a package name of 300 letters": named("x" * 300),
    "a resource that is called as those above it": {
        "resources": {
            "pets": {
                "methods": {"list": "get /pets"},
                "subresources": {
                    "pets": {
                        "methods": {"create": "post /pets"},
                        "subresources": {
                            "pets": {
                                "methods": {"chat": "post /chat"},
                                "subresources": {"pets": {"methods": {"status": "get /status"}}},
                            }
                        },
                    }
                },
            }
        }
    },
    "a word that no name can hold": {"custom_casings": {"pets": {"pascal": "2026-01-01", "snake": "a b"}}},
    "a time beyond floats": {"client_settings": {"default_timeout": 10**400}},
    "a duration beyond floats": {"client_settings": {"default_timeout": f"PT{10**400}S"}},
    "a rule for no event": {"streaming": {"on_event": [{"event_type": [], "handle": "yield"}]}},
}


@pytest.mark.parametrize("name", ONCE_BROKE)
def test_a_config_that_once_broke(name: str, tmp_path: Path) -> None:
    check(tmp_path, CONFIG | ONCE_BROKE[name])
