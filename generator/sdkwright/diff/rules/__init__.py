"""Every kind of change that `sdkwright diff` tells, by what it is about.

In: nothing. Out: `GROUPS`, `ALL`. Each rule has a section in docs/diff.md and a case in tests/diff/cases/.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from sdkwright.diff.rules import client, documentation, keys, methods, models, names, parameters, returns, wire
from sdkwright.diff.rules.model import Rule, Severity

__all__ = ["ALL", "GROUPS", "Rule", "Severity"]


def _rules_of(module: ModuleType) -> tuple[Rule, ...]:
    return tuple(value for value in vars(module).values() if isinstance(value, Rule))


GROUPS: Mapping[str, tuple[Rule, ...]] = {
    "Resources and methods": _rules_of(methods),
    "Parameters": _rules_of(parameters),
    "What methods return": _rules_of(returns),
    "Models: what users read": _rules_of(models),
    "Dictionaries: what users give": _rules_of(keys),
    "Names to import": _rules_of(names),
    "The client": _rules_of(client),
    "On the wire": _rules_of(wire),
    "Documentation": _rules_of(documentation),
}
"""Rules by what they are about, the most important group first."""

ALL: tuple[Rule, ...] = tuple(rule for rules in GROUPS.values() for rule in rules)
