"""Makes docs/diagnostics.md from the rules.

In: the modules of `diagnostics/rules/`. Out: one Markdown page, a section for each stage, sorted by code.
"""

from __future__ import annotations

import importlib
import pkgutil

from sdkwright.diagnostics import rules as package
from sdkwright.diagnostics.model import Rule

_HEAD = """\
# Diagnostics

Everything that sdkwright may have to say about its inputs. Made from the rules in
`generator/sdkwright/diagnostics/rules/` by `make docs`; do not edit it by hand.

An **error** says that something did not get into the SDK: a parameter without a name, a reference that leads nowhere, a
credential whose scheme is unknown. It makes the exit code 1, and everything else is written all the same. A **warning**
says that something is unclear, or invalid by the letter, and was settled by a rule so that nothing is missing; a
**note**, that a choice was made. Neither changes the exit code. To mute a finding, name its code under
`diagnostics.ignored` in the config.
"""


def rules_by_stage() -> dict[str, tuple[Rule, ...]]:
    """All rules, by the name of the module that declares them."""
    found: dict[str, tuple[Rule, ...]] = {}
    for module in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        values = vars(importlib.import_module(f"{package.__name__}.{module}")).values()
        found[module] = tuple(
            sorted((value for value in values if isinstance(value, Rule)), key=lambda rule: rule.code)
        )
    return found


def diagnostics_page() -> str:
    """The whole page."""
    sections = [_HEAD]
    for stage, rules in rules_by_stage().items():
        sections.append(f"## {stage.capitalize()}\n")
        sections += [_section(rule) for rule in rules]
    return "\n".join(sections)


def _section(rule: Rule) -> str:
    return (
        f"### `{rule.code}` ({rule.severity.value})\n\n"
        f"{rule.summary}\n\n"
        f"- *Cause:* {rule.cause}\n"
        f"- *Cure:* {rule.cure}\n"
    )
