"""Findings about what a document means, and about how it and the config fit together."""

from __future__ import annotations

from sdkwright.diagnostics import Rule, Severity

WRONG_TYPE = Rule(
    code="Document/WrongType",
    severity=Severity.ERROR,
    summary="A value of another type than the OpenAPI specification asks for.",
    cause="For instance a number where a description belongs, or a list where a schema does.",
    cure="Correct the value. It is treated as if it were not there.",
)

REFERENCE_NOT_FOUND = Rule(
    code="Document/ReferenceNotFound",
    severity=Severity.ERROR,
    summary="A `$ref` that leads to nothing usable.",
    cause="The target does not exist, or it is no object where one is needed.",
    cure="Correct the reference, or add its target.",
)

UNKNOWN_TYPE = Rule(
    code="Schema/UnknownType",
    severity=Severity.ERROR,
    summary="A schema's `type` is none of JSON Schema's types.",
    cause="Words such as `float`, `date`, `any` or `uuid` are formats, or belong to another language.",
    cure="Use string, number, integer, boolean, array, object or null, with a `format` where needed.",
)

FOREIGN_TYPE = Rule(
    code="Schema/ForeignType",
    severity=Severity.WARNING,
    summary="A schema's `type` is a word of another language, and was taken for what it means there.",
    cause="`int`, `float`, `date` and the like are no types of JSON Schema, but leave no doubt.",
    cure="Write the type that the hint names, with a `format` where needed.",
)

CONFLICT = Rule(
    code="Schema/Conflict",
    severity=Severity.WARNING,
    summary="Parts of an `allOf` that contradict each other.",
    cause="Two members give different types to a property or to the whole, so that no value satisfies both.",
    cure="Make the members agree. The first one counts.",
)

CYCLE = Rule(
    code="Schema/Cycle",
    severity=Severity.ERROR,
    summary="A schema that consists of itself.",
    cause="An `allOf`, `oneOf`, `anyOf` or `$ref` leads back to the schema that it is a part of.",
    cure="Break the circle; recursion is fine through properties, items and values only. The part is left out.",
)

ENUM_VALUE_MISMATCH = Rule(
    code="Schema/EnumValueMismatch",
    severity=Severity.WARNING,
    summary="An enum member that the schema's own type excludes, or that is no scalar.",
    cause="For instance a number among the members of a string enum, or an object as a member.",
    cure="Write the members in the schema's type. What the author plainly meant is used, else it is left out.",
)

EMPTY_ENUM = Rule(
    code="Schema/EmptyEnum",
    severity=Severity.WARNING,
    summary="An enum without a usable member.",
    cause="The list is empty, or every member was left out.",
    cure="List the values, or drop `enum`. The plain type is used.",
)

CONST_NOT_SCALAR = Rule(
    code="Schema/ConstNotScalar",
    severity=Severity.NOTE,
    summary="A constant that is an object or an array.",
    cause="Such constants have no counterpart among Python's literal types.",
    cure="Nothing needs to be done: the schema is typed by the kind of its value.",
)

DISCRIMINATOR_INCOMPLETE = Rule(
    code="Schema/DiscriminatorIncomplete",
    severity=Severity.NOTE,
    summary="A discriminator's mapping that names a schema which is not a variant.",
    cause="The mapping lists more schemas than `oneOf` or `anyOf` does.",
    cure="Add the schema to the variants, or drop it from the mapping. The entry is left out.",
)

DISCRIMINATOR_PROPERTY = Rule(
    code="Schema/DiscriminatorPropertyMissing",
    severity=Severity.WARNING,
    summary="A discriminator names a property that no variant has.",
    cause="`discriminator.propertyName` is the property whose value tells which variant an object is. None of the "
    "variants declares it. Answers are read by it where they hold it, and else by what fits best.",
    cure="Add the property to each variant, required and with a constant, or correct the name.",
)

REQUIRED_NOT_DEFINED = Rule(
    code="Schema/RequiredPropertyNotDefined",
    severity=Severity.NOTE,
    summary="A required property that is not among the properties.",
    cause="The name in `required` is misspelt, or the property's schema is missing.",
    cure="Define the property or correct the name. The requirement is ignored.",
)

ENDPOINT_NOT_FOUND = Rule(
    code="Endpoint/NotFound",
    severity=Severity.ERROR,
    summary="The config names an endpoint that the document does not have.",
    cause="The path or the verb is misspelt, or the operation was removed from the document.",
    cure="Correct the endpoint in the config; the names inside braces need not agree. The method is left out.",
)

