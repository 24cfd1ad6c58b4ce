"""Rules of a run as a whole.

In: nothing. Out: one `Rule` for each kind of finding of `pipeline.py` and the command line.
"""

from __future__ import annotations

from sdkwright.diagnostics import Rule, Severity

INTERNAL_ERROR = Rule(
    code="Internal/Error",
    severity=Severity.ERROR,
    summary="sdkwright itself failed.",
    cause="A bug: whatever the inputs are, they must lead to output or to a finding that names their place.",
    cure="Please report it with the traceback (run again with `SDKWRIGHT_DEBUG=1`) and, if you can, the document.",
)
CONFIG_NOT_READABLE = Rule(
    code="Config/NotReadable",
    severity=Severity.ERROR,
    summary="The config file cannot be read.",
    cause="The path given with `--config` (or by the workspace) does not exist, is a folder, or may not be read.",
    cure="Correct the path. Without `--config`, the config is inferred from the document.",
)
NOTHING_GENERATED = Rule(
    code="Generate/Nothing",
    severity=Severity.ERROR,
    summary="Nothing was written.",
    cause="An error in the document, the config or the style left nothing to generate an SDK from.",
    cure="Mend what the findings before this one name.",
)
INFERRED_NAME_CHANGED = Rule(
    code="Config/InferredNameChanged",
    severity=Severity.WARNING,
    summary="Without a config, a method has another name than in the last run.",
    cause="Names follow from the paths: `/pets/{id}/photo` is a method until a second verb makes it a resource.",
    cure="Write a config with `sdkwright init`, and give the method the name that callers know.",
)
CONFIG_EXISTS = Rule(
    code="Init/ConfigExists",
    severity=Severity.ERROR,
    summary="There is a config already.",
    cause="`sdkwright init` does not overwrite a file.",
    cure="Give another path with `--config`, or delete the file.",
)
