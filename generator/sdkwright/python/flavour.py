"""The two flavours in which everything that does I/O is emitted.

In: nothing. Out: `Flavour` and its two values: the words in which a synchronous and an asynchronous SDK differ.
"""

from __future__ import annotations

from msgspec import Struct

from sdkwright.python.code import Code


class Flavour(Struct, frozen=True, kw_only=True):
    """The words of one flavour. Names that differ by a prefix only are made with `class_name` and `function_name`."""

    word: Code
    """For prose: `synchronous`."""
    article: Code
    class_prefix: str
    function_prefix: str
    page_prefix: str
    """Of page classes, API client and resource base, where the synchronous form has a prefix as well."""
    define: Code
    """How a method that waits for an answer is defined."""
    wait: Code
    """What stands before a call whose answer is waited for."""
    async_header: Code
    """The expression that `X-Stainless-Async` is sent with."""

    def class_name(self, name: str) -> str:
        """`Files` or `AsyncFiles`."""
        return self.class_prefix + name

    def base_name(self, name: str) -> str:
        """`SyncAPIResource` or `AsyncAPIResource`."""
        return self.page_prefix + name

    def function_name(self, name: str) -> str:
        """`to_raw_response_wrapper` or `async_to_raw_response_wrapper`."""
        return self.function_prefix + name


SYNC = Flavour(
    word=Code("synchronous"),
    article=Code("a"),
    class_prefix="",
    function_prefix="",
    page_prefix="Sync",
    define=Code("def"),
    wait=Code(""),
    async_header=Code('"false"'),
)

ASYNC = Flavour(
    word=Code("asynchronous"),
    article=Code("an"),
    class_prefix="Async",
    function_prefix="async_",
    page_prefix="Async",
    define=Code("async def"),
    wait=Code("await "),
    async_header=Code('f"async:{get_async_library()}"'),
)

FLAVOURS = (SYNC, ASYNC)
