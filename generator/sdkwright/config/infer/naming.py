"""What a method is called, from its verb, its place in the path, its answer and its id.

In: an operation and its place. Out: the name that it would like to have.
"""

from __future__ import annotations

from sdkwright.config.infer.operation_ids import CRUD, id_verb, id_words
from sdkwright.config.infer.operations import AnswerShape, Found, answer_schema, answer_shape, properties
from sdkwright.config.infer.paths import Constant, Node, Route, Variable
from sdkwright.config.infer.words import VERBS, is_action, is_surely_action, names_many, singular, snake, word_set
from sdkwright.load.document import Document

SELF = frozenset({"me", "self", "current", "mine", "whoami"})
HEALTH = word_set(
    """
    health healthz healthcheck health_check ping heartbeat livez readyz liveness readiness alive ready live
    """
)
OF_ONE = frozenset({"retrieve", "update", "replace", "delete"})
"""What is done to one thing rather than to all: such names go to `/things/{id}` before `/things`."""
CLIENT_NAMES = {
    "get": "retrieve_root", "post": "submit", "put": "replace_root", "patch": "update_root", "delete": "delete_root",
}  # fmt: skip
"""Names of operations at `/` that have no id; others are called after their HTTP method."""

_MEANS_CREATE = frozenset(
    {"generate", "assign", "upload", "register", "bulk", "batch", "import", "schedule", "request"}
)


def reads_many(document: Document, found: Found, word: str) -> bool:
    """Whether a read gives several things: by its id, else by its answer, else by the word for what it reads."""
    if id_verb(found) == "list":
        return True
    match answer_shape(document, found):
        case AnswerShape.MANY:
            return True
        case AnswerShape.ONE:
            return False
        case AnswerShape.UNSURE:
            return names_many(word)


def collection_name(document: Document, found: Found, resource: tuple[str, ...], node: Node) -> str:
    """The name of an operation on a resource as a whole."""
    verbs = {other.found.http_method for other in node.routes}
    match found.http_method:
        case "get":
            if resource[-1] in HEALTH:
                return "check"
            return "list" if _lists(document, found, resource[-1], node) else "retrieve"
        case "post":
            if CRUD.get(id_verb(found)) == "update" and node.variable is None and not verbs & {"put", "patch"}:
                return "update"
            return _membership(found, node, resource) or _own_verb(found, resource) or "create"
        case "put":
            return "replace" if "patch" in verbs else "update"
        case "patch":
            return "update"
        case "delete":
            return _membership(found, node, resource) or "delete"
        case other:
            return snake(other)


def _lists(document: Document, found: Found, word: str, node: Node) -> bool:
    has_items = node.variable is not None and bool(node.variable.routes)
    schema = answer_schema(document, found)
    return reads_many(document, found, word) or (has_items and not properties(document, schema))


def item_name(document: Document, route: Route, resource: tuple[str, ...], node: Node) -> str:
    """The name of an operation on one thing of a resource."""
    found, verbs = route.found, {other.found.http_method for other in node.routes}
    match found.http_method:
        case "get":
            return (
                "list" if "for" in resource[-1].split("_") and reads_many(document, found, resource[-1]) else "retrieve"
            )
        case "post":
            verb = id_verb(found)
            if verb in VERBS and verb not in CRUD and says_only(found, resource):
                return verb
            return "create" if CRUD.get(verb) == "create" or verbs & {"put", "patch"} else "update"
        case "put":
            return "replace" if "patch" in verbs or id_verb(found) == "replace" else "update"
        case "patch":
            return "update"
        case "delete":
            return _membership(found, node, resource) or "delete"
        case other:
            return snake(other)


def detail_name(document: Document, route: Route, resource: tuple[str, ...], name: str) -> str:
    """The name of a method by the last constant of its path: an action, or a verb and a single detail."""
    found, verb = route.found, id_verb(route.found)
    if is_by(document, route, name) and not is_action(name):
        return f"{'list' if _answers_many(document, found) else 'retrieve'}_by_{name}"
    if name in SELF or is_surely_action(resource[-1]) or _is_call(route, name):
        return name
    if is_action(name) and (verb != "create" or is_surely_action(name)):
        return name
    match found.http_method:
        case "get":
            many = reads_many(document, found, name) and (names_many(name) or verb in {"", "list"})
            prefix = "list" if many else "retrieve"
        case "post":
            prefix = verb if verb in VERBS and verb not in {"get", "post", "retrieve"} else ""
            prefix = prefix or ("create" if not verb or CRUD.get(verb) == "create" else "")
        case "put" | "patch":
            prefix = verb if verb in {"set", "replace", "upsert"} else "update"
        case "delete":
            prefix = verb if verb in {"remove", "clear", "reset"} else "delete"
        case other:
            prefix = snake(other)
    return name if not prefix or name.startswith(prefix) else f"{prefix}_{name}"


def _is_call(route: Route, name: str) -> bool:
    return Constant(name, called=True) in route.segments


def is_by(document: Document, route: Route, name: str) -> bool:
    """Whether a path ends by saying what it looks things up by: `/apps/name/{name}`, `/threads/project/{project_id}`.

    With an id at its end it does so only where it finds several.
    """
    last = route.segments[-1] if route.segments else None
    if not isinstance(last, Variable) or route.found.http_method != "get":
        return False
    if name in {last.name, last.name.split("_")[-1]}:
        return True
    return name == last.name.removesuffix("_id") and _answers_many(document, route.found)


def _answers_many(document: Document, found: Found) -> bool:
    return answer_shape(document, found) is AnswerShape.MANY


def _own_verb(found: Found, resource: tuple[str, ...]) -> str:
    """The verb of the operation's id, where it is no other word for `create` and the id says nothing more."""
    verb = id_verb(found)
    if verb in VERBS and verb not in CRUD and verb not in _MEANS_CREATE and says_only(found, resource):
        return verb if verb != singular(resource[-1]) else ""
    return ""


def _membership(found: Found, node: Node, resource: tuple[str, ...]) -> str:
    """The verb of the operation's id, where POST and DELETE at one place are a pair of their own: attach, detach."""
    pair = {
        other.found.http_method: id_verb(other.found)
        for other in node.routes
        if other.found.http_method in {"post", "delete"} and says_only(other.found, resource)
    }
    if set(pair) != {"post", "delete"}:
        return ""
    special = pair == {"post": "add", "delete": "remove"} and node.variable is None
    if special or all(verb in VERBS and verb not in CRUD for verb in pair.values()):
        return pair[found.http_method] if pair["post"] not in _MEANS_CREATE else ""
    return ""


def says_only(found: Found, resource: tuple[str, ...]) -> bool:
    """Whether an operation's id says nothing beyond its verb and its resource."""
    known = {form for key in resource for word in key.split("_") for form in (word, singular(word))}
    known |= {"to", "from", "a", "an", "the", "for", "in"}
    return all(word in known or singular(word) in known for word in id_words(found)[1:])
