"""Parts of the config that hold for some languages only.

In: fields with `skip` and `only`, or a text that may differ by language. Out: what holds for Python.
"""

from __future__ import annotations

from collections.abc import Mapping

from sdkwright.config.reader import Entry, Fields
from sdkwright.diagnostics.hints import did_you_mean
from sdkwright.diagnostics.rules import config as rules

PYTHON = "python"
LANGUAGES = (
    "python", "typescript", "node", "go", "java", "kotlin", "ruby", "terraform", "cli", "php",
    "csharp", "sql", "openapi", "http", "swift", "rust",
)  # fmt: skip


def left_out(fields: Fields) -> bool:
    """Whether `skip` or `only` leaves an entry out of the Python SDK."""
    skip, only = fields.get("skip"), fields.get("only")
    if skip is not None and only is not None:
        skip.report(
            rules.CONFLICTING_KEYS, f"`skip` and `only` side by side in `{fields.entry.name}`: both are applied"
        )
    if skip is not None:
        if isinstance(skip.value, bool):
            if skip.value:
                return True
        elif PYTHON in _languages(skip):
            return True
    return only is not None and PYTHON not in _languages(only)


def _languages(entry: Entry) -> tuple[str, ...]:
    named = [(entry, entry.value)] if isinstance(entry.value, str) else [(item, item.text()) for item in entry.items()]
    for item, name in named:
        if name is not None:
            _check(item, name, entry.name)
    return tuple(name for _, name in named if name is not None)


def _check(entry: Entry, name: str, place: str) -> None:
    if name not in LANGUAGES:
        message = f"`{name}` in `{place}` is no language of the config format"
        entry.report(rules.UNKNOWN_LANGUAGE, message, hint=did_you_mean(name, LANGUAGES))


def text_for_python(entry: Entry | None) -> str | None:
    """A text, or the Python entry of a map language -> text; `true` is a text without words."""
    if entry is None or entry.value is False:
        return None
    if entry.value is True:
        return ""
    if not isinstance(entry.value, Mapping):
        return entry.text()
    for name, member in entry.members():
        _check(member, name, entry.name)
    return next((text_for_python(member) for name, member in entry.members() if name == PYTHON), None)
