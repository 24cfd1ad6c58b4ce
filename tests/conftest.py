"""Options of the whole test suite."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--snapshot-update`, which `make snapshots` gives, rewrites what golden cases expect."""
    parser.addoption("--snapshot-update", action="store_true", help="rewrite what the golden cases expect")


collect_ignore = ["cases", "mock"]
"""What golden cases expect has tests of its own, which are not ours to run."""
