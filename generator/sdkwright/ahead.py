"""The beginning of the pipeline, before the command line is understood.

In: the arguments as they were typed. Out: a `Start`. While the command line and the generator are imported, another
process parses the document; what else it is to read, it is told later. If the command turns out to mean another
document, or none, what was parsed is not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sdkwright.workers import processors

if TYPE_CHECKING:
    from sdkwright.shared_reading import Reader
    from sdkwright.workers import Pending
    from sdkwright.write.seen import Seen

COMMANDS = ("generate", "check")
"""Those that generate, and remember what they did."""


class Start(Struct, frozen=True, kw_only=True):
    """What is known before a command begins."""

    generator: str | None = None
    """What `running()` tells, where the command remembers anything."""
    reader: Reader | None = None
    """The process that reads the document."""
    outputs: Pending[Seen] | None = None
    """What another process sees of the files that the last run left."""

    def look(self) -> Seen:
        """What was seen of them; asked once."""
        from sdkwright.write.seen import NOTHING_SEEN  # here, as most commands get no further

        return NOTHING_SEEN if self.outputs is None else self.outputs.result()


def remembers(arguments: Sequence[str]) -> bool:
    """Whether the command generates, and may remember what it did."""
    return bool(arguments) and arguments[0] in COMMANDS and "--no-cache" not in arguments


def begin_reading(arguments: Sequence[str], generator: str | None) -> Reader | None:
    """Begin to read the document that the arguments name, where that is another process's work.

    `generator` is what `running()` tells; `None` where nothing is remembered.
    """
    spec = _named_document(arguments) if may_share(arguments) else None
    if spec is None:
        return None
    from sdkwright.caches import cache_folder  # here, as few runs get so far
    from sdkwright.load.memory import memory_of
    from sdkwright.shared_reading import engage_reader

    folder = cache_folder("formatted") if generator is not None else None
    memory = memory_of(spec, folder, generator) if folder is not None and generator is not None else None
    return engage_reader(spec, memory)


def may_share(arguments: Sequence[str]) -> bool:
    """Whether another process may work besides this one, before anybody knows what `--jobs` says."""
    return processors() > 1 and not any(arg.startswith("--jobs") for arg in arguments)


def _named_document(arguments: Sequence[str]) -> Path | None:
    """What follows the only `--spec` of a command that generates."""
    if not arguments or arguments[0] not in COMMANDS:
        return None
    named = [number for number, argument in enumerate(arguments[:-1]) if argument == "--spec"]
    return Path(arguments[named[0] + 1]) if len(named) == 1 else None
