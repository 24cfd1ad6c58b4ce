"""100,000 strings through every encoder that takes one (`make fuzz`): the laws of the tests beside, without Hypothesis.

Hypothesis looks for the smallest text that breaks a law; this looks at many, for a fiftieth of the time each.
"""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable, Iterator

import pytest
import test_other_encoders
import test_python_encoders
from hostile import FRAGMENTS, FUZZING, LONG, SURROGATES

COUNT = 100_000 if FUZZING else 150
SEED = random.randrange(2**32) if FUZZING else 1


def laws() -> Iterator[tuple[str, Callable[[str], None]]]:
    """The tests of encoders that take one text, and whether lone surrogates are of their concern."""
    for module in (test_python_encoders, test_other_encoders):
        for name, test in vars(module).items():
            handle = getattr(test, "hypothesis", None)
            if name.startswith("test_") and handle is not None:
                parameters = inspect.signature(handle.inner_test).parameters.values()
                if [parameter.annotation for parameter in parameters] == ["str"]:
                    yield name, handle.inner_test


LAWS = dict(laws())
NO_SURROGATES = {"test_a_yaml_scalar_is_the_same_text"}
"""Laws about text that comes from a file, which cannot hold half of a character."""


def strings(seed: int, count: int, *, surrogates: bool) -> Iterator[str]:
    """Hostile fragments in a row, with single characters of any plane between them."""
    source = random.Random(seed)
    pieces = FRAGMENTS + SURROGATES if surrogates else FRAGMENTS
    for _ in range(count):
        if source.random() < 0.002:
            yield source.choice(LONG)
            continue
        text = "".join(source.choice(pieces) for _ in range(source.randint(1, 4)))
        if source.random() < 0.3:
            place = source.randint(0, len(text))
            text = text[:place] + character(source) + text[place:]
        yield text


def character(source: random.Random) -> str:
    """Any character that a file can hold."""
    code = source.choice((0x80, 0x800, 0xD800, 0x110000))
    point = source.randrange(code)
    return "\ufffd" if 0xD800 <= point < 0xE000 else chr(point)


def test_the_laws_are_found() -> None:
    assert len(LAWS) >= 12, sorted(LAWS)


@pytest.mark.parametrize("name", LAWS)
def test_a_law_holds_for_many_strings(name: str) -> None:
    for text in strings(SEED, COUNT, surrogates=name not in NO_SURROGATES):
        try:
            LAWS[name](text)
        except Exception as error:
            raise AssertionError(f"{name}({text!r}), seed {SEED}") from error
