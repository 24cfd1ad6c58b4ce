"""100,000 strings through every encoder (`make fuzz`): the laws of the tests beside, without Hypothesis.

Hypothesis looks for the smallest text that breaks a law; this looks at many, for a fiftieth of the time each.
"""

from __future__ import annotations

import functools
import inspect
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
import test_other_encoders
import test_patterns
import test_python_encoders
import test_site_encoders
from hostile import FRAGMENTS, FUZZING, LONG, SURROGATES

from sdkwright.config.settings import Casing
from sdkwright.python import naming
from sdkwright.python.naming import Casings

COUNT = 100_000 if FUZZING else 150
SEED = random.randrange(2**32) if FUZZING else 1
CASINGS = (Casings(), Casings(custom={"pwned": Casing(word="pwned", initialism=True), "id": Casing(word="id")}))
NUMBERS = (0, -1, 2**63, 2**64, 10**400, -0.0, 1e308, 5e-324, 1.5)
NO_SURROGATES = {
    "test_a_yaml_scalar_is_the_same_text",
    "test_a_yaml_document_reads_back",
    "test_what_is_made_matches",
}
"""Laws about text that comes from a file, which cannot hold half of a character."""


class Strings:
    """Hostile fragments in a row, with single characters of any plane between them; `made` counts them."""

    def __init__(self, seed: str, *, surrogates: bool) -> None:
        self.made = 0
        self.random = random.Random(seed)
        self.pieces = FRAGMENTS + SURROGATES if surrogates else FRAGMENTS

    def text(self) -> str:
        self.made += 1
        if self.random.random() < 0.002:
            return self.random.choice(LONG)
        text = "".join(self.random.choice(self.pieces) for _ in range(self.random.randint(1, 4)))
        if self.random.random() < 0.3:
            place = self.random.randint(0, len(text))
            text = text[:place] + self.character() + text[place:]
        return text

    def character(self) -> str:
        """Any character that a file can hold."""
        point = self.random.randrange(self.random.choice((0x80, 0x800, 0xD800, 0x110000)))
        return "\ufffd" if 0xD800 <= point < 0xE000 else chr(point)

    def texts(self) -> list[str]:
        return [self.text() for _ in range(self.random.randint(1, 3))]

    def value(self) -> Any:
        """A value as JSON has them, with a string in it."""
        match self.random.randrange(6):
            case 0:
                return {self.text(): self.value(), self.text(): self.random.choice(NUMBERS)}
            case 1:
                return [self.random.choice((None, True, False)), self.value()]
            case _:
                return self.text()

    def imports(self) -> list[tuple[str, str, str, bool]]:
        return [(self.text(), self.text(), self.text(), self.random.random() < 0.5)]


MAKERS: Mapping[str, Callable[[Strings], object]] = {
    "str": Strings.text,
    "list[str]": Strings.texts,
    "Any": Strings.value,
    "object": Strings.value,
    "int": lambda strings: strings.random.randint(10, 60),
    "Casings": lambda strings: strings.random.choice(CASINGS),
    "dict[str, Any]": lambda strings: {strings.text(): strings.value()},
    "list[tuple[str, str, str, bool]]": Strings.imports,
}
"""What makes an argument, by its annotation."""
OTHERS: Mapping[tuple[str, str], Callable[[Strings], object]] = {
    ("test_markdown_is_text_and_nothing_else", "place"): lambda strings: strings.random.choice(
        test_other_encoders.PLACES
    ),
    ("test_a_path_stays_inside_or_is_refused", "name"): lambda strings: strings.random.choice(
        (strings.text(), tuple(strings.texts()))
    ),
}
"""And of those that are not just any."""
NAMES = (
    naming.argument_name,
    naming.class_name,
    naming.field_name,
    naming.method_name,
    naming.module_name,
)


def laws() -> Iterator[tuple[str, Callable[..., None]]]:
    """The tests of encoders, which all take text; that of names once for each kind of name."""
    for module in (test_python_encoders, test_other_encoders, test_site_encoders, test_patterns):
        for name, test in vars(module).items():
            handle = getattr(test, "hypothesis", None)
            if handle is None or not name.startswith("test_"):
                continue
            if name == "test_every_name_is_an_identifier":
                yield from ((kind.__name__, functools.partial(handle.inner_test, kind)) for kind in NAMES)
            else:
                yield name, handle.inner_test


LAWS = dict(laws())


def test_the_laws_are_found() -> None:
    assert len(LAWS) >= 34, sorted(LAWS)


@pytest.mark.parametrize("name", LAWS)
def test_a_law_holds_for_many_strings(name: str) -> None:
    strings = Strings(f"{SEED}", surrogates=name not in NO_SURROGATES)
    makers = [
        OTHERS.get((name, parameter.name)) or MAKERS[parameter.annotation]
        for parameter in inspect.signature(LAWS[name]).parameters.values()
    ]
    while strings.made < COUNT:
        arguments = [make(strings) for make in makers]
        try:
            LAWS[name](*arguments)
        except Exception as error:
            # In ASCII, as workers cannot send halves of characters.
            message = ascii(f"{name}{tuple(arguments)!r}, seed {SEED}: {error!r}")
            raise AssertionError(message) from None
