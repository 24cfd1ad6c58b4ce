"""What a user sees when sdkwright itself fails.

In: the exception. Out: a finding on standard error that says what to do, and where in the code it happened.
"""

from __future__ import annotations

import sys
import traceback

from sdkwright import __version__
from sdkwright.diagnostics import Diagnostic
from sdkwright.diagnostics.render import to_plain
from sdkwright.diagnostics.rules.pipeline import INTERNAL_ERROR


def report_internal_error(error: Exception) -> None:
    """Print the finding; the traceback is for `SDKWRIGHT_DEBUG=1`."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if "sdkwright" in frame.filename] or list(frames)
    where = f" at {inside[-1].name}:{inside[-1].lineno}" if inside else ""
    message = f"{type(error).__name__}{where}: {error} (sdkwright {__version__})"
    sys.stderr.write(to_plain([Diagnostic(rule=INTERNAL_ERROR, message=message, hint=INTERNAL_ERROR.cure)]))
