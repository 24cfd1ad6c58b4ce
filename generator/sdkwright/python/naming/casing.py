"""Cases of names: snake, Pascal, camel, screaming and capital, with initialisms and the config's own casings.

In: names or words, and `custom_casings` of the settings. Out: text in one case. There are no globals that
change: whoever needs a case is handed a `Casings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sdkwright.config.settings import Casing, Settings
from sdkwright.python.naming.inflection import singular
from sdkwright.python.naming.words import LONGEST_FILE_NAME, shortened, split_words

INITIALISMS = frozenset(
    [
        "3ds",
        "ach",
        "acl",
        "ai",
        "api",
        "ats",
        "cpu",
        "crm",
        "db",
        "dns",
        "e2e",
        "eeoc",
        "gb",
        "gpu",
        "hd",
        "hris",
        "html",
        "http",
        "https",
        "id",
        "ip",
        "iso",
        "jsonl",
        "kb",
        "kyb",
        "kyc",
        "lfs",
        "mb",
        "mp3",
        "mp4",
        "nft",
        "saml",
        "sdk",
        "sku",
        "sms",
        "ss",
        "ssh",
        "sso",
        "url",
    ]
)
"""Words that are written in capitals unless the config says otherwise."""

SPELLED = {
    "ds": "DS",
    "github": "GitHub",
    "mongodb": "MongoDB",
    "oauth": "OAuth",
    "openai": "OpenAI",
    "openapi": "OpenAPI",
}
"""Words with a capital form of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Casings:
    """How words are written. `custom` holds the config's entries by lower-case word."""

    custom: Mapping[str, Casing] = field(default_factory=dict[str, Casing])
    _words: dict[str, tuple[str, ...]] = field(
        default_factory=dict[str, tuple[str, ...]], init=False, repr=False, compare=False
    )
    """The words of each name so far: one name is asked for dozens of times."""
    _snakes: dict[str, str] = field(default_factory=dict[str, str], init=False, repr=False, compare=False)
    _pascals: dict[str, str] = field(default_factory=dict[str, str], init=False, repr=False, compare=False)

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a name; one that the config spells as a whole (`AcmeAI`) stays one word.

        >>> Casings().words("getFromURL")
        ('get', 'from', 'url')
        """
        known = self._words.get(name)
        if known is None:
            whole = "".join(char for char in name.lower() if char.isalnum())
            known = (whole,) if whole in self.custom and name.isalnum() else split_words(name)
            self._words[name] = known
        return known

    def snake(self, name: str) -> str:
        """`trip-details` -> `trip_details`; empty where the name has no letter or digit.

        Files are named so: a name that no file system takes is cut.
        """
        known = self._snakes.get(name)
        if known is None:
            known = self._snakes[name] = self.snake_words(shortened(self.words(name), name, LONGEST_FILE_NAME))
        return known

    def snake_words(self, words: Iterable[str]) -> str:
        """As `snake`, of words."""
        return "_".join(self._snake_word(word) for word in words)

    def pascal(self, name: str) -> str:
        """`getFromURL` -> `GetFromURL`.

        >>> Casings().pascal("stop_ids_for_agency"), Casings().pascal("ai-tasks")
        ('StopIDsForAgency', 'AITasks')
        """
        known = self._pascals.get(name)
        if known is None:
            known = self._pascals[name] = self.pascal_words(self.words(name))
        return known

    def pascal_words(self, words: Iterable[str]) -> str:
        """As `pascal`, of words; two numbers never touch."""
        text = ""
        for word in words:
            piece = self._pascal_word(word)
            text += "_" + piece if text[-1:].isdigit() and piece[:1].isdigit() else piece
        return text

    def camel(self, name: str) -> str:
        """`api_key` -> `apiKey`."""
        words = self.words(name)
        return (self._camel_head(words[0]) + self.pascal_words(words[1:])) if words else ""

    def screaming(self, name: str) -> str:
        """`PetStore` -> `PET_STORE`."""
        return self.snake(name).upper()

    def capital(self, name: str) -> str:
        """`petstore-sdk` -> `Petstore SDK`."""
        return " ".join(self._capital_word(word) for word in self.words(name))

    def singular(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words with the last one in the singular: `(trip, details)` -> `(trip, detail)`."""
        if not words or self._is_initialism(words[-1]):
            return words
        return (*words[:-1], singular(words[-1]))

    def _snake_word(self, word: str) -> str:
        custom = self.custom.get(word)
        return custom.snake if custom is not None and custom.snake is not None else word

    def _camel_head(self, word: str) -> str:
        custom = self.custom.get(word)
        return custom.camel if custom is not None and custom.camel is not None else word

    def _capital_word(self, word: str) -> str:
        custom = self.custom.get(word)
        return custom.capital if custom is not None and custom.capital is not None else self._pascal_word(word)

    def _pascal_word(self, word: str) -> str:
        custom = self.custom.get(word)
        if custom is not None and custom.pascal is not None:
            return custom.pascal
        if self._is_initialism(word):
            return word.upper()
        if word.endswith("s") and self._is_initialism(word[:-1]):
            return word[:-1].upper() + "s"
        return SPELLED.get(word, word[:1].upper() + word[1:])

    def _is_initialism(self, word: str) -> bool:
        custom = self.custom.get(word)
        if custom is not None and custom.initialism is not None:
            return custom.initialism
        return word in INITIALISMS


def casings_from(settings: Settings) -> Casings:
    """The casings of a config (its `custom_casings`, in any case and spacing)."""
    entries = {
        "".join(char for char in entry.word.lower() if char.isalnum()): entry for entry in settings.custom_casings
    }
    return Casings(custom=entries)
