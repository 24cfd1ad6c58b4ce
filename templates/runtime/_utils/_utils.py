"""Small helpers without state: type guards, argument checks, header look-up, files out of a request body.

Imports nothing of this package but `_types`, so every other module may import this one.
"""

from __future__ import annotations

import sys
import inspect
import functools
from typing import Any, TypeVar, TypeGuard, cast, overload
from pathlib import Path
from datetime import date, datetime
from collections.abc import Mapping, Callable, Iterable, Sequence
from typing_extensions import get_overloads

from .._types import Omit, NotGiven, FileTypes, ArrayFormat, HeadersLike

_T = TypeVar("_T")
_K = TypeVar("_K")
_V = TypeVar("_V")
_TupleT = TypeVar("_TupleT", bound=tuple[object, ...])
_MappingT = TypeVar("_MappingT", bound=Mapping[str, object])
_SequenceT = TypeVar("_SequenceT", bound=Sequence[object])
CallableT = TypeVar("CallableT", bound=Callable[..., Any])


def flatten(t: Iterable[Iterable[_T]]) -> list[_T]:
    """All items of all iterables, in order."""
    return [item for inner in t for item in inner]


# --- type guards --------------------------------------------------------------------------------------------
#
# A plain `isinstance(x, dict)` narrows `object` to `dict[Unknown, Unknown]`, which strict checkers refuse.
# The `_t` variants keep the parameters that the value's declared type already has.


def is_given(obj: _T | NotGiven | Omit) -> TypeGuard[_T]:
    """Whether the caller passed this argument: it is neither of the two sentinels."""
    return not isinstance(obj, (NotGiven, Omit))


def is_tuple(obj: object) -> TypeGuard[tuple[object, ...]]:
    return isinstance(obj, tuple)


def is_tuple_t(obj: _TupleT | object) -> TypeGuard[_TupleT]:
    return isinstance(obj, tuple)


def is_sequence(obj: object) -> TypeGuard[Sequence[object]]:
    return isinstance(obj, Sequence)


def is_sequence_t(obj: _SequenceT | object) -> TypeGuard[_SequenceT]:
    return isinstance(obj, Sequence)


