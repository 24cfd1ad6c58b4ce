"""Names that follow from a resource's place in the tree.

In: a resource's path of keys, and `Casings`. Out: `ResourceNames`.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from sdkwright.python.imports import ModulePath
from sdkwright.python.naming.casing import Casings
from sdkwright.python.naming.identifiers import module_name
from sdkwright.python.naming.words import LONGEST_FILE_NAME, shortened


class ResourceNames(Struct, frozen=True, kw_only=True):
    """Names of one resource. `class_name` has no suffix and no flavour prefix (`TripDetails`).

    `types_package` is where its methods' types live: the packages of its *parents*; the root resource and
    top-level resources have `("types",)`. A standalone resource has a package of its own. `stem` and
    `type_stem` begin file and class names of these types (`trip_detail`, `TripDetail`).
    """

    attribute: str
    class_name: str
    stem: str
    type_stem: str
    types_package: ModulePath


def resource_names(path: tuple[str, ...], casings: Casings, *, standalone: bool = False) -> ResourceNames:
    """The names of the resource at a path of keys; an empty path is the client itself.

    >>> names = resource_names(("beta", "trip-details"), Casings())
    >>> names.attribute, names.class_name, names.stem, names.types_package
    ('trip_details', 'TripDetails', 'trip_detail', ('types', 'beta'))
    """
    key = path[-1] if path else "client"
    words = casings.words(key)
    one = casings.singular(words)
    folders = tuple(module_name(part, casings) for part in (path if standalone else path[:-1]))
    return ResourceNames(
        attribute=module_name(key, casings),
        class_name=class_stem(casings.pascal_words(words)),
        stem=module_stem(casings.snake_words(shortened(one, key, LONGEST_FILE_NAME))),
        type_stem=class_stem(casings.pascal_words(one)),
        types_package=("types", *folders),
    )


def attribute_path(path: Iterable[str], casings: Casings) -> tuple[str, ...]:
    """The attributes that lead from the client to the resource at a path of keys.

    >>> attribute_path(("beta", "trip-details"), Casings())
    ('beta', 'trip_details')
    """
    return tuple(module_name(key, casings) for key in path)


def class_stem(name: str) -> str:
    """What a class name begins with: neither nothing nor a digit."""
    return f"_{name}" if name[:1].isdigit() else name or "Value"


def module_stem(name: str) -> str:
    """What a module's name begins with: neither nothing nor a digit."""
    return f"api_{name}" if name[:1].isdigit() else name or "value"
