"""Pagination schemes: purposes written, and purposes told by names."""

from __future__ import annotations

from configs import HEAD, Config

from sdkwright.config.settings import PaginationSettings


def scheme(text: str) -> PaginationSettings:
    config = Config(HEAD + "pagination:\n" + "\n".join("  " + line for line in text.strip("\n").splitlines()) + "\n")
    assert config.codes == []
    (found,) = config.settings.pagination
    return found


def purposes(found: PaginationSettings) -> dict[str, str]:
    return {field.name: field.purpose for field in (*found.request, *found.response)}


def test_written_purposes_short_and_long() -> None:
    found = scheme(
        """
- name: my_page
  type: offset
  description: Pages.
  param_location: body
  continue_on_empty_items: true
  request:
    offset: {type: integer, x-stainless-pagination-property: {purpose: offset_count_param}}
    limit: {type: integer}
  response:
    things: {type: array, items: {}, x-stainless-pagination-property: {purpose: items, is_top_level_array: true}}
    count: {type: integer, x-stainless-pagination-property: offset_count_start_field}
    sum: {type: integer, x-stainless-pagination-property: {purpose: offset_total_count_field, from_header: X-Sum}}
"""
    )
    assert (found.name, found.type, found.description) == ("my_page", "offset", "Pages.")
    assert (found.in_body, found.continue_on_empty_items) == (True, True)
    assert purposes(found) == {
        "offset": "offset_count_param",
        "limit": "",
        "things": "items",
        "count": "offset_count_start_field",
        "sum": "offset_total_count_field",
    }
    things, _, total = found.response
    assert things.is_top_level_array
    assert dict(things.schema) == {"type": "array", "items": {}}, "the small schema is free of our extension"
    assert total.from_header == "X-Sum"


def test_a_single_scheme_needs_no_list() -> None:
    assert scheme("name: page\ntype: fake_page\nresponse: {data: {type: array}}").name == "page"


def test_schemes_by_name() -> None:
    assert scheme("page: {type: fake_page, response: {data: {type: array}}}").name == "page"


def test_cursor_by_names() -> None:
    found = scheme(
        "name: p\ntype: cursor\nrequest: {cursor: {type: string}, limit: {type: integer}}\n"
        "response: {data: {type: array}, nextCursor: {type: string}, has_more: {type: boolean}}"
    )
    assert purposes(found) == {
        "cursor": "next_cursor_param",
        "limit": "",
        "data": "items",
        "nextCursor": "next_cursor_field",
        "has_more": "has_next_page",
    }


def test_the_cursor_of_an_item() -> None:
    base = "name: p\ntype: cursor_id\nrequest: {after: {type: string}}\n"
    marked = (
        "response: {data: {type: array, items: {type: object, properties: {id: {}, key: {type: string, "
        "x-stainless-pagination-property: {purpose: cursor_item_id}}}}}}"
    )
    assert scheme(base + marked).item_cursor == "key"
    plain = "response: {data: {type: array, items: {type: object, properties: {name: {}, id: {}}}}, has_more: {}}"
    found = scheme(base + plain)
    assert found.item_cursor == "id"
    assert purposes(found) == {"after": "next_cursor_id_param", "data": "items", "has_more": "has_next_page"}


def test_pages_by_names() -> None:
    found = scheme(
        "name: p\ntype: page_number\nrequest: {page: {type: integer}, size: {type: integer}}\n"
        "response: {results: {type: array}, other: {type: array}, page: {type: integer}, totalPages: {type: integer}}"
    )
    assert purposes(found) == {
        "page": "page_number_param",
        "size": "",
        "results": "items",
        "other": "",
        "totalPages": "total_page_count_field",
    } | {"page": "current_page_number_field"}


def test_a_url_of_the_next_page_by_name() -> None:
    found = scheme("name: p\ntype: cursor_url\nresponse: {results: {type: array}, next: {type: string}}")
    assert purposes(found) == {"results": "items", "next": "cursor_url_field"}


def test_a_written_purpose_is_not_given_twice() -> None:
    found = scheme(
        "name: p\ntype: cursor\nrequest:\n  cursor: {}\n"
        "  token: {x-stainless-pagination-property: {purpose: next_cursor_param}}\n"
        "response: {data: {type: array}, next_cursor: {}}"
    )
    assert purposes(found)["cursor"] == ""
    assert purposes(found)["token"] == "next_cursor_param"
