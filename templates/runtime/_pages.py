"""From one page of a list to the request for the next. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast
from collections.abc import Mapping, Callable

from ._http import httpx
from ._types import NotGiven
from ._utils import is_mapping
from ._compat import model_copy

if TYPE_CHECKING:
    from ._models import FinalRequestOptions
    from ._base_client import PageInfo

_PageT = TypeVar("_PageT")
NO_NEXT_PAGE = "There is no next page; ask `.has_next_page()` before calling `.get_next_page()`."


def options_of_page(options: FinalRequestOptions, info: PageInfo, base_url: httpx.URL) -> FinalRequestOptions:
    """The options of the request for the page that `info` describes; `options` are those of the page before.

    `base_url` is the client's, which relative URLs of requests are appended to. Raises TypeError when the page is asked
    for in a body that is not an object, ValueError for an empty `info`.
    """
    following = model_copy(options)
    following._strip_raw_response_header()
    if not isinstance(info.params, NotGiven):
        following.params = {**following.params, **info.params}
    elif not isinstance(info.url, NotGiven):
        following.url = _url_of_page(info.url, options.url, base_url)
        following.params = _without(following.params, info.url.params)
    elif not isinstance(info.json, NotGiven):
        following.json_data = {**_mapping(following.json_data or {}), **_mapping(info.json)}
    else:
        raise ValueError("A PageInfo needs one of `url`, `params` and `json`")
    return following


def attaching(*, client: object, model: object, options: object) -> Callable[[_PageT], _PageT]:
    """What gives a page all that it needs to ask for the next one, once it has been parsed."""

    def attached(page: _PageT) -> _PageT:
        # Whoever has the raw response may parse it as something that is no page.
        if hasattr(page, "_set_private_attributes"):
            cast("Any", page)._set_private_attributes(client=client, model=model, options=options)
        return page

    return attached


def attach(page: Any, *, client: object, model: object, options: object) -> None:
    """Give a page what it needs to ask for the next one."""
    # A page that was constructed without validation has no room for private attributes yet.
    if getattr(page, "__pydantic_private__", None) is None:
        page.__pydantic_private__ = {}
    page._model = model
    page._client = client
    page._options = options


def _url_of_page(url: httpx.URL, previous: str, base_url: httpx.URL) -> str:
    """The URL of a page as requests take it: absolute, or relative to the base URL."""
    if url.is_absolute_url:
        return str(url)
    if url.path in ("", "/") and url.query:
        return str(httpx.URL(previous).copy_with(query=url.query))
    # APIs mean such a URL as relative to their root or, as links are, to the host, whose paths begin with that root.
    if url.path.startswith(base_url.path):
        return str(url.copy_with(path=url.path[len(base_url.path) - 1 :]))
    return str(url)


def _without(params: Mapping[str, object], replaced: httpx.QueryParams) -> dict[str, object]:
    names = {name.split("[", 1)[0] for name in replaced}
    return {name: value for name, value in params.items() if name not in names}


def _mapping(body: object) -> Mapping[str, object]:
    if not is_mapping(body):
        raise TypeError("Pagination in the body is only supported for a body that is an object")
    return body
