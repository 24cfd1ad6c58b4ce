"""Rules of telling what changed between two versions of an SDK.

In: nothing. Out: one `Rule` for each kind of finding of the command `diff`.
"""

from __future__ import annotations

from sdkwright.diagnostics import Rule, Severity

NO_REVISION = Rule(
    code="Diff/NoRevision",
    severity=Severity.ERROR,
    summary="What stands at the git revision cannot be read.",
    cause="Git is missing, the file is in no repository, or the revision or the file in it is not there.",
    cure="Check the name with `git rev-parse`; in CI, fetch the history and the tags (a clone has often neither).",
)
