"""Files on their way into a multipart request.

Takes what a caller may pass as a file (bytes, an open file, a path, or a tuple of name, content, media type and
headers) and gives what the HTTP library takes: the same, with paths read and with names where there were none.
"""

from __future__ import annotations

import io
import os
import pathlib
from typing import IO, TypeVar, TypeGuard, cast, overload
from collections.abc import Mapping, Sequence

import anyio

from ._types import (
    FileTypes,
    FileContent,
    RequestFiles,
    HttpxFileTypes,
    Base64FileInput,
    HttpxFileContent,
    HttpxRequestFiles,
)
from ._utils._utils import is_list, is_tuple, is_mapping, is_mapping_t, is_sequence_t

_T = TypeVar("_T")

_ANY_ITEM = "<array>"

# Servers tell the format by the file's name, so content that has none gets one by its first bytes.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
    (b"%PDF-", ".pdf"),
    (b"PK\x03\x04", ".zip"),
    (b"OggS", ".ogg"),
    (b"fLaC", ".flac"),
    (b"ID3", ".mp3"),
    (b"\xff\xfb", ".mp3"),
    (b"\x1a\x45\xdf\xa3", ".webm"),
)
_LINE_BREAKS = frozenset("\r\n")
_FEWEST_OF_PART, _MOST_OF_PART = 2, 4
_RIFF_FORMATS = {b"WEBP": ".webp", b"WAVE": ".wav"}
_LONGEST_SIGNATURE = 12


def is_base64_file_input(obj: object) -> TypeGuard[Base64FileInput]:
    """Whether this is a file that a JSON body can carry as base64: an open one, or a path."""
    return isinstance(obj, (io.IOBase, os.PathLike))


def is_file_content(obj: object) -> TypeGuard[FileContent]:
    """Whether this can be uploaded. A tuple counts, whatever is in it."""
    return isinstance(obj, (bytes, tuple, io.IOBase, os.PathLike))


def assert_is_file_content(obj: object, *, key: str | None = None) -> None:
    """Raises `RuntimeError`, naming `key`, for something that cannot be uploaded."""
    if not is_file_content(obj):
        where = "the file" if key is None else f"`{key}`"
        raise RuntimeError(
            f"Cannot upload {type(obj).__name__} as {where}: pass bytes, an open file, a path (os.PathLike), "
            f"or a tuple of (name, content, media type, headers)."
        ) from None


@overload
def to_httpx_files(files: None) -> None: ...
@overload
def to_httpx_files(files: RequestFiles) -> HttpxRequestFiles: ...
def to_httpx_files(files: RequestFiles | None) -> HttpxRequestFiles | None:
    """Make files ready for the HTTP library, reading those that are paths.

    Raises `TypeError` for something that is not a file.
    """
    if files is None:
        return None
    if is_mapping_t(files):
        return {key: _transform_file(file) for key, file in files.items()}
    if is_sequence_t(files):
        return [(key, _transform_file(file)) for key, file in files]
    raise _unexpected_files(files)


@overload
async def async_to_httpx_files(files: None) -> None: ...
@overload
async def async_to_httpx_files(files: RequestFiles) -> HttpxRequestFiles: ...
async def async_to_httpx_files(files: RequestFiles | None) -> HttpxRequestFiles | None:
    """As `to_httpx_files`, without blocking the event loop while files are read."""
    if files is None:
        return None
    if is_mapping_t(files):
        return {key: await _async_transform_file(file) for key, file in files.items()}
    if is_sequence_t(files):
        return [(key, await _async_transform_file(file)) for key, file in files]
    raise _unexpected_files(files)


def read_file_content(file: FileContent) -> HttpxFileContent:
    """The content itself, read from disk where it is a path."""
    if isinstance(file, os.PathLike):
        return pathlib.Path(file).read_bytes()
    return file


async def async_read_file_content(file: FileContent) -> HttpxFileContent:
    """As `read_file_content`, without blocking the event loop."""
    if isinstance(file, os.PathLike):
        return await anyio.Path(file).read_bytes()
    return file


