"""An SDK of which a part is made anew is the one that making all of it gives; other changes have all of it made."""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sdkwright import drafting, partial, pipeline
from sdkwright.config.read import read_settings
from sdkwright.diagnostics import Collector, Diagnostic, Location
from sdkwright.diagnostics.rules.config import NOTHING_TO_INFER
from sdkwright.excerpt.entries import entries, replaced
from sdkwright.lastrun.draft import Place
from sdkwright.lastrun.kept import digest_of_text, load_kept
from sdkwright.lastrun.running import Remembering, running
from sdkwright.load import remembered
from sdkwright.load.document import DiscriminatedBases
from sdkwright.load.load import load_tree
from sdkwright.load.parsing import Parsed
from sdkwright.pipeline import Taste
from sdkwright.reading import Inputs, Reading, infer
from sdkwright.render.style import RenderedFile
from sdkwright.source.patch import Before
from sdkwright.source.text import Source, parse_source

CASES = sorted(Path(__file__).parent.glob("cases/*/openapi.y*ml"))
SPEC = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.example"}]
security: [{key: []}]
paths:
  /orders:
    get:
      operationId: listOrders
      parameters:
        - {name: state, in: query, schema: {$ref: "#/components/schemas/State"}}
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Order"}}}}
    post:
      operationId: createOrder
      requestBody:
        content: {application/json: {schema: {$ref: "#/components/schemas/NewOrder"}}}
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}
  /customers/{customer_id}:
    get:
      operationId: getCustomer
      description: One customer.
      parameters:
        - {name: customer_id, in: path, required: true, schema: {type: string}}
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Customer"}}}}
  /places:
    get:
      operationId: listPlaces
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Place"}}}}
components:
  securitySchemes:
    key: {type: http, scheme: bearer}
  schemas:
    State: {type: string, enum: [open, sent]}
    Item:
      type: object
      required: [name, weight]
      properties:
        name: {type: string}
    NewOrder:
      type: object
      properties:
        item: {$ref: "#/components/schemas/Item"}
        note: {type: string, maxLength: 10}
    Order:
      type: object
      required: [id]
      properties:
        id: {type: string, nullable: true}
        state: {$ref: "#/components/schemas/State"}
        item: {$ref: "#/components/schemas/Item"}
    Customer:
      type: object
      properties:
        name: {type: string}
        kind: {type: string, enum: [private, business]}
    Place:
      type: object
      required: [street]
      properties:
        town: {type: string}
    Unused:
      type: object
      properties:
        a: {type: string}
