"""What a section of the config may hold: the tables that reading checks against and `docs/config.md` is made from.

In: nothing. Out: `Shape` and `Key`. Each module of `sections/` declares the shapes that it reads.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Effect(Enum):
    """What becomes of a key: it is applied, it is accepted in silence, or its meaning is unknown."""

    APPLIED = "applied"
    NONE = "none"
    UNKNOWN = "unknown"


class Key(Struct, frozen=True, kw_only=True):
    """A key: its name, the form of its value in words, and what follows from it (Markdown, one paragraph)."""

    name: str
    form: str
    doc: str
    effect: Effect = Effect.APPLIED


class Shape(Struct, frozen=True, kw_only=True):
    """A map with a closed list of keys. `title` is its place in the config, as documentation shows it."""

    title: str
    doc: str
    keys: tuple[Key, ...]

    def key(self, name: str) -> Key | None:
        """The key of that name, if the map may have it."""
        return next((key for key in self.keys if key.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all keys."""
        return tuple(key.name for key in self.keys)


def key(name: str, form: str, doc: str) -> Key:
    """A key that is applied."""
    return Key(name=name, form=form, doc=doc)


def accepted(name: str, form: str, doc: str = "No effect.") -> Key:
    """A key that is accepted and has no effect on a Python SDK."""
    return Key(name=name, form=form, doc=doc, effect=Effect.NONE)


def unsupported(
    name: str, form: str, doc: str = "Seen in configs; its effect is not known, so that it has none."
) -> Key:
    """A key that is known to exist, but not what for."""
    return Key(name=name, form=form, doc=doc, effect=Effect.UNKNOWN)
