"""Writes docs/parity.md from tests/parity/figures.toml: `python tests/support/parity_page.py`, or `make docs`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from parity_figures import Figures, Share, read_figures

PAGE = Path(__file__).parents[2] / "docs" / "parity.md"
HEAD = """\
# Parity with published SDKs

How near sdkwright's output is to published SDKs that were generated from the same document and the same
`stainless.yml`. Made from `tests/parity/figures.toml` by `make docs`; do not edit it by hand.
`tests/parity/test_parity.py` fails where a figure of the first three columns falls, or where a difference remains
that is not explained below.
"""
COLUMNS = {
    "surface": "surface",
    "compare": "`sdkwright compare`",
    "api_md": "`api.md`",
    "api": "API tests",
    "runtime": "runtime tests",
    "emitted": "our tests on theirs",
}
HOW = """\
## How it is measured

`../shared/parity/NAME/` holds the document and the config, `get_sdk.sh` unpacks the published SDK.

```sh
sdk=$(../shared/tools/get_sdk.sh NAME)
sdkwright generate --spec ../shared/parity/NAME/openapi.yml --config ../shared/parity/NAME/stainless.yml --out /tmp/NAME
../shared/tools/surface.py $sdk/src/PACKAGE /tmp/NAME/src/PACKAGE          # surface
sdkwright compare $sdk /tmp/NAME                                           # sdkwright compare
diff $sdk/api.md /tmp/NAME/api.md                                          # api.md
../shared/tools/sdk_tests.py $sdk OPENAPI /tmp/NAME --part api             # API tests
../shared/tools/sdk_tests.py $sdk OPENAPI /tmp/NAME --part runtime         # runtime tests
../shared/tools/sdk_tests.py /tmp/NAME OPENAPI $sdk --part api             # our tests on theirs
```

- **surface** and **compare** count items (modules, exports, classes, fields, methods, parameters, return types,
  aliases) that are there and mean exactly the same. They disagree a little on what is an item: `compare` takes those
  private names that the SDK's own tests and `lib/` import, not a fixed list; it leaves out private attributes and what
  a package's `__init__.py` imports from private modules without declaring it; it knows that an attribute that has
  become a property is still there, and what a class inherits. Rules: [compare.md](compare.md).
- **API tests**, **runtime tests**: the published SDK's own suite, unchanged, on our package; of the tests that pass on
  the published one.
- **our tests on theirs**: the tests in `tests/api_resources` that we emit, on the published package; of those that
  pass on ours.
- The mock server cannot load isaacus' document, whose components have spaces in their names; its runs were made on a
  copy in which the names have none.

## SDKs that were not known while the rules were written: document and config of the same revision

Source archives of servers hold the document, and for two of them the config, of the very release that their SDK was
made from. None of these SDKs was looked at before the first of these figures, but for ogx-client, which an older
document had been compared with. Rules that they showed to be wrong are mended (**before** is the share before that).

| SDK | config | whole surface | before | shared | `api.md` | API tests | runtime tests | ours on theirs |
|---|---|---:|---:|---:|---:|---:|---:|---:|
| llama-stack-client 0.7.1 | own | 9508/9575 99.30 % | 98.86 % | 100.00 % | 489/489 | 1936/1936 | 439/439 | 1945/1945 |
| llama-stack-client 0.5.0 | own | 9945/10002 99.43 % | 99.01 % | 100.00 % | 564/564 | 2226/2226 | 390/390 | 2235/2235 |
| ogx-client 1.1.3 | own | 9133/9200 99.27 % | 99.27 % | 100.00 % | 356/356 | 1450/1450 | 458/458 | 1455/1455 |
| opencode-ai 0.1.0a6 | rebuilt | 1267/1268 99.92 % | 99.13 % | 99.92 % | 103/103 | 280/280 | 322/323 | 224/224 |
| letta-client 1.4.0 | rebuilt | 8618/8759 98.39 % | | 99.84 % | 677/679 | not run | not run | not run |

The first three at 32cf7c7 (our tests on the published packages in an environment that has what their hand-written code
needs as well), the others at 24ebf87. opencode's and letta's configs were rebuilt from `api.md` and the sources by the
tool of the next section, letta's then repaired by hand; its document is that of a server's release near the SDK's, not
the SDK's own. opencode-ai is generated with the options of honcho below, letta-client with
`client_resources=attributes`. The one runtime test is the one that fails for honcho and lumaai.

All of what is left in the first three was read: it is nothing that a document and a config decide. Their stale files
(`scoring_fn_params`, `scoring_fn_params_param`, `job_artifacts_params`, `job_cancel_params`, `job_status_params`),
which nothing in the package imports and `api.md` does not name; and hand-written code (`Agent` and two event loggers in
`__init__.py`, the argument `provider_data` of the client, five properties of `Model`, `ResponseObject.output_text`).
Without those all items are the same. opencode's document knows one event more than the SDK. letta's rest:
hand-written methods of `tools` and of a page class; `id` is required in the published models but not in this document;
`integer` is missing from one union; four models of a method that the SDK does not have; the query of one method.

