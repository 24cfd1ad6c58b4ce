"""Parts of a multipart body that are more than text.

Takes the fields of a body, its files, and what a document says of parts by their names. Gives the fields that are left,
and all other parts the way files are passed.
"""

from __future__ import annotations

import os
import pathlib
from collections.abc import Mapping, Sequence

from ._files import guess_extension
from ._types import Omit, NotGiven, FileTypes, FileContent
from ._utils import is_list, is_mapping
from ._utils._json import openapi_dumps
from ._utils._parameters import QueryRules, encode_query_parameter


def encode_parts(
    body: object, files: Sequence[tuple[str, FileTypes]], *, content_types: Mapping[str, str]
) -> tuple[dict[str, object], list[tuple[str, FileTypes]]]:
    """The fields without a content type of their own, and the parts with one, ahead of the files.

    A part whose type is JSON holds the whole value; of any other type, each item of a list is a part of its own. A
    file keeps the content type that a caller gives it.
    """
    fields: dict[str, object] = {}
    parts: list[tuple[str, FileTypes]] = []
    given: Mapping[str, object] = body if is_mapping(body) else {}
    for name, value in given.items():
        content_type = content_types.get(name)
        if content_type is None:
            fields[name] = value
        elif isinstance(value, (Omit, NotGiven)):
            continue
        elif _is_json(content_type):
            parts.append((name, (None, openapi_dumps(value), content_type)))
        else:
            items = value if is_list(value) else [value]
            parts.extend((name, (None, _text(item), content_type)) for item in items if item is not None)
    for name, file in files:
        wanted = content_types.get(name.partition("[")[0])
        parts.append((name, file if wanted is None else _typed(file, wanted)))
    return fields, parts


def encode_form(
    body: object,
    files: Sequence[tuple[str, FileTypes]],
    *,
    content_types: Mapping[str, str],
    rules: Mapping[str, QueryRules],
) -> tuple[dict[str, object], list[tuple[str, FileTypes]]]:
    """As `encode_parts`, with everything else as OpenAPI has it where a document says no more (3.1 §4.8.15).

    Each item of a list is a part of its own under the list's name, and an object is a part of JSON. A field that has
    rules, which are those of a query, is written by them.
    """
    fields, parts = encode_parts(body, files, content_types=content_types)
    encoded: dict[str, object] = {}
    objects: list[tuple[str, FileTypes]] = []
    for name, value in fields.items():
        items = value if is_list(value) else [value]
        if name not in rules and any(is_mapping(item) or is_list(item) for item in items):
            objects.extend((name, (None, openapi_dumps(item), "application/json")) for item in items)
        else:
            encoded[name] = encode_query_parameter(name, value, **rules.get(name, {}))
    return encoded, [*objects, *parts]


def _is_json(content_type: str) -> bool:
    essence = content_type.partition(";")[0].strip().lower()
    return essence == "application/json" or essence.endswith("+json")


def _text(value: object) -> bytes:
    return value.encode() if isinstance(value, str) else openapi_dumps(value)


def _typed(file: FileTypes, content_type: str) -> FileTypes:
    if not isinstance(file, tuple):
        return (_name(file), file, content_type)
    if len(file) == 2:
        return (file[0], file[1], content_type)
    return file


def _name(content: FileContent) -> str:
    if isinstance(content, os.PathLike):
        return pathlib.Path(content).name
    named: object = getattr(content, "name", None)
    if isinstance(named, str):
        return pathlib.Path(named).name
    return f"upload{guess_extension(content) or ''}"
