"""Rules of comparing two SDKs.

In: nothing. Out: one `Rule` for each kind of finding of `compare/`.
"""

from __future__ import annotations

from sdkwright.diagnostics import Rule, Severity

INVALID_PYTHON = Rule(
    code="Compare/InvalidPython",
    severity=Severity.ERROR,
    summary="A module cannot be parsed, so its names count as absent.",
    cause="The file is not Python that the running interpreter understands, or holds null bytes.",
    cure="Correct the file; if it is newer Python, run sdkwright with that version. `--exclude` leaves it out.",
)
UNREADABLE = Rule(
    code="Compare/Unreadable",
    severity=Severity.ERROR,
    summary="A module cannot be read, so its names count as absent.",
    cause="The system refuses access to the file, or it is not text in the encoding that it declares.",
    cure="Make the file readable, or leave it out with `--exclude`.",
)
