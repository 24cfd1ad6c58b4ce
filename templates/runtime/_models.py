"""The base class of all models, the ways to make instances of types, and the options of a request.

Responses are read loosely by default (`construct_type`): what the API sends is kept, also where it breaks its own
contract. `validate_type` is the strict way. The work is done in `_construct`, `_unions` and `_schemas`.
"""

from __future__ import annotations

import os
import inspect
import functools
from typing import (
    IO,
    TYPE_CHECKING,
    Any,
    Literal,
    TypeVar,
    ClassVar,
    TypeGuard,
    cast,
    get_args,
    get_origin,
)
from collections.abc import Mapping, Callable, Iterable, Sequence, AsyncIterable
from typing_extensions import Unpack, Required, ParamSpec, TypedDict, override

import pydantic
from pydantic import SkipValidation

from ._types import Body, Query, ModelT, Headers, Timeout, NotGiven, AnyMapping, HttpxRequestFiles, not_given
from ._utils import is_given, lru_cache, coerce_boolean, strip_not_given
from ._compat import ConfigDict, GenericModel as _PydanticGenericModel
from ._unions import DISCRIMINATOR_CACHE as DISCRIMINATOR_CACHE, DiscriminatorDetails as DiscriminatorDetails
from ._schemas import BUILD_LOCK, EagerIterable as EagerIterable, tolerant, type_adapter, dump_when_built
from ._security import DEFAULT_SECURITY, SecuritySchemes
from ._constants import RAW_RESPONSE_HEADER
from ._construct import ConstructorCache, forget_plan, constructor_of, has_open_names, construct_model
from ._loose_json import ReaderCache

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["BaseModel", "GenericModel"]

P = ParamSpec("P")
_T = TypeVar("_T")
_BaseModelT = TypeVar("_BaseModelT", bound="BaseModel")


