"""An object that stands for another one, which is loaded only when the stand-in is first used."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, TypeVar, cast
from collections.abc import Iterable
from typing_extensions import override

_T = TypeVar("_T")


class LazyProxy(ABC, Generic[_T]):
    """Acts as the object that `__load__` gives: attributes, text, class, and the list of its attributes.

    `__load__` is called on every use; a subclass that loads something costly remembers it. A proxy whose target is a
    proxy again gives that one out for any attribute, so that a chain such as `proxy.a.b` can be taken apart later.
    """

    @abstractmethod
    def __load__(self) -> _T: ...

    def __get_proxied__(self) -> _T:
        return self.__load__()

    def __as_proxied__(self) -> _T:
        """This proxy, typed as the object that it stands for."""
        return cast("_T", self)

    def __getattr__(self, name: str) -> object:
        target: object = self.__get_proxied__()
        if _is_proxy(target):
            return target
        return getattr(target, name)

    @override
    def __repr__(self) -> str:
        target = self.__get_proxied__()
        return type(target).__name__ if _is_proxy(target) else repr(target)

    @override
    def __str__(self) -> str:
        target = self.__get_proxied__()
        return type(target).__name__ if _is_proxy(target) else str(target)

    @override
    def __dir__(self) -> Iterable[str]:
        target = self.__get_proxied__()
        return [] if _is_proxy(target) else dir(target)

    # isinstance() shall see through the proxy, so the class is the target's; type checkers know no such property.
    @property  # type: ignore[misc]
    @override
    def __class__(self) -> type:  # pyright: ignore[reportIncompatibleMethodOverride]
        try:
            target = self.__get_proxied__()
        except Exception:
            return type(self)
        return type(target) if _is_proxy(target) else target.__class__


def _is_proxy(value: object) -> bool:
    # Not isinstance(): that asks `__class__` as well, which a proxy answers with the class of its target.
    return issubclass(type(value), LazyProxy)