```sh
pip download --no-deps --no-binary :all: --ignore-requires-python llama-stack==0.7.1 llama-stack-client==0.7.1
# client-sdks/stainless/openapi.yml and config.yml of the first; the same for 0.5.0, and for ogx and ogx-client 1.1.3
sdkwright generate --spec openapi.yml --config config.yml --out OUT     # then as above: surface.py, diff, sdk_tests.py
# opencode: `opencode generate` of the npm package opencode-linux-x64 0.1.174; letta: fern/openapi.json of letta 0.16.0
```

## SDKs that are not in `../shared/parity`

The documents are those in `../shared` (anthropic's is from a package of specifications of AI vendors), some of them
months older or newer than the SDK, and the SDKs have hand-written parts, so that the share of the whole surface says
little; **shared names** is the share of those items that both packages have which mean exactly the same. The configs
of agentex-client and mpesaflow are their own, from their public repositories; the others were
reconstructed, by a throw-away tool, from the published SDK: resources, methods and models from its `api.md` and
sources, pagination and options from its client. What came after the version was taken out of agentex' config.

| SDK | document | whole surface | shared names | lines of `api.md` |
|---|---|---:|---:|---:|
| openai 3.3.1 | the same commit; much of the SDK is written by hand | 83.14 % | 99.14 % | 1563 of 1611 |
| anthropic 0.105.2 | of the same week; much is hand-written | 91.61 % | 99.75 % | 1067 of 1081 |
| spotted 0.34.0 | older; 97.12 % without a property of every object | 94.51 % | 99.21 % | 469 of 470 |
| agentex-client 0.13.0 | the same; all 320 items that differ are hand-written | 90.89 % | 99.69 % | not in its wheel |
| mpesaflow 4.4.0 | another revision, and an older runtime | 89.90 % | 99.57 % | 41 of 41 |
| agentex-sdk 0.12.0 | near; more without hand-written methods | 94.44 % | 99.68 % | 247 of 247 |
| linq-python 0.2.0 | older: 27 of 34 endpoints | 79.97 % | 98.19 % | 171 of 222 |
| hypeman 0.1.0 | older: 36 of 62 endpoints | 54.07 % | 99.47 % | 163 of 274 |

For others a document and a config were made from the SDK's own sources, so that only names, layout and signatures are
compared, not whether documents are read rightly: terminal-shop 1.19.0 1869 of 1869 items, cas-parser-python 1.2.1
812 of 812, browserbase 1.22.0 2824 of 2824, deepraven 0.2.0 1694 of 1694, axiora 0.12.0 5540 of 5546, spotted 0.34.0
5206 of 5214, hypeman 0.28.0 3144 of 3152, phoebe-bird 0.1.0a13 3003 of 3023. Those of twenty more (composio-client,
keycardai-api, dinari-api-sdk, m3ter, modern-treasury and others) lose too much of the SDK on the way for a figure; what
differs in them was read for rules that were wrong here; eleven were, and are mended. Their own runtime tests on ours:
linq-python 0.2.0 453 of 453, hypeman 0.28.0 472 of 472, ogx-client 1.1.3 458 of 458, spotted 0.34.0 472 of 472.

What is known to differ by our doing: two properties of a model that come to one name (`newUrl`, `new_url`) stay two
fields here (`new_url`, `new_url_1`), where published models define one name twice; and there are no websockets.

What differs in them was read one by one: revisions of the document, hand-written code and what the reconstructed
configs got wrong. One rule is not understood: openai's unnamed unions of several sets of strings become one `Literal`.
anthropic's document has further members of a union as Python code (`x-stainless-python-extend-union`); it is not read.
"""


def percent(share: Share) -> str:
    """Rounded down, so that 100.00 % is all."""
    return f"{(10000 * share.exact // share.items) / 100:.2f} %" if share.items else "not measured"


def page(figures: tuple[Figures, ...]) -> str:
    """The whole page."""
    return "\n".join((HEAD, "\n".join(_table(figures)) + "\n", HOW, *("\n".join(_sdk(each)) for each in figures)))


def _table(figures: tuple[Figures, ...]) -> Iterator[str]:
    yield "| SDK | " + " | ".join(COLUMNS.values()) + " |"
    yield "|---|" + "---:|" * len(COLUMNS)
    for each in figures:
        yield f"| {each.sdist} | " + " | ".join(percent(each.shares[kind]) for kind in COLUMNS) + " |"


def _sdk(each: Figures) -> Iterator[str]:
    yield f"## {each.sdist}"
    yield ""
    counts = (f"{name} {each.shares[kind].exact} of {each.shares[kind].items}" for kind, name in COLUMNS.items())
    yield "; ".join(counts) + "."
    if each.options:
        options = " ".join(f"--option {name}={value}" for name, value in each.options.items())
        yield ""
        yield f"The SDK is older than the newest signatures; generated with `{options}` ([styles.md](styles.md))."
    if each.remaining:
        yield ""
        yield "What differs:"
        yield ""
        yield from (f"- `{one.item}` in `{one.module}`. {one.why}" for one in each.remaining)
    if each.failing:
        yield ""
        yield "Tests that do not pass:"
        yield ""
        for one in each.failing:
            whose = ", of ours on theirs" if one.of == "emitted" else ""
            yield f"- `{one.tests}` ({one.number}{whose}). {one.why}"
    yield ""


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(read_figures()).rstrip("\n") + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
