"""The reference site of `output/`: built strictly, and its pages show what the package has.

What is expected of the messages page is written down in `tests/support/seed.py`, from the published page.
"""

from __future__ import annotations

import re
from functools import cache

import pytest
from built_site import ROOT, Built
from html_tree import Element, parse_html
from seed import CLASSES, OPTION_DOCS, SIGNATURES, WRAPPERS

pytestmark = pytest.mark.slow

MODULE = "openai_client.resources.beta.threads.messages.messages"
REQUIRED = "required"


@cache
def page(site: Built, path: str) -> Element:
    return parse_html((site.pages / path / "index.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def messages(sdk_site: Built) -> Element:
    return page(sdk_site, "reference/resources/beta/threads/messages").first("article")


def documented(article: Element, name: str) -> Element:
    """The part of a page that documents an object: the one whose heading has its name as anchor."""
    for part in article.all("div", "doc-object"):
        headings = [child for child in part.children if isinstance(child, Element) and child.has_class("doc-heading")]
        if any(heading.attributes.get("id") == name for heading in headings):
            return part
    raise AssertionError(f"nothing documents {name}")


def heading(part: Element) -> Element:
    return next(child for child in part.children if isinstance(child, Element) and child.has_class("doc-heading"))


def code(text: str) -> str:
    """Code without what a formatter may choose: blanks, quotes, commas before a closing bracket."""
    return re.sub(r"\s+", "", text).replace("'", '"').replace(",)", ")")


def signature(part: Element) -> str:
    shown = next(child for child in part.children if isinstance(child, Element) and child.has_class("doc-signature"))
    return code(shown.text)


def test_the_build_has_nothing_to_complain_about(sdk_site: Built) -> None:
    assert "No issues found" in sdk_site.said
    assert "arning" not in sdk_site.said


def test_the_page_begins_with_a_table_of_the_classes(messages: Element) -> None:
    links = {link.words: link.attributes["href"] for link in messages.first("table").all("a")}
    assert links == {name: f"./#{MODULE}.{name}" for name in CLASSES}


def test_each_class_and_each_method_of_a_wrapper_is_described(messages: Element) -> None:
    rows = [[cell.words for cell in row.all("td")] for row in messages.first("table").all("tr", "doc-section-item")]
    described = dict(rows)
    assert list(described) == list(CLASSES)
    assert all(described.values()), described
    assert described["AsyncMessagesWithRawResponse"].startswith("The methods of AsyncMessages, each giving the raw")
    for name, _, _ in WRAPPERS:
        part = documented(messages, f"{MODULE}.{name}.create")
        assert part.first("div", "doc-contents").words == "Adds a message to a thread."


def test_the_client_and_every_error_are_described(sdk_site: Built) -> None:
    for path in ("reference/client", "reference/errors"):
        table = page(sdk_site, path).first("article").first("table")
        rows = dict([cell.words for cell in row.all("td")] for row in table.all("tr", "doc-section-item"))
        assert [name for name, words in rows.items() if not words] == []
        assert len(rows) >= 2


def test_what_the_client_reads_from_the_environment_is_a_list(sdk_site: Built) -> None:
    items = [item.words for item in page(sdk_site, "reference/client").first("article").all("li")]
    assert "api_key from OPENAI_API_KEY" in items


@pytest.mark.parametrize("name", CLASSES)
def test_each_class_with_its_constructor_and_a_permanent_link(messages: Element, name: str) -> None:
    part = documented(messages, f"{MODULE}.{name}")
    owner = "AsyncMessages" if name.startswith("Async") else "Messages"
    argument = f"messages: {owner}" if "With" in name else f"client: {'Async' if owner[0] == 'A' else ''}OpenAI"
    assert signature(part).removesuffix("->None") == code(f"{name}({argument})")
    assert heading(part).first("a", "headerlink").attributes["href"] == f"#{MODULE}.{name}"


@pytest.mark.parametrize("name", SIGNATURES)
@pytest.mark.parametrize("flavour", ["Messages", "AsyncMessages"])
def test_each_method_with_its_whole_signature(messages: Element, flavour: str, name: str) -> None:
    part = documented(messages, f"{MODULE}.{flavour}.{name}")
    parameters, returns, async_returns = SIGNATURES[name]
    written = [f"{one}: {type_}" + (f" = {default}" if default else "") for one, _, type_, default in parameters]
    written.insert(sum(kind == "positional" for _, kind, _, _ in parameters), "*")
    result = async_returns if flavour.startswith("Async") else returns
    assert signature(part) == code(f"{name}({', '.join(written)}) -> {result}")
    is_async = flavour.startswith("Async") and name != "list"
    assert ("async" in heading(part).words.split()) == is_async
    assert heading(part).first("a", "headerlink").attributes["href"] == f"#{MODULE}.{flavour}.{name}"


@pytest.mark.parametrize("name", SIGNATURES)
@pytest.mark.parametrize("flavour", ["Messages", "AsyncMessages"])
def test_each_parameter_with_type_description_and_default(messages: Element, flavour: str, name: str) -> None:
    part = documented(messages, f"{MODULE}.{flavour}.{name}")
    rows = [[cell.words for cell in row.all("td")] for row in part.first("table").all("tr", "doc-section-item")]
    shown = {row[0]: (code(row[1]), row[2], row[3]) for row in rows}
    expected, _, _ = SIGNATURES[name]
    assert list(shown) == [one for one, _, _, _ in expected]
    for one, _, type_, default in expected:
        assert shown[one][0] == code(type_)
        assert shown[one][1] == OPTION_DOCS.get(one, shown[one][1]) != ""
        assert shown[one][2] == (default or REQUIRED)


@pytest.mark.parametrize("flavour", ["Messages", "AsyncMessages"])
def test_sub_resources_and_wrappers_are_attributes_that_link(messages: Element, flavour: str) -> None:
    prefix = flavour.removesuffix("Messages")
    for name, type_ in (
        ("files", f"{prefix}Files"),
        ("with_raw_response", f"{flavour}WithRawResponse"),
        ("with_streaming_response", f"{flavour}WithStreamingResponse"),
    ):
        part = documented(messages, f"{MODULE}.{flavour}.{name}")
        assert signature(part) == code(f"{name}: {type_}")
        (link,) = [link for link in part.first("div", "doc-signature").all("a") if link.words == type_]
        assert link.attributes["href"].endswith(f".{type_}")


@pytest.mark.parametrize(("name", "maker", "files"), WRAPPERS)
def test_wrapper_classes_with_their_attributes(messages: Element, name: str, maker: str, files: str) -> None:
    for member in ("create", "list", "retrieve", "update"):
        part = documented(messages, f"{MODULE}.{name}.{member}")
        assert signature(part) == code(f"{member} = {maker}(messages.{member})")
    assert signature(documented(messages, f"{MODULE}.{name}.files")) == code(f"files: {files}")


def test_types_in_signatures_are_links(messages: Element) -> None:
    shown = documented(messages, f"{MODULE}.AsyncMessages.list").first("div", "doc-signature")
    links = {link.words: link.attributes["href"].rpartition("#")[2] for link in shown.all("a")}
    assert links["Message"] == "openai_client.types.beta.threads.message.Message"
    assert links["AsyncCursorPage"] == "openai_client.pagination.AsyncCursorPage"
    assert links["AsyncPaginator"] == "openai_client._base_client.AsyncPaginator"
    assert {"NotGiven", "NOT_GIVEN", "Headers", "Query", "Body"} <= set(links)


def test_methods_and_classes_link_to_their_source(messages: Element) -> None:
    part = documented(messages, f"{MODULE}.Messages.create")
    address = part.first("p", "doc-source").first("a").attributes["href"]
    pattern = (
        r"https://github\.com/sdkwright/openai-client-python/blob/\w+/"
        r"(src/openai_client/resources/beta/threads/messages/messages\.py)#L(\d+)-L(\d+)"
    )
    found = re.fullmatch(pattern, address)
    assert found is not None, address
    file = ROOT / "output" / found[1]
    assert "def create(" in file.read_text(encoding="utf-8").split("\n")[int(found[2]) - 1]


def test_a_type_page_has_fields_with_descriptions_and_an_example(sdk_site: Built) -> None:
    article = page(sdk_site, "reference/types/beta/threads/message").first("article")
    name = "openai_client.types.beta.threads.message.Message"
    part = documented(article, name)
    fields = {
        "id assistant_id attachments completed_at content created_at incomplete_at incomplete_details metadata",
        "object role run_id status thread_id",
    }
    for field in " ".join(fields).split():
        shown = documented(part, f"{name}.{field}")
        assert heading(shown).first("a", "headerlink").attributes["href"] == f"#{name}.{field}"
        assert shown.first("div", "doc-contents").words, f"{field} is not described"
    assert heading(article.first("div", "doc-class")).attributes["id"] == name, "what the page is about comes first"
    blocks = [block.text for block in article.all("pre") if '"object": "thread.message"' in block.text]
    assert len(blocks) == 1


def test_limits_and_defaults_are_shown_beside_their_fields(sdk_site: Built) -> None:
    article = page(sdk_site, "reference/types/beta/threads/message_list_params").first("article")
    rows = [[cell.words for cell in row.all("td")] for row in article.all("tr")]
    name = "MessageListParams.limit"
    assert [name, "at least 1, at most 100; default 20"] in rows, rows
    link = next(link for link in article.all("a") if link.words == name)
    assert link.attributes["href"].endswith(f"#openai_client.types.beta.threads.message_list_params.{name}")


def test_no_page_loads_anything_from_elsewhere(sdk_site: Built) -> None:
    for file in sdk_site.pages.rglob("*.html"):
        tree = parse_html(file.read_text(encoding="utf-8"))
        loaded = [one.attributes["src"] for one in tree.walk() if one.tag != "a" and "src" in one.attributes]
        loaded += [one.attributes["href"] for one in tree.all("link") if one.attributes.get("rel") != "canonical"]
        assert not [address for address in loaded if address.startswith(("http:", "https:", "//"))], file