"""
CONFIG = """\
organization: {name: shop, docs: "", contact: ""}
targets: {python: {package_name: shop, production_repo: null, publish: {pypi: false}}}
environments: {production: https://shop.example}
resources:
  orders:
    models: {order: Order, state: State}
    methods: {list: get /orders, create: post /orders}
  customers:
    models: {customer: "#/components/schemas/Customer"}
    methods: {retrieve: "get /customers/{id}"}
  places:
    methods: {list: get /places}
settings: {license: MIT}
"""
_Made = tuple[dict[str, str], tuple[Diagnostic, ...]]


@pytest.fixture(autouse=True)
def _small_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are remembered, and excerpts made, however small they are."""
    monkeypatch.setattr(remembered, "LARGE_DOCUMENT", 0)
    monkeypatch.setattr(partial, "_SHARE", 1)


@pytest.fixture
def taste(tmp_path: Path) -> Taste:
    """A run that remembers."""
    return Taste(past=Remembering(folder=tmp_path / "packs", generator=running()))


@pytest.fixture(params=[False, True], ids=["inferred", "config"])
def inputs(request: pytest.FixtureRequest, tmp_path: Path) -> Inputs:
    """A document, with and without a config."""
    (tmp_path / "openapi.yml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "stainless.yml").write_text(CONFIG, encoding="utf-8")
    config = tmp_path / "stainless.yml" if request.param else None
    return Inputs(spec=tmp_path / "openapi.yml", config=config)


def made(inputs: Inputs, taste: Taste) -> _Made:
    """The texts of an SDK, and what was found."""
    diagnostics = Collector()
    rendered = pipeline.render_sdk(inputs, taste, diagnostics, lambda _: None)
    assert rendered is not None
    return {file.path: file.text for file in rendered.files}, tuple(diagnostics)


def changed(inputs: Inputs, old: str, new: str) -> None:
    text = inputs.spec.read_text(encoding="utf-8")
    assert text.count(old) == 1
    inputs.spec.write_text(text.replace(old, new), encoding="utf-8")


class _AllIsMadeError(Exception):
    """All of an SDK is made."""


def _all_is_made(*_: object) -> object:
    raise _AllIsMadeError


@pytest.fixture
def only_parts(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Forbids to make all of an SDK from here on."""
    with monkeypatch.context() as patch:
        yield patch


LOCAL = [
    ("name: {type: string}\n    NewOrder", "name: {type: integer}\n    NewOrder", "types/"),
    ("        town: {type: string}", "        town: {type: string}\n        country: {type: string}", "types/place"),
    ("        town: {type: string}", "        town: {type: object, properties: {a: {type: string}}}", "types/place"),
    ("[private, business]", "[public, private, business]", "types/customer"),
    ("[open, sent]", "[sent, open]", "types/"),
    ("maxLength: 10", "format: uuid", "tests/api_resources/test_orders"),
    ("required: [id]", "required: [state]", "types/order"),
    ("nullable: true", "nullable: false", "types/order"),
    ("name: state, in: query", "name: state, required: true, in: query", "resources/orders"),
    ("One customer.", "A customer.", "resources/customers"),
    ("operationId: getCustomer", "operationId: retrieveCustomer", ""),
    ("        a: {type: string}", "        a: {type: integer}", ""),
    ("paths:\n", "# a line more\npaths:\n", ""),
]


@pytest.mark.parametrize(("old", "new", "where"), LOCAL)
def test_a_change_that_reaches_few_is_made_of_an_excerpt(
    old: str, new: str, where: str, inputs: Inputs, taste: Taste, only_parts: pytest.MonkeyPatch
) -> None:
    before, _ = made(inputs, taste)
    changed(inputs, old, new)
    expected = made(inputs, replace(taste, past=None))
    only_parts.setattr(drafting, "draft_sdk", _all_is_made)
    after = made(inputs, taste)
    assert after == expected
    differing = [path for path in before if before[path] != after[0][path]]
    assert any(where in path for path in differing) if where else not [path for path in differing if "/types/" in path]
    assert all("places" not in path for path in differing) or "town" in old


def test_findings_stand_where_their_lines_have_gone(
    inputs: Inputs, taste: Taste, only_parts: pytest.MonkeyPatch
) -> None:
    _, before = made(inputs, taste)
    changed(inputs, "    NewOrder:\n", "    NewOrder:\n      # a word\n      # another\n")
    only_parts.setattr(drafting, "draft_sdk", _all_is_made)
    _, after = made(inputs, taste)
    lines = [(one.location.line, other.location.line) for one, other in zip(before, after, strict=True)
             if one.location and other.location]  # fmt: skip
    assert any(one == other for one, other in lines), "a finding above the change"
    assert any(one + 2 == other for one, other in lines), "a finding below it"


GLOBAL = [
    ("  /places:\n", "  /spots:\n"),
    ("/places:\n    get:\n      operationId: listPlaces", "/places:\n    get:\n      operationId: listOrders"),
    ("scheme: bearer", "scheme: basic"),
    ("title: Shop", "title: Shops"),
    ("    Unused:\n", "    Useless:\n"),
    ("street", "streets"),
    ("in: path, required: true", "in: query, required: true"),
    ("{type: string, enum: [private, business]}", "{type: object, properties: {a: {type: nothing}}}"),
    ("        town: {type: string}", '        town: {$ref: "models.yml#/Town"}'),
]


@pytest.mark.parametrize(("old", "new"), GLOBAL)
def test_any_other_change_is_not(
    old: str, new: str, inputs: Inputs, taste: Taste, only_parts: pytest.MonkeyPatch
) -> None:
    made(inputs, taste)
    changed(inputs, old, new)
    expected = made(inputs, replace(taste, past=None))
    assert made(inputs, taste) == expected
    changed(inputs, new, old)
    made(inputs, replace(taste, jobs=1))
    changed(inputs, old, new)
    only_parts.setattr(drafting, "draft_sdk", _all_is_made)
    with pytest.raises(_AllIsMadeError):
        made(inputs, taste)


WITH_ANOTHER_TO_SHOW = SPEC.replace(
    "  /places:\n",
    """\
  /places:
    post:
      operationId: createPlace
      requestBody:
        content: {application/json: {schema: {type: object, required: [street], properties: {street: {type: string}}}}}
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Place"}}}}
""",
)
SHOWN = [
    ("      operationId: createOrder\n", "      operationId: createOrder\n      deprecated: true\n", True),
    ('item: {$ref: "#/components/schemas/Item"}\n        note', "note", True),
    ("One customer.", "One customer.\n      deprecated: true", False),
    ("name: {type: string}\n    NewOrder", "name: {type: integer}\n    NewOrder", False),
    ("required: [name, weight]", "required: [weight]", True),
]
"""What changes, into what, and whether the README may come to show another operation."""


@pytest.mark.parametrize(("old", "new", "chooses"), SHOWN)
def test_the_readme_shows_what_suits_of_the_whole(
    old: str, new: str, chooses: bool, inputs: Inputs, taste: Taste, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs.spec.write_text(WITH_ANOTHER_TO_SHOW, encoding="utf-8")
    if inputs.config is not None:
        config = CONFIG.replace("{list: get /places}", "{list: get /places, create: post /places}")
        inputs.config.write_text(config, encoding="utf-8")
    before, _ = made(inputs, taste)
    changed(inputs, old, new)
    expected = made(inputs, replace(taste, past=None))
    whole_runs: list[object] = []
    draft_sdk = drafting.draft_sdk
    monkeypatch.setattr(drafting, "draft_sdk", lambda *given: whole_runs.append(given) or draft_sdk(*given))
    assert made(inputs, taste) == expected
    assert bool(whole_runs) is chooses
    assert (before["README.md"] != expected[0]["README.md"]) is (old != "One customer.")


WITH_A_BASE = SPEC.replace(
    "    Order:\n",
    """\
    Loose:
      type: object
      required: [code]
      additionalProperties: {type: string}
      properties: {code: {type: string}}
    Strict:
      allOf: [{$ref: "#/components/schemas/Loose"}]
      properties: {x: {type: string}}
    Order:
""",
).replace(
    "        note:",
    """\
        loose: {$ref: "#/components/schemas/Loose"}
        strict: {$ref: "#/components/schemas/Strict"}
        note:""",
)


def test_a_class_tells_whether_others_extend_it(tmp_path: Path, taste: Taste) -> None:
    (tmp_path / "openapi.yml").write_text(WITH_A_BASE, encoding="utf-8")
    models = "models: {loose: Loose, strict: Strict, order: Order,"
    (tmp_path / "stainless.yml").write_text(CONFIG.replace("models: {order: Order,", models), encoding="utf-8")
    inputs = Inputs(spec=tmp_path / "openapi.yml", config=tmp_path / "stainless.yml")
    before, _ = made(inputs, taste)
    changed(inputs, 'allOf: [{$ref: "#/components/schemas/Loose"}]', "type: object")
    expected = made(inputs, replace(taste, past=None))
    assert expected[0]["src/shop/types/loose_param.py"] != before["src/shop/types/loose_param.py"]
    assert made(inputs, taste) == expected


def test_one_change_after_another(inputs: Inputs, taste: Taste, only_parts: pytest.MonkeyPatch) -> None:
    made(inputs, taste)
    texts: list[str] = []
    expected: list[_Made] = []
    for old, new, _ in (LOCAL[1], LOCAL[3], LOCAL[5], LOCAL[8]):
        changed(inputs, old, new)
        texts.append(inputs.spec.read_text(encoding="utf-8"))
        expected.append(made(inputs, replace(taste, past=None)))
    only_parts.setattr(drafting, "draft_sdk", _all_is_made)
    for text, wanted in zip(texts, expected, strict=True):
        inputs.spec.write_text(text, encoding="utf-8")
        assert made(inputs, taste) == wanted


@pytest.mark.parametrize(("old", "new"), GLOBAL[1:6])
def test_what_was_made_whole_is_what_the_next_change_is_made_to(
    old: str, new: str, inputs: Inputs, taste: Taste, only_parts: pytest.MonkeyPatch
) -> None:
    made(inputs, taste)
    changed(inputs, old, new)
    made(inputs, taste)
    changed(inputs, *LOCAL[3][:2])
    expected = made(inputs, replace(taste, past=None))
    only_parts.setattr(drafting, "draft_sdk", _all_is_made)
    assert made(inputs, taste) == expected


def test_words_in_what_much_depends_on_are_filled_in(
    inputs: Inputs, taste: Taste, only_parts: pytest.MonkeyPatch
) -> None:
    made(inputs, taste)
    only_parts.setattr(partial, "_MANY", 0)
    only_parts.setattr(partial, "both", None)
    changed(inputs, "One customer.", "A customer.")
    assert made(inputs, taste) == made(inputs, replace(taste, past=None))


def test_what_is_kept_is_of_the_same_config(inputs: Inputs, taste: Taste) -> None:
    made(inputs, taste)
    changed(inputs, *LOCAL[1][:2])
    if inputs.config is None:
        other = replace(inputs, config=inputs.spec.parent / "stainless.yml")
    else:
        inputs.config.write_text(CONFIG.replace("places:", "spots:"), encoding="utf-8")
        other = inputs
    assert made(other, taste) == made(other, replace(taste, past=None))


@pytest.mark.parametrize(
    ("model", "is_kept"), [("Place", True), ("#/components/schemas/Place", True), ("$..[?(@.town)]", False)]
)
def test_a_config_that_searches_may_find_anything(model: str, is_kept: bool, tmp_path: Path, taste: Taste) -> None:
    (tmp_path / "openapi.yml").write_text(SPEC, encoding="utf-8")
    place = f"places:\n    models: {{place: {{force_generation: true, openapi_uri: {model!r}}}}}"
    (tmp_path / "stainless.yml").write_text(CONFIG.replace("places:", place), encoding="utf-8")
    inputs = Inputs(spec=tmp_path / "openapi.yml", config=tmp_path / "stainless.yml")
    made(inputs, taste)
    assert bool(list((tmp_path / "packs").glob("*.kept"))) is is_kept


def test_what_was_found_before_is_not_found_again(inputs: Inputs, taste: Taste) -> None:
    known = Collector()
    known.report(NOTHING_TO_INFER, "something of the command line", None)
    for old, new, _ in (("", "", ""), LOCAL[1]):
        if old:
            changed(inputs, old, new)
        diagnostics = Collector(found=[*known])
        assert pipeline.render_sdk(inputs, taste, diagnostics, lambda _: None) is not None
        assert tuple(diagnostics) == (*known, *made(inputs, replace(taste, past=None))[1])


def test_damage_is_as_good_as_absence(inputs: Inputs, taste: Taste) -> None:
    made(inputs, taste)
    assert taste.past is not None
    (kept,) = taste.past.folder.glob("*.kept")
    place = drafting.place_to_keep(inputs, taste)
    assert place is not None
    assert load_kept(place) is not None
    assert load_kept(Place(path=kept, key="0" * 64)) is None
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    assert load_kept(place) is None
    changed(inputs, *LOCAL[1][:2])
    assert made(inputs, taste) == made(inputs, replace(taste, past=None))


class _Positions:
    """Of a document that nobody has written down."""

    file = "openapi.yml"

    def locate(self, pointer: str) -> Location:
        return Location(file=self.file, line=1, column=1, pointer=pointer)


def whole(inputs: Inputs, tree: Any, taste: Taste) -> tuple[partial.Made, Any] | None:
    """What becomes of a tree, unformatted."""
    settings = read_settings(inputs.config, Collector()) if inputs.config is not None else None
    found = Collector()
    bases = DiscriminatedBases.UNIONS if settings is None else settings.discriminated_bases
    document = load_tree(Source(tree, _Positions()), inputs.spec, bases, found)  # type: ignore[arg-type]
    if document is None or (settings is not None and settings.transforms):
        return None
    read = Reading(document=document, aside=None, settings=settings, infer=infer, whole=document)
    draft = drafting.draft_anew(taste, read, lambda _: None)
    said = (*found, *draft.findings)
    document = replace(document, written=tree, digest=digest_of_text("text"))
    return partial.Made(draft=draft, rendered=draft.files, files=draft.files, findings=said), document


def spoiled(value: Any, known: dict[str, list[Any]], chance: random.Random) -> Any:
    """An entry with one of its nodes changed."""
    value = deepcopy(value)
    node = chance.choice([node for node in nodes(value) if isinstance(node, (dict, list)) and node] or [{}])
    if isinstance(node, dict) and node:
        key = chance.choice(list(node))
        match chance.randrange(5):
            case 0:
                del node[key]
            case 1:
                node[f"{key}_2"] = deepcopy(node[key])
            case 2:
                members = list(node.items())
                chance.shuffle(members)
                node.clear()
                node.update(members)
            case 3:
                word = chance.choice(["description", "nullable", "default", "required", "enum", "type", "title"])
                node[word] = chance.choice(["x", True, ["a", "b"], "integer", 3])
            case _:
                node[key] = deepcopy(chance.choice(known[key]))
    elif isinstance(node, list):
        chance.shuffle(node)
        node.append(deepcopy(node[0])) if chance.random() < 0.5 else node.pop()
    return value


def nodes(value: Any) -> Iterator[Any]:
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


@pytest.mark.slow
@pytest.mark.parametrize("spec", CASES, ids=lambda path: path.parent.name)
def test_whatever_changes(spec: Path, taste: Taste, monkeypatch: pytest.MonkeyPatch) -> None:
    source = parse_source(spec.read_bytes(), str(spec), Collector())
    if source is None or not isinstance(source.tree, dict):
        return
    config = spec.parent / "stainless.yml"
    inputs = Inputs(spec=spec, config=config if config.exists() else None)
    first = whole(inputs, source.tree, taste)
    place = drafting.place_to_keep(inputs, taste)
    if first is None or place is None:
        return
    monkeypatch.setattr("sdkwright.write.formatting.format_some", unformatted)
    partial.keep(inputs, place, first[1], first[0])
    known: dict[str, list[Any]] = {}
    for node in nodes(source.tree):
        for key, value in node.items() if isinstance(node, dict) else ():
            known.setdefault(key, []).append(value)
    chance = random.Random(spec.parent.name)
    names = dict(entries(source.tree))
    for _ in range(6 if names else 0):
        name = chance.choice(list(names))
        tree = replaced(source.tree, {name: spoiled(names[name], known, chance)})
        before = Before(text="text", tree=source.tree, mark=0, flows=frozenset())
        parsed = Parsed(file=str(spec), data=b"", source=Source(tree, _Positions()))  # type: ignore[arg-type]
        recalled = partial.Recalled(before=before, parsed=parsed)
        remade = partial.remake(inputs, taste, place, recalled)
        expected = whole(inputs, tree, taste) if remade is not None else None
        if remade is not None and expected is not None:
            assert remade.files == expected[0].files
            assert partial.sayings(remade.findings) == partial.sayings(expected[0].findings)


def unformatted(files: list[RenderedFile], *_: object) -> dict[str, RenderedFile]:
    return {file.path: file for file in files}
