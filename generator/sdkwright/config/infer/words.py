"""Words of paths, names and titles: splitting them, and telling verbs from nouns and one from many.

In: text of the document, in any case and script. Out: lower-case ASCII words and snake-case names.
English is all it knows; a word of another language counts as a singular noun.
"""

from __future__ import annotations

import re
import unicodedata

_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATOR = re.compile(r"[^a-z0-9]+")
_PLURAL_INITIALISM = re.compile(r"(?<=[A-Z]{2})s(?=[A-Z_]|\b)")


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for lists of words that are read more easily without quotes."""
    return frozenset(text.split())


VERBS = word_set(
    """
    abort accept acknowledge act activate add adjust advance allocate amend answer append apply approve archive
    assign associate attach authenticate authorize authorise ban batch begin bind block book browse build bulk
    buy calculate call cancel capture change chat charge check checkout choose claim classify clean clear clone
    close collect commit compact compare complete compute confirm connect consume convert copy count crawl
    create deactivate debit decline decode decrypt delete deliver deny deploy deprovision describe destroy
    detach detect diff disable disassociate disconnect dismiss dispatch download draft drain duplicate edit
    embed enable encode encrypt end enqueue enrich enroll ensure enter estimate evaluate evict exchange exclude
    execute exists expand expire explain export extend extract fail fetch fill filter find finalize finish fire
    flush follow forget fork forward freeze generate get give grant handle hide identify ignore import index
    ingest initialize initiate insert inspect install invalidate invite invoke issue join keep kill launch leave
    like link list load lock login logout lookup make mark match merge migrate modify monitor move mute navigate
    notify observe open optimize order parse patch pause pay perform pin ping play poll post predict prepare
    presign preview probe process promote prompt propose provision publish pull purchase purge push put query
    queue quit quote react read rebuild recalculate receive recognize recommend reconnect record recover redeem
    redo refine reframe refresh refund regenerate register reindex reject release reload remix remove rename
    render renew reopen reorder repeat replace replay reply report request rerank reschedule resend reserve
    reset resize resolve restart restore resume retrieve retry return revert review revoke rewrite rollback
    rotate route run save scale scan schedule scrape scroll search select sell send set settle share shutdown
    sign simulate skip snooze solve sort split standby star start stat stop store stream subscribe submit
    suggest summarize suspend swap switch sync synchronize tag terminate test challenge dispute fund hangup hang
    mint reverse settle refer void ban wipe warm swap sweep stake redo prune relay reassign reauthorize
    rebalance rebuild recompute resync revalidate sanitize seed sell shorten toggle touch trace track train
    transcribe transfer transform translate trigger truncate unarchive unassign unban unblock unbind undelete
    undo unfollow unfreeze uninstall unlink unlock unmute unpin unpublish unregister unsubscribe unsuspend unwrap
    update upgrade upload upscale upsert use validate verify view vote wait wake withdraw write
    """
)
"""Words that name an action where an API's path or operation id starts with them."""

NOUNS_TOO = word_set(
    """
    act answer archive batch block book build call challenge change charge chat check claim clone commit copy
    count debit diff dispute draft embed end exchange export extract filter fork fund import index insert invite
    invoke issue join launch like link list load lock login logout lookup mark match monitor order patch pin
    post preview process prompt purchase query queue quote record refund release reload reply report request
    reserve reset return review route run scale scan schedule search seed share sign sort split stake star start
    stop store stream swap switch tag test trace track train transfer transform trigger update upgrade upload
    use view void vote wait
    """
)
"""Verbs that are as often the name of a thing: they count as an action only where nothing speaks against it."""

_FIRST_OF_COMPOUND = NOUNS_TOO - word_set(
    """
    change check clone copy diff export import insert invite like list load lock login logout lookup mark reload
    reset share sign start stop switch trigger update upgrade upload void
    """
)
"""Those of them that make a thing of what follows: `test_runs`, `order_items`, but `copy_folder`."""

