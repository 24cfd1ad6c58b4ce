"""What `sdkwright styles` tells.

In: the styles that can be found. Out: a description of each: what it is, its options, its templates and blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from sdkwright.diagnostics import Collector
from sdkwright.render.overrides import blocks_of
from sdkwright.render.style import Style
from sdkwright.render.styles import load_style, style_folders


class Description(Struct, frozen=True, kw_only=True):
    """One style; `blocks` are the names of blocks by template."""

    style: Style
    folder: str
    blocks: Mapping[str, tuple[str, ...]]

    def lines(self, *, blocks: bool) -> Iterator[str]:
        """For a reader."""
        yield f"{self.style.name}: {self.style.doc}"
        yield f"  {self.folder}"
        for option in self.style.options.values():
            choices = " | ".join(str(choice) for choice in option.choices) or option.type.value
            yield f"  --option {option.name}={option.default}  ({choices})"
            if option.doc:
                yield f"      {option.doc}"
        for template, names in self.blocks.items() if blocks else ():
            yield f"  {template}: {', '.join(names) or 'no blocks'}"

    def tree(self) -> dict[str, object]:
        """For a program."""
        return {
            "name": self.style.name,
            "doc": self.style.doc,
            "folder": self.folder,
            "options": [
                {
                    "name": option.name,
                    "type": option.type.value,
                    "default": option.default,
                    "choices": list(option.choices),
                    "doc": option.doc,
                }
                for option in self.style.options.values()
            ],
            "blocks": {template: list(names) for template, names in self.blocks.items()},
        }


def describe_styles(diagnostics: Collector) -> tuple[Description, ...]:
    """All styles that have a name; one that cannot be read becomes findings."""
    described: list[Description] = []
    for name, folder in style_folders().items():
        style = load_style(name, diagnostics)
        if style is not None:
            described.append(Description(style=style, folder=str(folder), blocks=blocks_of(style)))
    return tuple(described)
