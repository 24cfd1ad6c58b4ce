"""Paths as a tree: constant parts by name, parameters, and the operations at each place.

In: operations. Out: `Node`s, with what all paths share (`/api/v1`) left out of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct, field

from sdkwright.config.infer.operations import Found
from sdkwright.config.infer.words import is_action, snake

_VERSION = re.compile(
    r"v?\d+(?:[._]\d+)*(?:[._-]?(?:alpha|beta|rc|preview)\d*)?(?:[._]\d+)?|\d{4}-\d{2}(?:-\d{2})?", re.I
)
_EXPRESSION = re.compile(r"\{([?&#]?)[^{}]*\}")
_EXTENSION = re.compile(
    r"\.(?:json|xml|ya?ml|php|aspx?|html?|do|atom|rss|csv|txt|pdf|ics|\{(?:format|ext|extension)\})$", re.I
)
_ENTRANCES = frozenset({"api", "apis", "rest", "restapi", "rest_api", "services", "openapi", "public"})


class Constant(Struct, frozen=True):
    """A word of a path, in snake case. `called`: it follows a dot or a colon, as in `chat.postMessage`."""

    name: str
    called: bool = False


class Variable(Struct, frozen=True):
    """A path parameter, its name in snake case."""

    name: str


Segment: TypeAlias = Constant | Variable


class Route(Struct, frozen=True, kw_only=True):
    """An operation and its path without version, entrance and extension. `version` is empty where there was none."""

    found: Found
    segments: tuple[Segment, ...]
    version: str


class Node(Struct, kw_only=True):
    """A place in the tree of paths: `constants` by name, and what follows a parameter.

    `called`: the last constant follows a dot or a colon.
    """

    routes: list[Route] = field(default_factory=list[Route])
    constants: dict[str, Node] = field(default_factory=dict[str, "Node"])
    variable: Node | None = None
    called: bool = False

    def all_routes(self) -> Iterator[Route]:
        """The routes here and below."""
        yield from self.routes
        for node in self.constants.values():
            yield from node.all_routes()
        if self.variable is not None:
            yield from self.variable.all_routes()


def routes(found: Sequence[Found]) -> tuple[Route, ...]:
    """The routes of all operations, without the constant parts that all of them begin with."""
    made = [_route(each) for each in found]
    shared = _shared_prefix([route.segments for route in made])
    made = [Route(found=each.found, segments=each.segments[shared:], version=each.version) for each in made]
    return tuple(_with_versions(made))


def tree(found: Sequence[Route]) -> Node:
    """The tree of all routes."""
    root = Node()
    for route in found:
        node = root
        for segment in route.segments:
            match segment:
                case Constant(name=name, called=called):
                    node = node.constants.setdefault(name, Node(called=called))
                case Variable():
                    node.variable = node.variable or Node()
                    node = node.variable
        node.routes.append(route)
    return root


def _route(found: Found) -> Route:
    path, prefix, suffix = _without_query(_EXPRESSION.sub(_variable, found.path))
    segments: list[Segment] = []
    version = ""
    for text in _EXTENSION.sub("", path.rstrip("/")).split("/"):
        if _VERSION.fullmatch(text):
            version = version or snake(text)
        else:
            segments += _segments(text)
    while len(segments) > 1 and isinstance(segments[0], Constant) and segments[0].name in _ENTRANCES:
        if not any(isinstance(segment, Constant) for segment in segments[1:]):
            break
        segments = segments[1:]
    # A fixed query is all that `/?Action=ListUsers` says; such an operation is named by its id.
    named = suffix if any(isinstance(segment, Constant) for segment in segments) else ()
    return Route(found=found, segments=(*prefix, *segments, *named), version=version)


def _variable(expression: re.Match[str]) -> str:
    """An expression as one segment: `{name=shelves/*}` is a variable, `{?page}` is not in the path."""
    return "" if expression[1] in {"?", "&", "#"} else "{" + snake(expression[0]) + "}"


def _without_query(path: str) -> tuple[str, tuple[Segment, ...], tuple[Segment, ...]]:
    """The path, and what a fixed query or fragment adds: `?beta=true` comes before, `#Action=ListUsers` after."""
    plain, _, rest = re.sub(r"[#?]", "?", path, count=1).partition("?")
    before: list[Segment] = []
    after: list[Segment] = []
    for pair in re.split(r"[&?#]", rest):
        name, equals, value = pair.partition("=")
        if value.lower() == "true" and snake(name):
            before.append(Constant(snake(name)))
        elif equals and snake(value) and "{" not in value and name.lower() not in {"version", "api-version"}:
            after.append(Constant(snake(value.rpartition(".")[2])))
    return plain, tuple(before), tuple(after)


def _segments(text: str) -> Iterator[Segment]:
    for piece in re.split(r"(\{[^{}]*\})", text):
        if piece.startswith("{"):
            yield Variable(snake(piece))
            continue
        called = False
        for word in re.split(r"([:.])|[()$]|(?<=\w)=", piece):
            name = snake(word or "")
            if name and any(char.isalpha() for char in name):
                yield Constant(name if not name[0].isdigit() else f"n{name}", called)
            called = word in {":", "."}


def _shared_prefix(paths: Sequence[tuple[Segment, ...]]) -> int:
    """How many constants all paths begin with, without being the name of anything.

    Nothing stands right there, and what follows is more than the actions of one thing.
    """
    count = 0
    while len(paths) > 2:
        here, after = ({path[at] if len(path) > at else None for path in paths} for at in (count, count + 1))
        if len(here) != 1 or not all(isinstance(segment, Constant) for segment in here | after):
            break
        count += 1
    things = {path[count] for path in paths if len(path) > count and _is_thing(path, count)}
    return count if len(things) > 1 else max(count - 1, 0)


def _is_thing(path: tuple[Segment, ...], at: int) -> bool:
    segment = path[at]
    return isinstance(segment, Constant) and (len(path) > at + 1 or not is_action(segment.name))


def _with_versions(found: Sequence[Route]) -> Iterator[Route]:
    """Put a version back in front where the same route exists in several: the prevailing version goes without.

    Only first constants that have such routes are concerned, so that `/v2/files` does not move `/v2/users`.
    """
    by_key: dict[tuple[object, ...], set[str]] = {}
    for route in found:
        by_key.setdefault(_key(route), set()).add(route.version)
    counts = Counter(route.version for route in found)
    kept: set[tuple[str, str]] = set()
    for (_, first, *_), versions in ((key, versions) for key, versions in by_key.items() if len(versions) > 1):
        prevailing = min(versions, key=lambda version: (version == "", -counts[version], version))
        kept |= {(str(first), version) for version in versions - {prevailing}}
    for route in found:
        if (str(_key(route)[1]), route.version) in kept:
            name = route.version if not route.version[:1].isdigit() else f"v{route.version}"
            first = Constant(name or "unversioned")
            yield Route(found=route.found, segments=(first, *route.segments), version=route.version)
        else:
            yield route


def _key(route: Route) -> tuple[object, ...]:
    shape = tuple(segment.name if isinstance(segment, Constant) else None for segment in route.segments)
    return (route.found.http_method, *(shape or (None,)))