UNSPECIFIED_NOT_FOUND = Rule(
    code="Endpoint/NothingToLeaveOut",
    severity=Severity.WARNING,
    summary="`unspecified_endpoints` names an endpoint that the document does not have.",
    cause="The path or the verb is misspelt, or the operation was removed from the document.",
    cure="Correct the endpoint, or take it off the list.",
)

ENDPOINT_NOT_CONFIGURED = Rule(
    code="Endpoint/NotConfigured",
    severity=Severity.NOTE,
    summary="An operation of the document that no resource has.",
    cause="It was added to the document and not yet to the config.",
    cure="Add a method to a resource, or list the endpoint under `unspecified_endpoints`.",
)

HTTP_METHOD_UNSUPPORTED = Rule(
    code="Endpoint/MethodUnsupported",
    severity=Severity.WARNING,
    summary="An operation of OpenAPI 3.2's `additionalOperations` whose HTTP method cannot be sent.",
    cause="Its name has small letters, which HTTP libraries write in capitals, or is no token of RFC 9110 §9.1, or "
    "path items have a field for it.",
    cure="Write it in capitals, or in the path item's own field. It is left out.",
)

PATH_PARAMETER_NOT_DECLARED = Rule(
    code="Path/ParameterNotDeclared",
    severity=Severity.WARNING,
    summary="A name in a path's braces that is not among the parameters.",
    cause="The operation lacks a parameter with `in: path` and this name.",
    cure="Declare the parameter. It is taken for a required string.",
)

PATH_PARAMETER_NOT_IN_TEMPLATE = Rule(
    code="Path/ParameterNotInTemplate",
    severity=Severity.WARNING,
    summary="A path parameter that the path does not hold.",
    cause="The name differs from the one in the path's braces.",
    cure="Make the two agree. The parameter is left out.",
)

PATH_FRAGMENT_IGNORED = Rule(
    code="Path/FragmentIgnored",
    severity=Severity.NOTE,
    summary="A path key with a `#` part.",
    cause="The part only makes the key unique; it is never sent.",
    cure="Nothing needs to be done.",
)

PARAMETER_INVALID = Rule(
    code="Parameter/Invalid",
    severity=Severity.ERROR,
    summary="A parameter without a name or without a known place.",
    cause="A parameter needs `name`, and `in` with one of path, query, header, cookie.",
    cure="Complete the parameter. It is left out.",
)

PARAMETER_HEADER_IGNORED = Rule(
    code="Parameter/HeaderIgnored",
    severity=Severity.NOTE,
    summary="A header parameter that the client sets by itself.",
    cause="OpenAPI says that parameters named Accept, Content-Type and Authorization are ignored.",
    cure="Describe them with `content` and `security` instead.",
)

STYLE_INVALID = Rule(
    code="Parameter/StyleInvalid",
    severity=Severity.WARNING,
    summary="A parameter style that does not exist, or not in its place.",
    cause="Each of path, query, header and cookie allows only some styles.",
    cure="Use one that OpenAPI allows there. The default is used.",
)

RESPONSE_NOT_FOUND = Rule(
    code="Response/NoSuccess",
    severity=Severity.NOTE,
    summary="An operation that describes no successful answer.",
    cause="There is no 2xx response and no default.",
    cure="Add the response. The method returns nothing.",
)

PAGINATED_WITHOUT_MATCH = Rule(
    code="Method/PaginatedWithoutMatchingScheme",
    severity=Severity.WARNING,
    summary="A method that must be paginated, but fits no scheme.",
    cause="Its request lacks a parameter of every scheme, or its response lacks a property.",
    cure="Add what is missing to the document, or correct the scheme. The method is not paginated.",
)

PAGE_WITHOUT_ITEMS = Rule(
    code="Pagination/ItemsNotFound",
    severity=Severity.WARNING,
    summary="A page whose items cannot be told.",
    cause="No property of the response is an array, or the one that holds the items is none.",
    cure="Mark the property with `x-stainless-pagination-property: {purpose: items}`.",
)

STREAM_PARAMETER_NOT_FOUND = Rule(
    code="Method/StreamParameterNotFound",
    severity=Severity.WARNING,
    summary="A streaming method whose switch is not among the parameters.",
    cause="`streaming.param_discriminator` names a parameter that the request does not have.",
    cure="Correct the name, or write null where the method always streams.",
)

