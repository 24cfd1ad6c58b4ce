"""What the arguments of `diff` mean, and where their files are.

In: what was written on the command line. Out: `Side`s, and for each a `Taken`: inputs to generate from, or the folder
of an SDK. What stands at a git revision is written into a folder first.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import typer
from msgspec import Struct, field

from sdkwright.git.command import GitError
from sdkwright.git.revisions import Revision, find_revision, write_files
from sdkwright.reading import Inputs

_DOCUMENTS = (".yaml", ".yml", ".json", ".toml")


class SourceFailed(Exception):  # noqa: N818 - what it says, not what it is
    """The files of a revision cannot be had; the message says why."""


class Side(Struct, frozen=True, kw_only=True):
    """One of the two things to compare: a path, at a git revision or (`""`) as it is now."""

    path: str
    revision: str = ""
    config: str = ""
    overlays: tuple[Path, ...] = field(default=())
    allow_remote: bool = False


class Taken(Struct, frozen=True, kw_only=True):
    """Where a side is: `inputs` of a generation, or else `path`, an SDK.

    `root` is the folder that a revision was written to, `shown` what to call it (`v1.4.0:`).
    """

    path: Path
    inputs: Inputs | None
    root: Path
    shown: str = ""


def parse_side(text: str) -> Side:
    """`PATH`, or `REVISION:PATH` where no file is called so. The path is relative to the current folder."""
    revision, colon, path = text.partition(":")
    if colon and revision and not Path(text).exists():
        return Side(path=path or ".", revision=revision)
    if not Path(text).exists():
        raise typer.BadParameter(f"There is no {text!r}.")
    return Side(path=text)


def take(side: Side, scratch: Path) -> Taken:
    """Find a side's files. Raises `SourceFailed` where the revision or the file in it is not there."""
    if not side.revision:
        config = Path(side.config) if side.config else None
        if config is not None and not config.is_file():
            raise typer.BadParameter(f"There is no file {side.config!r}.", param_hint="--config")
        return _taken(side, Path(side.path), config, Path(), "")
    root = scratch / "revision"
    try:
        revision = find_revision(side.revision, Path(side.path).absolute())
        inside = _inside(revision, side.path)
        write_files(revision, root, lambda path: _is_wanted(path, inside))
    except GitError as error:
        raise SourceFailed(str(error)) from error
    if not (root / inside).exists():
        raise SourceFailed(f"`{inside}` is not there at {side.revision}.")
    config = root / _inside(revision, side.config) if side.config else None
    if config is not None and not config.is_file():
        config = None  # the config is younger than the revision, which had its SDK from an inferred one
    return _taken(side, root / inside, config, root, f"{side.revision}:")


def _taken(side: Side, path: Path, config: Path | None, root: Path, shown: str) -> Taken:
    inputs = Inputs(spec=path, config=config, overlays=side.overlays, allow_remote=side.allow_remote)
    return Taken(path=path, inputs=inputs if path.is_file() else None, root=root, shown=shown)


def _inside(revision: Revision, path: str) -> str:
    """A path in the repository; `..` is resolved, links are not followed beyond the folder of the path."""
    full = Path(path).absolute()
    full = full.parent.resolve() / full.name if full.name else full.resolve()
    try:
        return full.relative_to(revision.repository).as_posix()
    except ValueError as error:
        raise SourceFailed(f"`{path}` is not in the repository {revision.repository}.") from error


def _is_wanted(path: str, inside: str) -> bool:
    """Documents may refer to each other from anywhere; of an SDK, Python is all that counts."""
    if inside == "." or PurePosixPath(path).is_relative_to(inside):
        return True
    return path.endswith(_DOCUMENTS)
