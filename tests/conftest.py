"""Options of the whole test suite."""

import os

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says nothing on a machine that does other things as well.
# In CI the examples are the same each time: what lands must not depend on luck; local runs search on.
settings.register_profile(
    "shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("shared machine")

# What earlier runs remembered may not decide what a test sees, nor may a test write to anybody's home folder. Tests of
# what is remembered name a folder of their own.
os.environ["SDKWRIGHT_CACHE"] = ""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--snapshot-update`, which `make snapshots` gives, rewrites what golden cases expect."""
    parser.addoption("--snapshot-update", action="store_true", help="rewrite what the golden cases expect")


collect_ignore = ["cases", "mock"]
"""What golden cases expect has tests of its own, which are not ours to run."""
