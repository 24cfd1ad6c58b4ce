"""Tells whose documentation reads otherwise.

In: the scope. Out: findings, one for each method or class; the same text in several places is told once.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sdkwright.diff.model import Finding
from sdkwright.diff.rules import documentation
from sdkwright.diff.scope import Scope

_SHOWN = 300
_IN_FRONT = 40


def of_documentation(scope: Scope) -> Iterator[Finding]:
    """Findings about the documentation of what both SDKs have."""
    told: dict[tuple[str, str], Finding] = {}
    for finding, texts in (*_methods(scope), *_classes(scope)):
        for before, after in texts:
            first = told.get((before, after))
            if first is None:
                sides = _sides(before, after)
                told[before, after] = replace(finding, before=sides[0], after=sides[1])
            elif finding.subject not in {first.subject, *first.also}:
                told[before, after] = replace(first, also=(*first.also, finding.subject))
    return iter(told.values())


_Texts = tuple[tuple[str, str], ...]


def _methods(scope: Scope) -> Iterator[tuple[Finding, _Texts]]:
    for old_key, before in scope.old.methods.items():
        key = scope.renames.methods.get(old_key, old_key)
        after = scope.new.methods.get(key)
        if after is None:
            continue
        old, new = before.facts, after.facts
        if old.doc != new.doc:
            yield _finding(key.resource, key.subject), ((old.doc, new.doc),)
        for name, text in old.argument_docs.items():
            now = new.argument_docs.get(name, text)
            if now != text:
                yield _finding(key.resource, f"{key.subject}({name})"), ((text, now),)


def _classes(scope: Scope) -> Iterator[tuple[Finding, _Texts]]:
    """Those of typed dictionaries are the texts of methods' arguments, which are told there."""
    for (path, name), old in scope.old.facts.classes.items():
        new_path, new_name = scope.renames.classes.get((path, name), (path, name))
        new = scope.new.facts.classes.get((new_path, new_name))
        if new is None or not path.startswith("types/") or scope.arguments_of(path, name) is not None:
            continue
        subject, resource = scope.type_name(new_path, new_name), scope.groups.get(new_path, "")
        if old.doc != new.doc:
            yield _finding(resource, subject), ((old.doc, new.doc),)
        yield from (
            (_finding(resource, f"{subject}.{field}"), ((text, new.field_docs[field]),))
            for field, text in old.field_docs.items()
            if new.field_docs.get(field, text) != text
        )


def _finding(resource: str, subject: str) -> Finding:
    return Finding(rule=documentation.DOCS_CHANGED, resource=resource, subject=subject)


def _sides(before: str, after: str) -> tuple[str, str]:
    """Two texts, each on one line, from shortly in front of where they differ, cut where they are long."""
    texts = [" ".join(text.split()) for text in (before, after)]
    differ = (at for at, (one, other) in enumerate(zip(*texts, strict=False)) if one != other)
    same = next(differ, min(map(len, texts)))
    start = same - _IN_FRONT if same > 2 * _IN_FRONT else 0
    shown = [f"{'... ' if start else ''}{text[start : start + _SHOWN]}" for text in texts]
    more = [" ..." if len(text) > start + _SHOWN else "" for text in texts]
    return shown[0] + more[0], shown[1] + more[1]