MODEL_NOT_FOUND = Rule(
    code="Model/NotFound",
    severity=Severity.ERROR,
    summary="The config names a schema that the document does not have.",
    cause="The pointer, the name or the query matches nothing.",
    cure="Correct the reference. The model is left out.",
)

MODEL_AMBIGUOUS = Rule(
    code="Model/Ambiguous",
    severity=Severity.ERROR,
    summary="A model reference that matches several schemas.",
    cause="A query must match exactly one.",
    cure="Make the query narrower. The model is left out.",
)

MODEL_DUPLICATE = Rule(
    code="Model/Duplicate",
    severity=Severity.WARNING,
    summary="A schema that the config names twice.",
    cause="Two entries of `models` refer to the same schema.",
    cure="Keep one, or make the other an alias (`type: alias`). Both names are kept.",
)

MODEL_PATH_NOT_FOUND = Rule(
    code="Model/PathNotFound",
    severity=Severity.WARNING,
    summary="A dotted path to a model that leads to none.",
    cause="For instance `stream_event_model: chat.chunk` where the resource chat has no model chunk.",
    cure="Write the resource's path and the model's key.",
)

SECURITY_SCHEME_NOT_FOUND = Rule(
    code="Security/SchemeNotFound",
    severity=Severity.ERROR,
    summary="A security scheme that neither the document nor the config defines.",
    cause="The name in `security` or in `auth.security_scheme` is misspelt.",
    cure="Use the name of an entry of `components.securitySchemes` or `security_schemes`.",
)

SECURITY_SCHEME_INVALID = Rule(
    code="Security/SchemeInvalid",
    severity=Severity.ERROR,
    summary="A security scheme that says too little, or something that OpenAPI does not know.",
    cause="`type` is missing or none of OpenAPI's, or an `apiKey` does not say where it goes. No credential is sent "
    "for it.",
    cure="Complete the scheme: `{type: http, scheme: bearer}`, or `{type: apiKey, in: header, name: X-Api-Key}`.",
)

SECURITY_UNSUPPORTED = Rule(
    code="Security/Unsupported",
    severity=Severity.WARNING,
    summary="A security scheme that the client cannot apply by itself.",
    cause="Digest, mutual TLS, OpenID Connect and interactive OAuth flows need more than a client option.",
    cure="Give the token as a bearer scheme, or pass a custom HTTP client.",
)

ALIAS_TARGET_NOT_FOUND = Rule(
    code="Alias/TargetNotFound",
    severity=Severity.ERROR,
    summary="An alias of something that does not exist.",
    cause="`to` must be the key of another method or model of the same resource.",
    cure="Correct the name. The alias is left out.",
)

WEBHOOK_NOT_DEFINED = Rule(
    code="Webhook/NotDefined",
    severity=Severity.ERROR,
    summary="A `webhook_unwrap` method for a document without webhooks.",
    cause="The document has no `webhooks` with a request body.",
    cure="Describe the webhooks, or drop the method. It is left out.",
)

OPTION_NOT_FOUND = Rule(
    code="Client/OptionNotFound",
    severity=Severity.ERROR,
    summary="A client option that the config does not define.",
    cause="For instance a `webhook_key_opt` that is not among `client_settings.opts`.",
    cure="Add the option, or correct the name.",
)

OPTION_BUILT_IN = Rule(
    code="Client/OptionBuiltIn",
    severity=Severity.NOTE,
    summary="A client option that every client has anyway.",
    cause="`base_url`, `timeout`, `max_retries`, `default_headers`, `default_query` and `http_client` are built in.",
    cure="Drop the option: the built-in argument of this name is kept as it is.",
)

SERVER_MISSING = Rule(
    code="Server/Missing",
    severity=Severity.WARNING,
    summary="Nothing says where the API is.",
    cause="The config has no `environments` and the document no absolute `servers` entry.",
    cure="Add `environments`. The client has no default base URL.",
)

SETTING_MATCHES_NOTHING = Rule(
    code="Method/SettingMatchesNothing",
    severity=Severity.WARNING,
    summary="A setting of a method that names something the operation does not have.",
    cause="`unwrap_response`, `positional_params` or `discriminator` name a property or parameter that is not there.",
    cure="Correct the name. The setting is ignored.",
)