class BaseModel(pydantic.BaseModel):
    """The base class of all models of this package.

    Fields that the API adds later are kept, as attributes and in dumps. pydantic's schema of a class is built when
    it is first needed; set `DEFER_PYDANTIC_BUILD=false` to have all of them built on import.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="allow",
        defer_build=coerce_boolean(os.environ.get("DEFER_PYDANTIC_BUILD", "true")),
        # Property names are the API's to choose; those that pydantic really needs are renamed when emitted.
        protected_namespaces=(),
    )

    if TYPE_CHECKING:
        _request_id: str | None = None
        """The id of the request that a top-level object came from, where the API sends one."""

    def to_dict(
        self,
        *,
        mode: Literal["json", "python"] = "python",
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        warnings: bool = True,
    ) -> dict[str, object]:
        """The model as a dictionary; by default just what the API sent, under its names.

        - `mode`: `json` makes everything what JSON can hold, `python` leaves dates and the like;
        - `use_api_names`: the API's property names rather than those of the attributes;
        - `exclude_unset`, `exclude_defaults`, `exclude_none`: leave out fields that have no value, their default
          value, or `None`;
        - `warnings`: warn about values that are not of their field's type.
        """
        return self.model_dump(
            mode=mode,
            by_alias=use_api_names,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
            warnings=warnings,
        )

    def to_json(
        self,
        *,
        indent: int | None = 2,
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        warnings: bool = True,
    ) -> str:
        """The model as JSON text, indented unless `indent` is `None`; the rest is as in `to_dict`."""
        return self.model_dump_json(
            indent=indent,
            by_alias=use_api_names,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
            warnings=warnings,
        )

    # The first parameter has an unusual name because a field may be called `cls`.
    @classmethod
    @override
    def construct(  # pyright: ignore[reportIncompatibleMethodOverride]
        __cls: type[ModelT], _fields_set: set[str] | None = None, **values: object
    ) -> ModelT:
        """An instance with these values, by API name, without validation. Nested data becomes nested models."""
        return construct_model(__cls, values, _fields_set)

    if not TYPE_CHECKING:
        # A checker would find the signatures at odds; they differ for good reason.
        model_construct = construct

    if not TYPE_CHECKING:
        # Keyword arguments as pydantic has them, which differ from version to version.

        @functools.wraps(pydantic.BaseModel.model_dump)
        def model_dump(self, **options):
            return dump_when_built(self, functools.partial(super().model_dump, **options))

        @functools.wraps(pydantic.BaseModel.model_dump_json)
        def model_dump_json(self, **options):
            return dump_when_built(self, functools.partial(super().model_dump_json, **options))

    @classmethod
    @override
    def model_rebuild(
        cls,
        *,
        force: bool = False,
        raise_errors: bool = True,
        _parent_namespace_depth: int = 2,
        _types_namespace: Mapping[str, Any] | None = None,
    ) -> bool | None:
        """Build the class's schema, in one thread at a time; pydantic calls this where it deferred the build."""
        if _types_namespace is not None and not force and not has_open_names(cls):
            # pydantic asks for this when a generic class gets its arguments, to look for names that were not there
            # before. None is missing, so that the schema can wait until there is data for it.
            return None
        with BUILD_LOCK:
            rebuilt = super().model_rebuild(
                force=force,
                raise_errors=raise_errors,
                # this frame lies between pydantic and the one whose names count
                _parent_namespace_depth=_parent_namespace_depth + 1 if _parent_namespace_depth else 0,
                _types_namespace=cast("Any", _types_namespace),
            )
            if rebuilt:
                forget_plan(cls)
                READERS.clear()
            return rebuilt

    @classmethod
    @override
    def __get_pydantic_core_schema__(
        cls, source: type[pydantic.BaseModel], handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        return tolerant(handler(source), handler.resolve_ref_schema)

    @override
    def __str__(self) -> str:
        # pydantic leaves the name of the class out
        return repr(self)


if TYPE_CHECKING:
    GenericModel = BaseModel
else:

    class GenericModel(_PydanticGenericModel, BaseModel):
        """A model with type variables."""


def add_request_id(obj: BaseModel, request_id: str | None) -> None:
    """Note on an object which request it came from."""
    object.__setattr__(obj, "_request_id", request_id)


def is_basemodel(type_: type) -> bool:
    """Whether this is a model class of this package, or a union that holds one."""
    origin = get_origin(type_) or type_
    if inspect.isclass(origin):
        return issubclass(origin, BaseModel)
    return any(is_basemodel(variant) for variant in get_args(type_))


def is_basemodel_type(type_: type) -> TypeGuard[type[BaseModel]]:
    """Whether this is a model class of this package."""
    origin = get_origin(type_) or type_
    return inspect.isclass(origin) and issubclass(origin, BaseModel)


def build(base_model_cls: Callable[P, _BaseModelT], *args: P.args, **kwargs: P.kwargs) -> _BaseModelT:
    """Construct a model without validation, with the arguments of its `__init__` checked by type checkers.

    Raises `TypeError` for positional arguments.
    """
    if args:
        raise TypeError(f"a model takes keyword arguments only, {len(args)} positional given")
    return cast("_BaseModelT", construct_type(type_=base_model_cls, value=kwargs))


def construct_type_unchecked(*, value: object, type_: type[_T]) -> _T:
    """As `construct_type`, and take its word that the value is of the type."""
    return cast("_T", construct_type(value=value, type_=type_))


def construct_type(*, value: object, type_: object, metadata: Sequence[Any] | None = None) -> object:
    """Make a value of a type out of JSON data, loosely: what does not fit stays as it is.

    `type_` is any annotation; `metadata` is what `Annotated` says about it, where that was taken off already.
    """
    constructor = constructor_of(type_, metadata) if metadata else _CONSTRUCTORS.get(type_)
    return value if constructor is None else constructor(value)


_CONSTRUCTORS = ConstructorCache()
READERS = ReaderCache()
"""What makes values out of JSON text, as `construct_type` makes them out of data."""


def validate_type(*, type_: type[_T], value: object) -> _T:
    """Make a value of a type out of JSON data, strictly.

    Raises `pydantic.ValidationError` where it does not fit.
    """
    if inspect.isclass(type_) and issubclass(type_, pydantic.BaseModel):
        return cast("_T", type_.model_validate(value))
    return cast("_T", type_adapter(type_).validate_python(value))


def set_pydantic_config(typ: Any, config: pydantic.ConfigDict) -> None:
    """Configure how pydantic treats a `TypedDict`, which cannot be said inside of one."""
    typ.__pydantic_config__ = config


class SecurityOptions(SecuritySchemes, total=False):
    """Which of the API's security schemes a request uses."""


class FinalRequestOptionsInput(TypedDict, total=False):
    """What `FinalRequestOptions.construct` takes."""

    method: Required[str]
    url: Required[str]
    params: Query
    headers: Headers
    max_retries: int
    timeout: float | Timeout | None
    files: HttpxRequestFiles | None
    idempotency_key: str
    content: bytes | bytearray | IO[bytes] | Iterable[bytes] | AsyncIterable[bytes] | None
    json_data: Body
    extra_json: AnyMapping
    follow_redirects: bool
    security: SecurityOptions
    synthesize_event_and_data: bool


@lru_cache(maxsize=16)
def _option_defaults(cls: type[FinalRequestOptions]) -> dict[str, object]:
    return {name: field.default for name, field in cls.model_fields.items() if not field.is_required()}


class FinalRequestOptions(pydantic.BaseModel):
    """Everything that is said about one request, before the client's own settings are added."""

    model_config: ClassVar[ConfigDict] = ConfigDict(arbitrary_types_allowed=True, defer_build=True)

    method: str
    url: str
    params: Query = {}
    headers: Headers | NotGiven = not_given
    max_retries: int | NotGiven = not_given
    timeout: float | Timeout | NotGiven | None = not_given
    files: SkipValidation[HttpxRequestFiles | None] = None
    idempotency_key: str | None = None
    post_parser: SkipValidation[Callable[[Any], Any] | NotGiven] = not_given
    follow_redirects: bool | None = None
    security: SecurityOptions = DEFAULT_SECURITY
    synthesize_event_and_data: bool | None = None

    # A body is either raw or JSON. Looking into it is not pydantic's business: it may be an iterator.
    content: SkipValidation[bytes | bytearray | IO[bytes] | Iterable[bytes] | AsyncIterable[bytes] | None] = None
    json_data: SkipValidation[Body | None] = None
    extra_json: SkipValidation[AnyMapping | None] = None

    def get_max_retries(self, max_retries: int) -> int:
        """How often to retry, where the client's own number is `max_retries`."""
        return max_retries if isinstance(self.max_retries, NotGiven) else self.max_retries

    def _strip_raw_response_header(self) -> None:
        """Take out the header by which a method tells the client to return the raw response."""
        if is_given(self.headers) and self.headers.get(RAW_RESPONSE_HEADER):
            self.headers = {name: value for name, value in self.headers.items() if name != RAW_RESPONSE_HEADER}

    # Not pydantic's: this runs on each request, and has nothing to find out. It also knows its arguments' types.
    @classmethod
    @override
    def construct(  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        cls, _fields_set: set[str] | None = None, **values: Unpack[FinalRequestOptionsInput]
    ) -> FinalRequestOptions:
        """An instance with these values, without validation; those that were not given get their defaults."""
        given = strip_not_given(cast("dict[str, object]", values))
        options = cls.__new__(cls)
        object.__setattr__(options, "__dict__", {**_option_defaults(cls), "params": {}, **given})
        object.__setattr__(options, "__pydantic_fields_set__", set(given) if _fields_set is None else _fields_set)
        object.__setattr__(options, "__pydantic_extra__", None)
        object.__setattr__(options, "__pydantic_private__", None)
        return options

    if not TYPE_CHECKING:
        model_construct = construct