def is_mapping(obj: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(obj, Mapping)


def is_mapping_t(obj: _MappingT | object) -> TypeGuard[_MappingT]:
    return isinstance(obj, Mapping)


def is_dict(obj: object) -> TypeGuard[dict[object, object]]:
    return isinstance(obj, dict)


def is_list(obj: object) -> TypeGuard[list[object]]:
    return isinstance(obj, list)


def is_iterable(obj: object) -> TypeGuard[Iterable[object]]:
    return isinstance(obj, Iterable)


# --- files out of a request body ----------------------------------------------------------------------------

_ANY_ITEM = "<array>"


def extract_files(
    query: Mapping[str, object],
    *,
    paths: Sequence[Sequence[str]],
    names: Sequence[Sequence[str]] | None = None,
    array_format: ArrayFormat = "brackets",
) -> list[tuple[str, FileTypes]]:
    """Take the files out of a request body.

    `paths` says where they may be: one key per step, `<array>` for "each item". What is found is *removed* from
    `query` (copy it with `deepcopy_with_paths` first) and returned with its multipart field name, such as
    `documents[][file]`. A path that does not fit the body finds nothing. `names` are the paths as the API calls their
    steps, where these are not the keys.

    Raises `RuntimeError` where a path leads to something that is not file content.
    """
    found: list[tuple[str, FileTypes]] = []
    for path, called in zip(paths, names or paths, strict=True):
        _extract(query, tuple(zip(path, called, strict=True)), "", array_format, found)
    return found


def _extract(
    node: object,
    path: Sequence[tuple[str, str]],
    name: str,
    array_format: ArrayFormat,
    found: list[tuple[str, FileTypes]],
) -> None:
    if not path:
        return

    (step, called), rest = path[0], path[1:]
    if step == _ANY_ITEM:
        if is_list(node):
            for index, item in enumerate(node):
                item_name = name + _item_suffix(array_format, index)
                if rest:
                    _extract(item, rest, item_name, array_format, found)
                else:
                    _take(item, item_name, found)
            if not rest:
                node.clear()
        return

    if not is_dict(node) or step not in node:
        return
    child, child_name = node[step], f"{name}[{called}]" if name else called
    if is_list(child) and (not rest or [key for key, _ in rest] == [_ANY_ITEM]):
        del node[step]
        for index, item in enumerate(child):
            _take(item, child_name + _item_suffix(array_format, index), found)
    elif rest:
        _extract(child, rest, child_name, array_format, found)
    elif child is not None:  # an explicit null stays in the body
        del node[step]
        _take(child, child_name, found)


def _take(entry: object, name: str, found: list[tuple[str, FileTypes]]) -> None:
    # `_files` needs the type guards above, hence not at the top.
    from .._files import assert_is_file_content

    if is_given(entry):
        assert_is_file_content(entry, key=name)
        found.append((name, cast("FileTypes", entry)))


def _item_suffix(array_format: ArrayFormat, index: int) -> str:
    if array_format == "brackets":
        return "[]"
    if array_format == "indices":
        return f"[{index}]"
    if array_format in ("repeat", "comma"):  # a file cannot be joined with a comma, so it is repeated
        return ""
    raise NotImplementedError(f"Unknown array_format value: {array_format}")


def deepcopy_minimal(item: _T) -> _T:
    """Copy dicts and lists all the way down, and share everything else."""
    if is_dict(item):
        return cast("_T", {key: deepcopy_minimal(value) for key, value in item.items()})
    if is_list(item):
        return cast("_T", [deepcopy_minimal(entry) for entry in item])
    return item


# --- arguments ----------------------------------------------------------------------------------------------


def human_join(seq: Sequence[str], *, delim: str = ", ", final: str = "or") -> str:
    """`["a", "b", "c"]` as `a, b or c`."""
    if len(seq) < 2:
        return "".join(seq)
    return f"{delim.join(seq[:-1])} {final} {seq[-1]}"


def quote(string: str) -> str:
    """Put single quotes around a string."""
    return f"'{string}'"


def required_args(*variants: Sequence[str]) -> Callable[[CallableT], CallableT]:
    """Make a function insist that all arguments of at least one variant are passed.

    For overloaded functions, whose implementation has a default for everything. A call that fits no variant
    raises `TypeError`, as it would without the defaults. `help()` shows what the first overload says.
    """

    def decorate(func: CallableT) -> CallableT:
        if func.__doc__ is None:
            func.__doc__ = next((overload.__doc__ for overload in get_overloads(func)), None)
        parameters = inspect.signature(func).parameters.values()
        positional = [p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
        needed = [frozenset(variant) for variant in variants]

        @functools.wraps(func)
        def checked(*args: object, **kwargs: object) -> object:
            if len(args) > len(positional):
                raise TypeError(f"{func.__name__}() takes {len(positional)} argument(s) but {len(args)} were given")
            given = {*positional[: len(args)], *kwargs}
            if not any(names <= given for names in needed):
                raise TypeError(_missing_message(variants, given))
            return func(*args, **kwargs)

        return cast("CallableT", checked)

    return decorate


def _missing_message(variants: Sequence[Sequence[str]], given: set[str]) -> str:
    if len(variants) == 1:
        missing = [quote(name) for name in variants[0] if name not in given]
        if len(missing) == 1:
            return f"Missing required argument: {missing[0]}"
        return f"Missing required arguments: {human_join(missing, final='and')}"
    alternatives = [f"({human_join([quote(name) for name in variant], final='and')})" for variant in variants]
    return f"Missing required arguments; Expected either {human_join(alternatives)} arguments to be given"


@overload
def strip_not_given(obj: None) -> None: ...
@overload
def strip_not_given(obj: Mapping[_K, _V | NotGiven | Omit]) -> dict[_K, _V]: ...
@overload
def strip_not_given(obj: object) -> object: ...
def strip_not_given(obj: object | None) -> object:
    """Drop the entries of a mapping that were not passed; anything else comes back as it is."""
    if is_mapping(obj):
        return {key: value for key, value in obj.items() if is_given(value)}
    return obj


# --- text into values ---------------------------------------------------------------------------------------


def coerce_integer(val: str) -> int:
    return int(val, base=10)


def coerce_float(val: str) -> float:
    return float(val)


def coerce_boolean(val: str) -> bool:
    """True for `true`, `1` and `on`, which are what environment variables are set to."""
    return val in ("true", "1", "on")


def maybe_coerce_integer(val: str | None) -> int | None:
    return None if val is None else coerce_integer(val)


def maybe_coerce_float(val: str | None) -> float | None:
    return None if val is None else coerce_float(val)


def maybe_coerce_boolean(val: str | None) -> bool | None:
    return None if val is None else coerce_boolean(val)


def removeprefix(string: str, prefix: str) -> str:
    return string.removeprefix(prefix)


def removesuffix(string: str, suffix: str) -> str:
    return string.removesuffix(suffix)


# --- the rest -----------------------------------------------------------------------------------------------


def file_from_path(path: str) -> FileTypes:
    """Read a file into a multipart entry that carries the file's name."""
    source = Path(path)
    return (source.name, source.read_bytes())


def get_required_header(headers: HeadersLike, header: str) -> str:
    """A header's value, whatever the case of its name, and whatever sort of mapping the headers are.

    Raises `ValueError` where there is none.
    """
    if is_mapping_t(headers):
        wanted = header.lower()
        for name, value in headers.items():
            if name.lower() == wanted and isinstance(value, str):
                return value

    # WSGI and friends spell them Like-This, and some of their mappings are case-sensitive.
    capitalized = "-".join(part.capitalize() for part in header.split("-"))
    for name in dict.fromkeys((header, header.lower(), header.upper(), capitalized)):
        value = headers.get(name)
        if isinstance(value, str) and value:
            return value
    raise ValueError(f"Could not find {header} header")


def get_async_library() -> str:
    """The name of the event loop's library that runs this code: `asyncio`, `trio`, ... or `false`."""
    # A library that is not imported cannot be running, and importing it only to ask would cost.
    sniffio = sys.modules.get("sniffio")
    if sniffio is not None:
        try:
            return str(sniffio.current_async_library())
        except Exception:
            pass
    asyncio = sys.modules.get("asyncio")
    if asyncio is not None and asyncio._get_running_loop() is not None:
        return "asyncio"
    trio = sys.modules.get("trio")
    if trio is not None and trio.lowlevel.in_trio_run():
        return "trio"
    return "false"


def lru_cache(*, maxsize: int | None = 128) -> Callable[[CallableT], CallableT]:
    """`functools.lru_cache` that keeps the signature of what it decorates."""
    decorate: Any = functools.lru_cache(maxsize=maxsize)
    return cast("Callable[[CallableT], CallableT]", decorate)


def json_safe(data: object) -> object:
    """Turn a value into what `json.dumps` takes: iterables into lists, dates and times into ISO 8601."""
    if is_mapping(data):
        return {json_safe(key): json_safe(value) for key, value in data.items()}
    if is_iterable(data) and not isinstance(data, (str, bytes, bytearray)):
        return [json_safe(item) for item in data]
    if isinstance(data, (datetime, date)):
        return data.isoformat()
    return data
