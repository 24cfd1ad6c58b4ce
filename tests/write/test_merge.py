"""Three-way merges; the expected texts are what `git merge-file --diff3` is documented to give."""

import subprocess
import tempfile
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sdkwright.write.merge import has_markers, merge


def test_changes_in_different_places_are_both_kept() -> None:
    merged = merge("1\n2\n3\n4\n5\n", "1\ntwo\n3\n4\n5\n", "1\n2\n3\n4\n5\n6\n")
    assert merged.text == "1\ntwo\n3\n4\n5\n6\n"
    assert merged.conflicts == ()


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    assert merge("1\n2\n", "1\nx\n", "1\nx\n").text == "1\nx\n"


def test_a_deletion_against_an_unchanged_line() -> None:
    assert merge("1\n2\n3\n4\n", "1\n3\n4\n", "1\n2\n3\nfour\n").text == "1\n3\nfour\n"


def test_changes_of_the_same_line_conflict() -> None:
    merged = merge("1\n2\n3", "1\nours\n3", "1\ntheirs\n3")
    assert merged.text.splitlines() == [
        "1",
        "<<<<<<< edited by hand",
        "ours",
        "||||||| generated last",
        "2",
        "=======",
        "theirs",
        ">>>>>>> generated now",
        "3",
    ]
    assert merged.conflicts == (2,)
    assert has_markers(merged.text)


def test_only_what_git_takes_for_a_line_end_ends_a_line() -> None:
    base = "x = '\x0c'\ny\u2028z\n0\n1\n"
    assert merge(base, base.replace("z", "Z"), base.replace("1", "2")).text == "x = '\x0c'\ny\u2028Z\n0\n2\n"


def test_a_long_file_with_many_equal_lines_merges_at_once() -> None:
    base = [line for number in range(6000) for line in (f"x{number} = 1\n", "\n", "    pass\n")]
    ours, theirs = base.copy(), base.copy()
    ours[100] = "mine\n"
    theirs[-100:] = ["now\n"]
    begin = time.perf_counter()
    merged = merge("".join(base), "".join(ours), "".join(theirs))
    assert time.perf_counter() - begin < 5
    assert merged.conflicts == ()
    assert merged.text == "".join([*base[:100], "mine\n", *base[101:-100], "now\n"])


TEXTS = st.lists(st.sampled_from("abcdef"), max_size=8).map(lambda lines: "".join(line + "\n" for line in lines))


@given(TEXTS, TEXTS)
def test_a_side_that_changed_nothing_yields_to_the_other(base: str, changed: str) -> None:
    assert merge(base, base, changed).text == changed
    assert merge(base, changed, base).text == changed


EDITS = st.lists(st.sampled_from(["keep", "keep", "delete", "replace", "insert"]), min_size=6, max_size=6)


def edited(base: list[str], edits: list[str], mark: str) -> str:
    """The base with edits; every line is distinct, so there is one way only to align the texts."""
    lines: list[str] = []
    for line, edit in zip(base, edits, strict=True):
        kept = {"keep": [line], "delete": [], "replace": [f"{line}{mark}"], "insert": [f"{line}{mark}", line]}
        lines += kept[edit]
    return "".join(line + "\n" for line in lines)


@given(EDITS, EDITS)
@settings(max_examples=30, deadline=None)
def test_what_merges_without_conflict_is_what_git_makes_of_it(ours: list[str], theirs: list[str]) -> None:
    base = list("abcdef")
    texts = {
        "base": edited(base, ["keep"] * 6, ""),
        "ours": edited(base, ours, "+"),
        "theirs": edited(base, theirs, "*"),
    }
    merged = merge(texts["base"], texts["ours"], texts["theirs"])
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / name).write_text(text)
        command = ["git", "merge-file", "-p", "ours", "base", "theirs"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        assert merged.text == done.stdout
    else:
        assert merged.conflicts