def _transform_file(file: FileTypes) -> HttpxFileTypes:
    if isinstance(file, tuple):
        _check_part(file)
        return _with_content(file, read_file_content(file[1]))
    content = _checked(file)
    return _named(content, read_file_content(content))


async def _async_transform_file(file: FileTypes) -> HttpxFileTypes:
    if isinstance(file, tuple):
        _check_part(file)
        return _with_content(file, await async_read_file_content(file[1]))
    content = _checked(file)
    return _named(content, await async_read_file_content(content))


def _check_part(file: tuple[object, ...]) -> None:
    """Refuse what would write other parts, or headers of its own, into the body: the HTTP library does not."""
    if not _FEWEST_OF_PART <= len(file) <= _MOST_OF_PART:
        raise TypeError(
            f"A file is a tuple of (name, content, media type, headers), the last two optional, not {file!r}"
        )
    headers = file[3] if len(file) == _MOST_OF_PART else None
    pairs = headers.items() if is_mapping(headers) else ()
    for text in (file[2] if len(file) > _FEWEST_OF_PART else None, *(text for pair in pairs for text in pair)):
        if isinstance(text, str) and not _LINE_BREAKS.isdisjoint(text):
            raise ValueError(f"A media type or header of a file may hold no line break: {text!r}")


def _checked(file: object) -> FileContent:
    if is_tuple(file) or not is_file_content(file):
        raise TypeError(
            f"Expected file types input to be a FileContent type or to be a tuple, not {type(file).__name__}"
        )
    return file


def _unexpected_files(files: object) -> TypeError:
    return TypeError(f"Expected a mapping or a sequence of files, not {type(files).__name__}")


def _with_content(file: tuple[object, ...], content: HttpxFileContent) -> HttpxFileTypes:
    return cast("HttpxFileTypes", (file[0], content, *file[2:]))


def _named(source: FileContent, content: HttpxFileContent) -> HttpxFileTypes:
    if isinstance(source, os.PathLike):
        return (pathlib.Path(source).name, content)
    # An open file knows its name, except where that is the number of a descriptor.
    if isinstance(getattr(content, "name", None), str):
        return content
    extension = guess_extension(content)
    return (f"upload{extension}", content) if extension else content


def guess_extension(content: HttpxFileContent) -> str | None:
    """The extension that suits the first bytes of a file; None for a format that is not known."""
    head = content[:_LONGEST_SIGNATURE] if isinstance(content, bytes) else _peek(content)
    for signature, extension in _SIGNATURES:
        if head.startswith(signature):
            return extension
    return _RIFF_FORMATS.get(head[8:12]) if head.startswith(b"RIFF") else None


def _peek(file: IO[bytes]) -> bytes:
    try:
        if not file.seekable():
            return b""
        position = file.tell()
        head = file.read(_LONGEST_SIGNATURE)
        file.seek(position)
    except (OSError, ValueError, AttributeError):
        return b""
    return head if isinstance(head, bytes) else b""  # pyright: ignore[reportUnnecessaryIsInstance] - a text file may be passed


def deepcopy_with_paths(item: _T, paths: Sequence[Sequence[str]]) -> _T:
    """Copy just the containers on the way to the given paths, so that `extract_files` may take files out of them.

    Everything beside those ways, and the files themselves, is shared with the original. Paths are those of
    `extract_files`.
    """
    branches: dict[str, list[Sequence[str]]] = {}
    for path in paths:
        if path:
            branches.setdefault(path[0], []).append(path[1:])
    if not branches:
        return item

    if is_mapping(item):
        copied: Mapping[str, object] = {
            key: deepcopy_with_paths(value, branches[key]) if key in branches else value for key, value in item.items()
        }
        return cast("_T", copied)
    if is_list(item) and _ANY_ITEM in branches:
        return cast("_T", [deepcopy_with_paths(entry, branches[_ANY_ITEM]) for entry in item])
    return item
