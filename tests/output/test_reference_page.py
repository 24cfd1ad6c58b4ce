"""The reference page that the example must reproduce, read from the source of `output/`.

Everything expected here was written down from the published page, not from what we emit.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from seed import CLASSES, OPTION_DOCS, SIGNATURES, WRAPPERS

PACKAGE = Path(__file__).parents[2] / "output" / "src" / "openai_client"
MESSAGES = PACKAGE / "resources" / "beta" / "threads" / "messages" / "messages.py"

def module(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def classes(path: Path) -> dict[str, ast.ClassDef]:
    return {node.name: node for node in module(path).body if isinstance(node, ast.ClassDef)}


def functions(node: ast.ClassDef) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    return {child.name: child for child in node.body if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)}


def text(node: ast.expr | None) -> str:
    """An annotation or default as the reference page shows it: `httpx.Timeout` is linked as `Timeout`."""
    return "" if node is None else ast.unparse(node).replace("httpx.", "")


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[tuple[str, str, str, str | None]]:
    arguments = function.args
    assert not arguments.defaults
    positional = [(item.arg, "positional", text(item.annotation), None) for item in arguments.args[1:]]
    keyword = [
        (item.arg, "keyword", text(item.annotation), None if default is None else text(default))
        for item, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    return [*positional, *keyword]


def test_the_module_has_exactly_the_six_classes() -> None:
    assert set(classes(MESSAGES)) == set(CLASSES)


@pytest.mark.parametrize("name", SIGNATURES)
@pytest.mark.parametrize("flavour", ["Messages", "AsyncMessages"])
def test_signature(name: str, flavour: str) -> None:
    function = functions(classes(MESSAGES)[flavour])[name]
    expected, returns, async_returns = SIGNATURES[name]
    is_async = flavour == "AsyncMessages"
    assert parameters(function) == expected
    assert text(function.returns) == (async_returns if is_async else returns)
    awaited = is_async and name != "list"
    assert isinstance(function, ast.AsyncFunctionDef) == awaited


@pytest.mark.parametrize("name", SIGNATURES)
@pytest.mark.parametrize("flavour", ["Messages", "AsyncMessages"])
def test_every_optional_parameter_is_described(name: str, flavour: str) -> None:
    docstring = ast.get_docstring(functions(classes(MESSAGES)[flavour])[name]) or ""
    _, _, described = docstring.partition("Args:")
    for parameter, _, _, _ in SIGNATURES[name][0]:
        if parameter not in {"thread_id", "message_id"}:
            assert f"{parameter}:" in described, f"{parameter} has no entry under Args:"
    for option, words in OPTION_DOCS.items():
        assert f"{option}: {words}" in described


@pytest.mark.parametrize("prefix", ["", "Async"])
def test_members_of_the_resource(prefix: str) -> None:
    members = functions(classes(MESSAGES)[f"{prefix}Messages"])
    assert set(members) == {
        "create", "list", "retrieve", "update", "files", "with_raw_response", "with_streaming_response",
    }  # fmt: skip
    assert text(members["files"].returns) == f"{prefix}Files"
    assert text(members["with_raw_response"].returns) == f"{prefix}MessagesWithRawResponse"
    assert text(members["with_streaming_response"].returns) == f"{prefix}MessagesWithStreamingResponse"
    for name in ("files", "with_raw_response", "with_streaming_response"):
        assert [text(item) for item in members[name].decorator_list] == ["cached_property"]


@pytest.mark.parametrize(
    ("name", "maker", "files"),
    WRAPPERS,
)
def test_wrapper_class(name: str, maker: str, files: str) -> None:
    wrapper = classes(MESSAGES)[name]
    constructor = functions(wrapper)["__init__"]
    owner = "AsyncMessages" if name.startswith("Async") else "Messages"
    assert [(item.arg, text(item.annotation)) for item in constructor.args.args[1:]] == [("messages", owner)]
    made = {
        node.targets[0].attr: node.value.func
        for node in ast.walk(constructor)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Attribute)
        and isinstance(node.value, ast.Call)
    }
    assert {attribute: text(function).split(".")[-1] for attribute, function in made.items()} == dict.fromkeys(
        ("create", "list", "retrieve", "update"), maker
    )
    assert text(functions(wrapper)["files"].returns) == files


def fields(path: Path, name: str) -> dict[str, tuple[str, str | None]]:
    return {
        node.target.id: (text(node.annotation), None if node.value is None else text(node.value))
        for node in classes(path)[name].body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def test_message() -> None:
    assert fields(PACKAGE / "types" / "beta" / "threads" / "message.py", "Message") == {
        "id": ("str", None),
        "assistant_id": ("Optional[str]", "None"),
        "attachments": ("Optional[List[Attachment]]", "None"),
        "completed_at": ("Optional[int]", "None"),
        "content": ("List[MessageContent]", None),
        "created_at": ("int", None),
        "incomplete_at": ("Optional[int]", "None"),
        "incomplete_details": ("Optional[IncompleteDetails]", "None"),
        "metadata": ("Optional[Metadata]", "None"),
        "object": ("Literal['thread.message']", None),
        "role": ("Literal['user', 'assistant']", None),
        "run_id": ("Optional[str]", "None"),
        "status": ("Literal['in_progress', 'incomplete', 'completed']", None),
        "thread_id": ("str", None),
    }


def alias(path: Path, name: str) -> str:
    for node in module(path).body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
            return text(node.value)
    raise AssertionError(f"{path.name} defines no {name}")


def test_message_content_is_image_file_or_text() -> None:
    threads = PACKAGE / "types" / "beta" / "threads"
    assert alias(threads / "message_content.py", "MessageContent") == (
        "Annotated[Union[ImageFileContentBlock, TextContentBlock], PropertyInfo(discriminator='type')]"
    )
    assert fields(threads / "image_file_content_block.py", "ImageFileContentBlock") == {
        "image_file": ("ImageFile", None),
        "type": ("Literal['image_file']", None),
    }
    assert fields(threads / "text.py", "Text") == {"annotations": ("List[Annotation]", None), "value": ("str", None)}


def test_message_stream_event_is_a_union_of_events() -> None:
    path = PACKAGE / "types" / "beta" / "threads" / "message_stream_event.py"
    assert alias(path, "MessageStreamEvent").startswith("Annotated[Union[")
    events = {
        values["event"][0]
        for values in (fields(path, name) for name in classes(path))
        if "event" in values and "data" in values
    }
    assert events == {
        f"Literal['thread.message.{word}']" for word in ("created", "in_progress", "delta", "completed", "incomplete")
    }


def test_metadata_is_a_map_of_strings() -> None:
    assert alias(PACKAGE / "types" / "shared" / "metadata.py", "Metadata") == "Dict[str, str]"


def test_model() -> None:
    assert fields(PACKAGE / "types" / "model.py", "Model") == {
        "id": ("str", None),
        "created": ("int", None),
        "object": ("Literal['model']", None),
        "owned_by": ("str", None),
    }
