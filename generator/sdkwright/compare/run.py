"""The comparison as a whole: from two folders to a `Comparison`.

In: two located packages. Out: what differs; modules that cannot be read or parsed become findings.
"""

from __future__ import annotations

from sdkwright.compare.compare import compare_surfaces
from sdkwright.compare.items import Comparison
from sdkwright.compare.locate import PackageFolder
from sdkwright.compare.read import HAND_WRITTEN, read_surface
from sdkwright.diagnostics import Collector


def compare_packages(
    reference: PackageFolder, candidate: PackageFolder, exclude: tuple[str, ...], diagnostics: Collector
) -> Comparison:
    """What the users of one package find in another.

    Modules whose path inside the package matches a pattern of `exclude` are left out, and so is hand-written code
    (`lib/`, `examples/`).
    """
    patterns = (*HAND_WRITTEN, *exclude)
    return compare_surfaces(
        read_surface(reference, patterns, diagnostics), read_surface(candidate, patterns, diagnostics)
    )
