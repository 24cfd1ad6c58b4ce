"""Where lines begin: after LF, CR or both, and after nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from sdkwright.source.decoding import Lines


@given(st.text("ab\n\r\x0b\x85\u2028", max_size=30))
def test_lines_begin_after_each_end_of_a_line(text: str) -> None:
    after_lf = {index + 1 for index, char in enumerate(text) if char == "\n"}
    after_cr = {index + 1 for index, char in enumerate(text) if char == "\r" and text[index + 1 : index + 2] != "\n"}
    assert Lines.of(text).starts == sorted({0} | after_lf | after_cr)


@given(st.text("ab\n\u2028", max_size=30), st.integers(0, 40))
def test_a_place_counts_lines_and_columns_from_one(text: str, offset: int) -> None:
    before = text[:offset]
    assert Lines.of(text).place(offset) == (before.count("\n") + 1, len(before) - before.rfind("\n"))
