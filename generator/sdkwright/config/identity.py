"""What tells settings apart, wherever they were written.

In: settings. Out: a digest, the same for two that mean the same.
"""

from __future__ import annotations

import hashlib
import re

import msgspec

from sdkwright.config.settings import Settings

_PLACE = re.compile(rb'"line":\d+,"column":\d+')
"""Of a `Location`. In a text, the quotes would be escaped."""


def identity_of(settings: Settings) -> str:
    """A digest of all that settings say, but for the lines on which they say it."""
    return hashlib.sha256(_PLACE.sub(b"", msgspec.json.encode(settings))).hexdigest()
