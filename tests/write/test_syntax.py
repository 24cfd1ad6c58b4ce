"""What ruff lets pass and Python does not is found all the same, and only doubtful files are parsed twice."""

from __future__ import annotations

import pytest

from sdkwright.diagnostics import Collector
from sdkwright.render.style import RenderedFile
from sdkwright.write import formatting
from sdkwright.write.formatting import Formatter, format_files

DEEP = 250
BEYOND = {
    "brackets in a line": f"x = {'[' * DEEP}{']' * DEEP}\n",
    "brackets over many lines": f"x = {'[1, ' * DEEP}{']' * DEEP}\n",
    "a tall expression": f"x = {' + '.join(['some_name'] * 4000)}\n",
    "a long chain": "if a:\n    pass\n" + "elif b:\n    pass\n" * 4000,
    "a chain of calls": f"x = a{'(some_name)' * 4000}\n",
    "a chain of indexes, a line each": "x = (\n    a\n" + "    [some_name]\n" * 4000 + ")\n",
    "a choice of many": f"x = {' if some_name else '.join(['some_name'] * 3000)}\n",
    "too many digits": f"x = {'9' * 5000}\n",
    "a zero byte": "x = '\0'\n",
}
WITHIN = {
    "brackets": f"x = {'[1, ' * 60}{']' * 60}\n",
    "a chain": "if a:\n    pass\n" + "elif b:\n    pass\n" * 450,
    "a long line": f"x = '{'a' * 1000}'\n",
}


def codes(text: str) -> list[str]:
    diagnostics = Collector()
    done = format_files((RenderedFile(path="a.py", text=text),), Formatter.RUFF, diagnostics)
    assert (done is None) == diagnostics.failed
    return [found.rule.code for found in diagnostics]


@pytest.mark.parametrize("what", BEYOND)
def test_what_python_cannot_read_is_a_finding(what: str) -> None:
    assert codes(BEYOND[what]) == ["Write/InvalidPython"]


@pytest.mark.parametrize("what", WITHIN)
def test_what_python_can_read_is_none(what: str) -> None:
    assert codes(WITHIN[what]) == []


def test_ordinary_files_are_parsed_by_ruff_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(formatting, "check_syntax", lambda files: asked.extend(file.path for file in files) or ())
    assert codes("class Pet:\n    name: str\n") == []
    method = "    def feed(self, food: str) -> None:\n        if food:\n            self.eat(food)\n\n"
    assert codes("class Pet:\n" + method * 900) == []
    assert asked == []