_ADVERBS = frozenset({"bulk", "batch", "auto", "async", "force", "multi", "mass", "quick", "re", "un"})
_SINGULAR_IN_S = word_set(
    """
    access address alias analysis analytics atlas basis bias bonus bus business campus canvas census chassis
    class compass compress consensus corpus credentials_status cross crisis cursus diagnosis dns emphasis
    express focus gas genius gps hypothesis https ios lens less loss miss news nexus oasis os parenthesis pass
    plus press process progress radius rss series sms species ss status success synopsis syntax tax tls us virus
    yes axis metrics_status kubernetes aws cors css iss sas tos has was this his its always perhaps thus is as
    """
)
_IRREGULAR = {
    "people": "person", "children": "child", "men": "man", "women": "woman", "data": "datum", "media": "medium",
    "criteria": "criterion", "indices": "index", "vertices": "vertex", "matrices": "matrix", "statuses": "status",
    "aliases": "alias", "addresses": "address", "analyses": "analysis", "movies": "movie", "cookies": "cookie",
    "series": "series", "news": "news", "hypotheses": "hypothesis", "quizzes": "quiz", "caches": "cache",
    "leaves": "leaf", "shelves": "shelf", "taxes": "tax", "axes": "axis", "axles": "axle", "mice": "mouse",
}  # fmt: skip
_PREPOSITIONS = frozenset({"for", "with", "by", "of", "in", "on", "from", "to", "at", "and", "per", "near", "without"})
_UNCOUNTED = frozenset({"data", "media", "metadata"})


def ascii_text(text: str) -> str:
    """The text without accents and without what ASCII cannot say."""
    return text if text.isascii() else unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def words(text: str) -> tuple[str, ...]:
    """The words of a name in any case.

    >>> words("listAPIKeys-v2")
    ('list', 'api', 'keys', 'v2')
    """
    if text.isascii() and text.islower() and text.isidentifier():  # as most names of properties are written
        return tuple(filter(None, text.split("_")))
    plain = _PLURAL_INITIALISM.sub("s_", ascii_text(text).replace("'", "").replace("OAuth", "Oauth"))
    return tuple(filter(None, _SEPARATOR.split(_BOUNDARY.sub("_", plain).lower())))


def snake(text: str) -> str:
    """A name in snake case; empty where ASCII has no word for it."""
    return "_".join(words(text))


def is_plural(word: str) -> bool:
    """Whether a lower-case word means several things."""
    if word in _UNCOUNTED:
        return False
    if word in _IRREGULAR:
        return _IRREGULAR[word] != word
    return len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _SINGULAR_IN_S


def singular(word: str) -> str:
    """The word for one of the things that a plural means; other words as they are.

    >>> singular("policies"), singular("boxes"), singular("status")
    ('policy', 'box', 'status')
    """
    if word in _UNCOUNTED:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not is_plural(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "sses", "shes", "ches", "zzes")):
        return word[:-2]
    return word[:-1]


def plural(word: str) -> str:
    """The word for several of a thing.

    >>> plural("copy"), plural("class"), plural("get")
    ('copies', 'classes', 'gets')
    """
    if is_plural(word):
        return word
    if word.endswith("y") and word[-2:-1] not in set("aeiou"):
        return word[:-1] + "ies"
    return f"{word}es" if word.endswith(("s", "x", "sh", "ch")) else f"{word}s"


def names_many(name: str) -> bool:
    """Whether a snake-case name means several things: `api_keys`, `stops_for_route`, `agencies_with_coverage`."""
    found = name.split("_")
    head = next((index for index, word in enumerate(found) if word in _PREPOSITIONS), len(found))
    return head > 0 and is_plural(found[head - 1])


def is_action(name: str) -> bool:
    """Whether a snake-case name tells what to do: `cancel`, `bulk_create`, `submit_tool_outputs`, `search`."""
    found = [word for word in name.split("_") if word]
    while len(found) > 1 and found[0] in _ADVERBS:
        found = found[1:]
    if not found:
        return False
    if found[0] not in VERBS:
        return len(found) > 1 and found[-1] in _LAST_OF_ACTION
    return len(found) == 1 or found[0] not in _FIRST_OF_COMPOUND or not _COMPLEMENTS.isdisjoint(found[1:])


_COMPLEMENTS = _PREPOSITIONS | {"all", "up", "out"}
_LAST_OF_ACTION = frozenset({"search", "lookup", "export", "import", "upload", "download"})


def is_surely_action(name: str) -> bool:
    """Whether a name is an action and nothing else (`cancel`, but not `order`)."""
    return is_action(name) and name.split("_", maxsplit=1)[0] not in NOUNS_TOO
