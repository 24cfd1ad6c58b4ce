"""What is added to a document renames nothing that was there: modules, classes, methods keep their names.

Where several resources come to use a schema that was one's own, its class moves to a module above; its name stays.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.pipeline_runs import emitted

from sdkwright.compare.items import Difference, Kind, Status
from sdkwright.compare.locate import PackageFolder, locate
from sdkwright.compare.run import compare_packages
from sdkwright.diagnostics import Collector

Tree = dict[str, Any]
Change = Callable[[Tree], None]


def _ref(name: str) -> Tree:
    return {"$ref": f"#/components/schemas/{name}"}


def _answer(schema: Tree) -> Tree:
    return {"200": {"description": "", "content": {"application/json": {"schema": schema}}}}


def _body(schema: Tree) -> Tree:
    return {"content": {"application/json": {"schema": schema}}}


def _path(name: str) -> Tree:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


_INLINE: Tree = {
    "type": "object",
    "properties": {"state": {"type": "string", "enum": ["on", "off"]}, "item": {"type": "object", "properties": {}}},
}

SHOP: Tree = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1"},
    "paths": {
        "/orders": {
            "get": {"tags": ["orders"], "operationId": "listOrders", "responses": _answer(_ref("Acme.Shop.OrderPage"))},
            "post": {
                "tags": ["orders"],
                "operationId": "createOrder",
                "requestBody": _body(_ref("Acme.Shop.OrderRequest")),
                "responses": _answer(_ref("Acme.Shop.Order")),
            },
        },
        "/orders/{id}": {
            "parameters": [_path("id")],
            "get": {"tags": ["orders"], "operationId": "getOrder", "responses": _answer(_ref("Acme.Shop.Order"))},
        },
        "/invoices": {
            "post": {
                "tags": ["invoices"],
                "operationId": "createInvoice",
                "requestBody": _body(_INLINE),
                "responses": _answer({"type": "object", "properties": {"lines": {"type": "array", "items": _INLINE}}}),
            }
        },
        "/invoices/{id}/lines": {
            "parameters": [_path("id")],
            "get": {
                "tags": ["invoices"],
                "operationId": "listLines",
                "responses": _answer({"type": "array", "items": _ref("Acme.Billing.Line")}),
            },
        },
    },
    "components": {
        "schemas": {
            "Acme.Shop.Order": {
                "type": "object",
                "properties": {
                    "id": {"type": "string"},
                    "line": _INLINE,
                    "lines": {"type": "array", "items": _INLINE},
                    "choice": {"oneOf": [_INLINE, {"type": "object", "properties": {"other": _INLINE}}]},
                    "parent": _ref("Acme.Shop.Order"),
                    "item": _ref("Acme.Shop.Item"),
                },
            },
            "Acme.Shop.OrderPage": {
                "type": "object",
                "properties": {"data": {"type": "array", "items": _ref("Acme.Shop.Order")}},
            },
            "Acme.Shop.OrderRequest": {"type": "object", "properties": {"line": _INLINE}},
            "Acme.Shop.Item": {"type": "object", "properties": {"state": {"type": "string", "enum": ["a", "b"]}}},
            "Acme.Billing.Line": {"type": "object", "properties": {"text": {"type": "string"}}},
            "Acme.Billing.Item": {"type": "object", "properties": {"text": {"type": "string"}}},
            "Unused.Line": {"type": "object", "properties": {"text": {"type": "string"}}},
        }
    },
}


def _schemas(tree: Tree) -> Tree:
    schemas: Tree = tree["components"]["schemas"]
    return schemas


def _property(schema: str, name: str, value: Tree) -> Change:
    def change(tree: Tree) -> None:
        properties = _schemas(tree)[schema]["properties"]
        _schemas(tree)[schema]["properties"] = {name: value, **properties}

    return change


def _component(name: str, schema: Tree) -> Change:
    return lambda tree: _schemas(tree).update({name: schema})


def _operation(path: str, method: str, operation: Tree) -> Change:
    return lambda tree: tree["paths"].setdefault(path, {}).update({method: operation})


def additions() -> Iterator[tuple[str, list[Change]]]:
    """Additions to the shop, those of a kind together: what none of them may rename, all of them may not."""
    names = ("extra", "line", "lines", "item", "state", "order", "order_line", "choice_more")
    present = {schema: _schemas(SHOP)[schema]["properties"] for schema in _schemas(SHOP)}
    yield (
        "properties with schemas of their own",
        [_property(each, name, _INLINE) for each in present for name in names if name not in present[each]],
    )
    for target in ("Acme.Shop.Order", "Acme.Billing.Line", "Acme.Billing.Item", "Unused.Line"):
        yield f"properties that refer to {target}", [_property(each, "extra", _ref(target)) for each in present]
    alike = [name for each in present for name in (f"{each}Line", f"Other.{each.rpartition('.')[2]}")]
    all_of_them = _answer({"type": "object", "properties": {name: _ref(name) for name in alike}})
    yield (
        "components with names much like others",
        [
            *(_component(name, _INLINE) for name in alike),
            _operation("/alike", "get", {"tags": ["alike"], "operationId": "listAlike", "responses": all_of_them}),
        ],
    )
    named: Tree = {"tags": ["notes"], "operationId": "listNotes", "responses": _answer(_ref("Acme.Billing.Item"))}
    yield "a path", [_operation("/notes", "get", named)]
    of_orders: Tree = {"tags": ["orders"], "responses": _answer(_INLINE)}
    yield (
        "methods on a path",
        [
            _operation("/orders/{id}", method, {**of_orders, "operationId": f"{method}Order"})
            for method in ("patch", "delete", "put")
        ],
    )


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> PackageFolder:
    """The SDK of the document as it was."""
    return _sdk(SHOP, tmp_path_factory.mktemp("before"))


@pytest.mark.parametrize("changes", [pytest.param(changes, id=name) for name, changes in additions()])
def test_what_is_added_renames_nothing(shop: PackageFolder, changes: list[Change], tmp_path: Path) -> None:
    tree = copy.deepcopy(SHOP)
    for change in changes:
        change(tree)
    differences = compare_packages(shop, _sdk(tree, tmp_path), (), Collector()).differences
    assert any(each.status is not Status.MISSING for each in differences)
    new = {_name(each) for each in differences if each.status is Status.NEW}
    gone = [each for each in differences if each.status is Status.MISSING]
    assert [each.item for each in gone if not (_can_move(each) and _name(each) in new)] == []


def _can_move(gone: Difference) -> bool:
    return gone.item.module.startswith("types/") and gone.item.kind in (Kind.MODULE, Kind.CLASS, Kind.EXPORT)


def _name(difference: Difference) -> str:
    item = difference.item
    return Path(item.module).stem if item.kind is Kind.MODULE else item.name


def _sdk(tree: Tree, folder: Path) -> PackageFolder:
    spec = folder / "spec.json"
    spec.write_text(json.dumps(tree), encoding="utf-8")
    for file in emitted(spec, Collector()):
        if str(file.path).startswith("src/"):
            path = folder / str(file.path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, encoding="utf-8")
    found = locate(folder)
    assert isinstance(found, PackageFolder)
    return found
