"""Example values of client options.

In: an option of the client. Out: `Code`, the expression for a value that stands in tests and snippets.
"""

from __future__ import annotations

from typing import assert_never

from sdkwright.model.api import ClientOption, OptionKind
from sdkwright.python.code import Code, literal, string


def example_option(option: ClientOption) -> Code:
    """What a test or a snippet passes for an option: the document's own example where it has one."""
    match option.kind:
        case OptionKind.STRING:
            return string(option.example or "My " + option.key.replace("_", " ").title().replace("Api", "API"))
        case OptionKind.BOOLEAN:
            return literal(True)
        case OptionKind.INTEGER | OptionKind.NUMBER:
            return literal(0)
        case _:
            assert_never(option.kind)
