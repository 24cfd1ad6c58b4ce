"""Makes docs/diff.md from the rules.

In: `GROUPS`. Out: one Markdown page: how the command is used, then the rules by what they are about.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdkwright.diff.rules import ALL, GROUPS, Rule, Severity

_HEAD = """\
# What changes for users: `sdkwright diff`

Made from the rules in `generator/sdkwright/diff/rules/` by `make docs`; do not edit it by hand.

```console
$ sdkwright diff old/openapi.yaml new/openapi.yaml --config stainless.yml
$ sdkwright diff --against v1.4.0
$ sdkwright diff v1.4.0:petstore-python petstore-python
```

tells what the users of an SDK notice when they are given the next one: before a document is merged, in the comment on
a pull request, and when the next version and its changelog are due. `OLD` and `NEW` are documents (from which an SDK
is generated into a folder that is deleted afterwards), folders of SDKs, or `REVISION:PATH` for either as it is in git;
`--against REVISION` takes the same paths at that revision, and without a path those of the workspace (`sdkwright.toml`
and the like). Nothing is imported, run, checked out or fetched.

| option | meaning |
|---|---|
| `--config FILE` | the `stainless.yml` of both documents; at a revision it is read as it is there |
| `--old-config FILE`, `--new-config FILE` | where they are two |
| `--against REVISION` | compare with the same files at a git revision |
| `--style`, `--option`, `--overlay`, `--allow-remote` | as for `sdkwright generate`, on both sides |
| `--exclude PATTERN` | leave out modules whose path inside the package matches; repeatable |
| `--fail-on callers` | exit with 1 where callers break (the default); `type-checkers` also there; `never` |
| `--format text` | for a terminal (the default) |
| `--format markdown` | for a comment on a pull request; what hurts nobody folds away |
| `--format json` | for a program: every change with its places, the version, the changelog, the commit message |
| `--format changelog` | a section of a changelog, as [Keep a Changelog](https://keepachangelog.com) has it |
| `--format commit` | a message, as [Conventional Commits](https://www.conventionalcommits.org) has it |

Exit codes: 0 nothing that `--fail-on` names, 1 something (or a document, a module or a revision cannot be read: see
[diagnostics.md](diagnostics.md)), 2 wrong usage.

## How bad a change is, and the version that it makes

| severity | what it means | next version |
|---|---|---|
| breaks callers | a program that ran does not run, or does something else | major |
| breaks type checkers only | it runs as before, but mypy or pyright find what they did not find | minor |
| same code, another request | the program is the same, but the server is asked otherwise | minor |
| additive | there is more to use | minor |
| docs | only what is written about it differs | patch |

Where a change falls under several rules, each is told; the worst of all decides. What users **give** (parameters, keys
of dictionaries) and what they **read** (fields, what methods return) are judged the other way round: to take more is
additive, to give back more is not.

Each change is told once. A resource that came or went stands for its methods and types, a method for its parameters, a
parameter for the key of the typed dictionary behind it. The asynchronous twin of a method, its overloads, and its raw
and streaming forms are not repeated. A resource or a method that sends the requests which another one sent, and a
class with the fields of another one, have been renamed.

## The rules
"""


def diff_page() -> str:
    """The whole page."""
    return "\n".join((_HEAD, *_sections())) + "\n"


def _sections() -> Iterator[str]:
    yield f"There are {len(ALL)}. Each has a case in `tests/diff/cases/`."
    for title, rules in GROUPS.items():
        yield f"\n### {title}\n"
        yield "| rule | severity | what users notice |"
        yield "|---|---|---|"
        for severity in Severity:
            yield from (_row(rule) for rule in rules if rule.severity is severity)


def _row(rule: Rule) -> str:
    cure = f" *To spare them:* {rule.cure}" if rule.cure else ""
    return f"| `{rule.code}` | {rule.severity.value} | {rule.says}{cure} |"
