"""Times: ISO 8601 and milliseconds."""

from __future__ import annotations

import pytest

from sdkwright.config.durations import parse_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT60S", 60),
        ("PT1M30S", 90),
        ("P1D", 86_400),
        ("P1DT1H", 90_000),
        ("P2W", 1_209_600),
        ("PT0.5S", 0.5),
        ("PT0,5S", 0.5),
        ("pt10m", 600),
        ("PT0S", 0),
    ],
)
def test_durations(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "60", "60s", "1M", "P1M", "P1Y", "PT1D", "PT1S2M", "-PT1S", "PT1S ago"]
)
def test_no_durations(text: str) -> None:
    assert parse_duration(text) is None
