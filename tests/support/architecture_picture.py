"""Draws docs/images/architecture.svg from the imports: `python tests/support/architecture_picture.py FILE`.

In: the packages of `generator/sdkwright/`. Out: an SVG: a box for each part, and an arrow from each part
to what it imports. Numbers are left out, so that the drawing changes with the architecture only.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "generator" / "sdkwright"

ROWS: tuple[tuple[str, ...], ...] = (
    ("cli",),
    ("lastrun", "pipeline", "drafting", "release", "compare"),
    ("load", "prose", "lower", "python", "render", "write"),
    ("config", "model"),
    ("source", "jsonpath", "diagnostics", "assets"),
)
"""Where the parts stand: what calls above what is called, the stages from left to right."""
_EVERYWHERE = "diagnostics"
"""What nearly every part imports; its arrows are left out."""
_WIDTH, _BOX, _GAP, _STEP = 960, 136, 28, 110


def part_of(path: Path) -> str:
    """The part that a module belongs to: the folder below the package, or the module itself."""
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def imported_parts(path: Path) -> Iterator[str]:
    """The parts that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module]
            if node.module == "sdkwright":
                names = [f"sdkwright.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.startswith("sdkwright."):
                yield name.split(".")[1]


def parts_and_arrows() -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How many modules each part has, and how many of them import which other part."""
    parts: Counter[str] = Counter()
    arrows: Counter[tuple[str, str]] = Counter()
    for path in sorted(PACKAGE.rglob("*.py")):
        part = part_of(path)
        if part in {"__init__", "__main__"}:
            continue
        parts[part] += 1
        arrows.update((part, other) for other in set(imported_parts(path)) if other not in {part, "__version__"})
    return parts, Counter({pair: count for pair, count in arrows.items() if pair[1] in parts})


def picture() -> str:
    """The drawing."""
    parts, arrows = parts_and_arrows()
    rows = [*ROWS, tuple(sorted(set(parts) - {name for row in ROWS for name in row}))]
    places = {
        name: (x, 30 + number * _STEP)
        for number, row in enumerate(rows)
        for name, x in zip(row, _columns(len(row)), strict=True)
        if name in parts
    }
    bottom = max(y for _, y in places.values()) + 46 + 20
    drawn = [_arrow(places[one], places[other]) for one, other in sorted(arrows) if other != _EVERYWHERE]
    drawn += [_box(name, *place) for name, place in places.items()]
    return _FRAME.format(width=_WIDTH, height=bottom, body="\n".join(drawn))


_FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" \
aria-label="The parts of sdkwright and what each imports" font-family="system-ui, sans-serif">
<style>
  rect {{ fill: #f4f6fb; stroke: #4a5a8a; }}
  text {{ fill: #1c2333; text-anchor: middle; font-size: 15px; }}
  path {{ fill: none; stroke: #8a97bd; opacity: 0.75; }}
  marker path {{ fill: #8a97bd; opacity: 1; }}
  @media (prefers-color-scheme: dark) {{
    rect {{ fill: #232a3d; stroke: #8fa0d6; }}
    text {{ fill: #e8ecf8; }}
  }}
</style>
<defs>
<marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" \
markerWidth="9" markerHeight="9" orient="auto">\
<path d="M0 0 L8 4 L0 8 z"/></marker>
</defs>
{body}
</svg>
"""


def _columns(count: int) -> list[int]:
    whole = count * _BOX + (count - 1) * _GAP
    return [(_WIDTH - whole) // 2 + number * (_BOX + _GAP) for number in range(count)]


def _box(name: str, x: int, y: int) -> str:
    middle = x + _BOX // 2
    return (
        f'<g><rect x="{x}" y="{y}" width="{_BOX}" height="46" rx="6"/><text x="{middle}" y="{y + 28}">{name}</text></g>'
    )


def _arrow(start: tuple[int, int], end: tuple[int, int]) -> str:
    x, other = start[0] + _BOX // 2, end[0] + _BOX // 2
    if start[1] == end[1]:
        side = 1 if other > x else -1
        x1, x2, y = x + side * _BOX // 2, other - side * _BOX // 2, start[1] + 23
        lift = 0 if abs(other - x) <= _BOX + _GAP else 40
        path = f"M{x1} {y} Q{(x1 + x2) // 2} {y - lift} {x2} {y}"
    else:
        down = end[1] > start[1]
        y1 = start[1] + (46 if down else 0)
        y2 = end[1] + (0 if down else 46)
        path = f"M{x} {y1} C{x} {(y1 + y2) // 2} {other} {(y1 + y2) // 2} {other} {y2}"
    return f'<path d="{path}" stroke-width="1.3" marker-end="url(#head)"/>'


def main(arguments: Sequence[str]) -> int:
    """Write the drawing to the file named by the only argument."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python tests/support/architecture_picture.py FILE\n")
        return 2
    Path(arguments[0]).write_text(picture(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
