"""Rules of reading text: what YAML and JSON files get wrong before anyone asks what they mean."""

from __future__ import annotations

from sdkwright.diagnostics.model import Rule, Severity

UNPARSABLE = Rule(
    code="Source/Unparsable",
    severity=Severity.ERROR,
    summary="The file is neither valid YAML nor valid JSON.",
    cause="The parser met text that the syntax does not allow, so the file has no meaning at all.",
    cure="Mend the syntax at the place shown. In YAML, indent with spaces and quote text that holds `: ` or ` #`.",
)
INVALID_JSON = Rule(
    code="Source/InvalidJson",
    severity=Severity.ERROR,
    summary="A `.json` file is not valid JSON, but can be read as YAML.",
    cause="Comments and trailing commas are the usual reason. YAML allows them, so the file was read as YAML.",
    cure="Mend the place shown, as other tools will refuse the file; or name it `.yaml`.",
)
TOO_DEEP = Rule(
    code="Source/TooDeep",
    severity=Severity.ERROR,
    summary="The file nests deeper than any real document does.",
    cause="Lists and mappings are nested more than 200 levels deep.",
    cure="Move inner parts to named components and refer to them with `$ref`.",
)
TOO_LARGE = Rule(
    code="Source/AliasesTooLarge",
    severity=Severity.ERROR,
    summary="YAML aliases expand to an enormous document.",
    cause="Aliases that hold further aliases multiply; the file would unfold to millions of nodes.",
    cure="Replace nested aliases by `$ref`s to components.",
)
UNKNOWN_ALIAS = Rule(
    code="Source/UnknownAlias",
    severity=Severity.ERROR,
    summary="A YAML alias names no anchor, or an anchor that it is part of.",
    cause="`*name` stands before or inside the node that `&name` marks, or nothing is marked so. It is read as null.",
    cure="Define the anchor before its aliases, outside of them.",
)
DUPLICATE_KEY = Rule(
    code="Source/DuplicateKey",
    severity=Severity.ERROR,
    summary="A mapping has the same key twice.",
    cause="Keys are unique in YAML and JSON. The last value wins, the earlier ones are lost.",
    cure="Remove or rename one of the two.",
)
INVALID_KEY = Rule(
    code="Source/InvalidKey",
    severity=Severity.ERROR,
    summary="A key of a mapping is itself a list or mapping.",
    cause="YAML allows it, JSON has no counterpart. The pair is left out.",
    cure="Use a string as the key; quote it if it begins with `[` or `{`.",
)
INVALID_MERGE = Rule(
    code="Source/InvalidMerge",
    severity=Severity.ERROR,
    summary="A merge key `<<` does not stand for a mapping.",
    cause="`<<` takes an alias of a mapping, a mapping, or a list of them. Anything else is left out.",
    cure="Let the alias point at a mapping, or quote the key if you mean the text `<<`.",
)
NUMBER_NOT_FINITE = Rule(
    code="Source/NumberNotFinite",
    severity=Severity.ERROR,
    summary="A number cannot be written in JSON.",
    cause="Infinity, not-a-number, floats beyond their range and integers of thousands of digits are read as null.",
    cure="Leave the value out, or quote it if it is text.",
)
INVALID_ENCODING = Rule(
    code="Source/InvalidEncoding",
    severity=Severity.ERROR,
    summary="The file holds bytes that are not in its encoding.",
    cause="Files are UTF-8, or UTF-16 and UTF-32 with a byte order mark. Bytes that do not fit become U+FFFD.",
    cure="Save the file as UTF-8.",
)
INVALID_CHARACTER = Rule(
    code="Source/InvalidCharacter",
    severity=Severity.ERROR,
    summary="The file holds control characters or lone surrogates.",
    cause="Neither YAML nor JSON allows them unescaped; they are mostly the leftovers of a copy. They become U+FFFD.",
    cure="Delete the character at the place shown.",
)
SEVERAL_DOCUMENTS = Rule(
    code="Source/SeveralDocuments",
    severity=Severity.ERROR,
    summary="The file holds more than one YAML document.",
    cause="A line of `---` starts another document. Only the first is read.",
    cure="Keep each document in its own file.",
)
UNKNOWN_TAG = Rule(
    code="Source/UnknownTag",
    severity=Severity.ERROR,
    summary="A YAML tag is not known.",
    cause="Tags such as `!include` belong to other tools. The value is read as if the tag were not there.",
    cure="Remove the tag; for other files use `$ref`.",
)
