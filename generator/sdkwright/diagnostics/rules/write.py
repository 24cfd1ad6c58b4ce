"""Rules of writing.

In: nothing. Out: one `Rule` for each kind of finding of `write/`.
"""

from __future__ import annotations

from sdkwright.diagnostics import Rule, Severity

INVALID_PYTHON = Rule(
    code="Write/InvalidPython",
    severity=Severity.ERROR,
    summary="A generated file is not valid Python; nothing was written.",
    cause="A template (a built-in one, or an override of yours) printed text that Python cannot parse.",
    cure="If the file's template is yours, correct it. Otherwise it is a bug of sdkwright: please report it.",
)
FORMATTER_FAILED = Rule(
    code="Write/FormatterFailed",
    severity=Severity.ERROR,
    summary="The formatter failed; nothing was written.",
    cause="ruff or black could not be run, or could not read a file or the SDK's pyproject.toml.",
    cure="Read the formatter's own message, which is repeated in the finding.",
)
OUTSIDE_OUTPUT = Rule(
    code="Write/OutsideOutput",
    severity=Severity.ERROR,
    summary="A file would leave the output folder; nothing was written.",
    cause="A folder on the way to the file is a symbolic link that leads out of the output folder.",
    cure="Replace the link by a real folder, or choose another output folder.",
)
OUTPUT_UNUSABLE = Rule(
    code="Write/OutputUnusable",
    severity=Severity.ERROR,
    summary="The output folder cannot be written.",
    cause="It is a file, the system refuses access to it, the disk is full, or a folder of the SDK is a file there.",
    cure="Give another `--out`, or make the folder writable and make room. The SDK is as it was before.",
)
NOT_GENERATED = Rule(
    code="Write/NotGenerated",
    severity=Severity.ERROR,
    summary="A file that sdkwright did not write is in the way; nothing was written.",
    cause="The output folder has a file of the same name with another content, and no manifest says that it is ours.",
    cure="Look at the difference (keep the folder under version control), then run again with `--adopt` to replace it.",
)
MERGED = Rule(
    code="Write/Merged",
    severity=Severity.NOTE,
    summary="A generated file that was edited by hand was merged.",
    cause="The file differs from what was generated last; your changes and the new text do not overlap.",
    cure="Nothing to do. Code under `lib/` or in a file of its own never needs merging.",
)
CONFLICT = Rule(
    code="Write/Conflict",
    severity=Severity.ERROR,
    summary="A file was edited by hand where its generated text changed too.",
    cause="Your change and the generator's touch the same lines; both stand in the file between conflict markers.",
    cure="Edit the file: keep what is right, delete the lines `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>`.",
)
UNRESOLVED = Rule(
    code="Write/Unresolved",
    severity=Severity.ERROR,
    summary="A file still has the conflict markers of an earlier run.",
    cause="The conflict that an earlier run reported was not resolved; the file was left as it is.",
    cure="Resolve it, then generate again.",
)
BASE_LOST = Rule(
    code="Write/BaseLost",
    severity=Severity.ERROR,
    summary="A file was edited by hand, but what was generated last is no longer known; nothing was written.",
    cause="The file's line in `.sdkwright/base`, which holds its text as it was generated last, is damaged.",
    cure="Restore `.sdkwright/base` from version control, or run again with `--adopt` to replace the edited file.",
)
KEPT_EDITED = Rule(
    code="Write/KeptEdited",
    severity=Severity.WARNING,
    summary="A file that is no longer generated was edited by hand, so it was kept.",
    cause="The construct that the file was for is gone from the document or the config, but your changes are in it.",
    cure="Take your changes to where they belong now, then delete the file. To keep it, name it in `keep_files`.",
)
MANIFEST_UNREADABLE = Rule(
    code="Write/ManifestUnreadable",
    severity=Severity.ERROR,
    summary="The manifest cannot be read; nothing was written.",
    cause="`.sdkwright.json` is damaged, often by an unresolved merge, or was written by a newer sdkwright.",
    cure=(
        "Restore it from version control. If that is impossible, delete it and `.sdkwright/`, "
        "and run again with `--adopt`."
    ),
)
STALE = Rule(
    code="Write/Stale",
    severity=Severity.ERROR,
    summary="The output is not what the generator gives today.",
    cause="The document, the config, the templates or sdkwright changed after the last generation.",
    cure="Run `sdkwright generate` and commit the result.",
)
BUSY = Rule(
    code="Write/Busy",
    severity=Severity.ERROR,
    summary="Another run is writing the same output folder; nothing was written.",
    cause="Two runs of sdkwright work on one folder, and the other one has not ended within 30 seconds.",
    cure="Wait for the other run (perhaps `sdkwright watch` in another terminal), or end it, and run again.",
)
RECOVERED = Rule(
    code="Write/Recovered",
    severity=Severity.NOTE,
    summary="An interrupted run was finished, or forgotten.",
    cause="An earlier run was killed while it wrote; what it had decided on was carried out now, as a whole.",
    cure="Nothing to do.",
)
KEPT_ASIDE = Rule(
    code="Write/KeptAside",
    severity=Severity.WARNING,
    summary="A file that was edited after an interrupted run was kept beside the new one.",
    cause="A run was killed while it wrote, and the file was edited before the next run could finish its work.",
    cure="Take what you need out of the file that ends with `.orig`, then delete it.",
)
