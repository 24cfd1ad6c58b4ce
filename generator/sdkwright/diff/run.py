"""The whole of `diff`: from two packages to a `Report`.

In: two located packages. Out: what changed for users; modules that cannot be read or parsed become findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from sdkwright.compare.compare import compare_surfaces
from sdkwright.compare.grouping import group_modules
from sdkwright.compare.locate import PackageFolder
from sdkwright.diagnostics import Collector, Location
from sdkwright.diff.clients import of_the_client
from sdkwright.diff.details import detailed
from sdkwright.diff.documentation import of_documentation
from sdkwright.diff.model import Finding, Report, in_order
from sdkwright.diff.renames import find_renames
from sdkwright.diff.scope import Scope
from sdkwright.diff.sdk import Sdk, read_sdk
from sdkwright.diff.structure import structural
from sdkwright.diff.wire import on_the_wire


def diff_packages(old: PackageFolder, new: PackageFolder, exclude: tuple[str, ...], diagnostics: Collector) -> Report:
    """What the users of a package notice when they are given another version of it.

    Modules whose path inside the package matches a pattern of `exclude` are left out, and so is hand-written code.
    """
    return diff_sdks(read_sdk(old, exclude, diagnostics), read_sdk(new, exclude, diagnostics))


def diff_sdks(before: Sdk, after: Sdk) -> Report:
    """What the users of one SDK notice when they are given another."""
    scope = Scope(
        old=before,
        new=after,
        groups=group_modules((before.surface, after.surface)),
        renames=find_renames(before, after),
    )
    comparison = compare_surfaces(before.surface, after.surface)
    findings = (
        *structural(scope),
        *detailed(scope, comparison.differences),
        *on_the_wire(scope),
        *of_the_client(scope),
        *of_documentation(scope),
    )
    placed = (
        replace(each, old=_within(before, each.old), new=_within(after, each.new))
        for each in _together(_once(findings))
    )
    return Report(package=after.surface.package, findings=in_order(placed))


def _together(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same change of the same field, key or parameter in several types or methods of a resource, as one finding."""
    found: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        member = finding.subject.rpartition("(")[2] if "(" in finding.subject else finding.subject.rpartition(".")[2]
        texts = (finding.before, finding.after)
        key = (finding.rule.code, finding.resource, member, *(texts if texts != (None, None) else (finding.subject,)))
        first = found.get(key)
        found[key] = finding if first is None else replace(first, also=(*first.also, finding.subject, *finding.also))
    return iter(found.values())


def _within(sdk: Sdk, location: Location | None) -> Location | None:
    """A place by its path from the folder around the package."""
    path = Path(location.file) if location is not None else None
    if location is None or path is None or not path.is_relative_to(sdk.folder.parent):
        return location
    return replace(location, file=path.relative_to(sdk.folder.parent).as_posix())


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each rule once for each subject of a resource: two resources may have classes of one name."""
    found: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        found.setdefault((finding.rule.code, finding.resource, finding.subject), finding)
    return iter(found.values())
