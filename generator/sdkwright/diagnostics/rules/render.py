"""Rules of styles and templates.

In: nothing. Out: one `Rule` for each kind of finding of `render/`.
"""

from __future__ import annotations

from sdkwright.diagnostics import Rule, Severity

UNKNOWN_STYLE = Rule(
    code="Style/Unknown",
    severity=Severity.ERROR,
    summary="There is no style of that name.",
    cause="The name given with `--style` (or `extends`) is no built-in style, no installed one and no folder.",
    cure="Run `sdkwright styles` to see the names, or give the path of a folder that holds a `style.toml`.",
)
INVALID_STYLE = Rule(
    code="Style/Invalid",
    severity=Severity.ERROR,
    summary="A style.toml is not as the grammar wants it.",
    cause="The file is no TOML, has a key that does not exist, lacks one that it needs, or a value has another type.",
    cure="Correct the key that the message names; docs/styles.md lists all of them.",
)
STYLE_CYCLE = Rule(
    code="Style/Cycle",
    severity=Severity.ERROR,
    summary="A style extends itself.",
    cause="Following `extends` from style to style leads back to where it began.",
    cure="Break the circle: one of the styles must extend another one, or nothing.",
)
UNKNOWN_INHERITED_FILE = Rule(
    code="Style/UnknownFile",
    severity=Severity.ERROR,
    summary="A style drops a file that it does not inherit.",
    cause="An entry of `drop` is not the `path` of any file of the styles that this one extends.",
    cure="Spell it as the extended style does, placeholders included, or delete the entry.",
)
UNKNOWN_OPTION = Rule(
    code="Style/UnknownOption",
    severity=Severity.ERROR,
    summary="The style has no such option.",
    cause="An `--option` names something that the chosen style does not declare.",
    cure="Run `sdkwright styles` to see the options of each style.",
)
FOREIGN_OPTION = Rule(
    code="Style/ForeignOption",
    severity=Severity.NOTE,
    summary="An option in the config means nothing to this style.",
    cause="`targets.python.options` has a key that the chosen style does not declare; another style may.",
    cure="Delete the key if no style that you use knows it.",
)
INVALID_OPTION = Rule(
    code="Style/InvalidOption",
    severity=Severity.ERROR,
    summary="An option has a value that the style does not allow.",
    cause="The value is none of the choices, or not of the option's type.",
    cure="Choose one of the values that the message lists.",
)
UNKNOWN_FIELD = Rule(
    code="Style/UnknownField",
    severity=Severity.ERROR,
    summary="A style names an attribute that the views do not have.",
    cause="`each`, `view`, `when` or a `{field}` of `path` is no attribute of the SDK or of the file's view.",
    cure="Use one of the attributes that docs/styles.md lists for views.",
)
UNSAFE_PATH = Rule(
    code="Style/UnsafePath",
    severity=Severity.ERROR,
    summary="The path of an emitted file is not a plain relative one.",
    cause="A part of the path is empty, `.` or `..`, or has a character other than letters, digits, `_`, `-` and `.`.",
    cure="Correct `path` in the style.toml; if it is right, the view's field is wrong: please report it.",
)
DUPLICATE_PATH = Rule(
    code="Style/DuplicatePath",
    severity=Severity.ERROR,
    summary="Two files of the SDK want the same path.",
    cause="Two rules of the style, or two elements of one rule, give the same path.",
    cure="Give one of the rules a path of its own; between two elements, rename one of them in the config.",
)
MISSING_SOURCE = Rule(
    code="Style/MissingSource",
    severity=Severity.ERROR,
    summary="A style copies something that is not there.",
    cause="`from` of a `[[copy]]` is no file and no folder of the style or of the built-in templates.",
    cure="Correct the path; it is relative to the style's own folder.",
)
TEMPLATES_FOLDER_MISSING = Rule(
    code="Template/FolderMissing",
    severity=Severity.ERROR,
    summary="The folder given with `--templates` does not exist.",
    cause="The path is misspelt, or relative to another working directory.",
    cure="Give the path of a folder that holds template overrides.",
)
UNKNOWN_TEMPLATE = Rule(
    code="Template/UnknownFile",
    severity=Severity.ERROR,
    summary="An override has the name of no template.",
    cause="A file in the overrides (or in a style) matches no template below it, and no file rule uses it.",
    cure="Rename it to the template that it is meant to override. Helpers of your own begin with an underscore.",
)
UNKNOWN_BLOCK = Rule(
    code="Template/UnknownBlock",
    severity=Severity.ERROR,
    summary="An override fills a block that does not exist.",
    cause="The template that it extends has no block of that name, so Jinja would drop the text silently.",
    cure="Use one of the blocks of the template; `sdkwright styles --blocks` lists them.",
)
TEMPLATE_SYNTAX = Rule(
    code="Template/Syntax",
    severity=Severity.ERROR,
    summary="A template is not valid Jinja.",
    cause="A tag, an expression or a block is misspelt or not closed.",
    cure="Correct the template at the line that the message names.",
)
UNSAFE_EXPRESSION = Rule(
    code="Template/UnsafeExpression",
    severity=Severity.ERROR,
    summary="A template builds text by `~`, `%` or adding strings.",
    cause="Text that is put together in an expression does not pass through an encoder, so it could become code.",
    cure="Write the pieces one after another in the template, or use `{% set name %}...{% endset %}`.",
)
UNDEFINED_NAME = Rule(
    code="Template/UndefinedName",
    severity=Severity.ERROR,
    summary="A template uses a name that is not there.",
    cause="Neither the view nor the template defines it; often it is a misspelt attribute.",
    cure="Use `view`, `sdk` or `options` and the attributes that docs/styles.md lists.",
)
UNENCODED_TEXT = Rule(
    code="Template/UnencodedText",
    severity=Severity.ERROR,
    summary="A template prints text that no encoder has made safe.",
    cause="The expression gives a plain string, whose content might come from the document.",
    cure="Print a view's own field, or pass the text through a filter: `literal`, `identifier`.",
)
TEMPLATE_FAILED = Rule(
    code="Template/Failed",
    severity=Severity.ERROR,
    summary="A template failed while it was rendered.",
    cause="An expression of the template raised an exception.",
    cure="Correct the expression at the line that the message names.",
)
MISSING_TEMPLATE = Rule(
    code="Template/Missing",
    severity=Severity.ERROR,
    summary="A template that is asked for does not exist.",
    cause="A file rule, an `extends`, an `include` or an `import` names a file that no layer has.",
    cure="Correct the name, or add the file to the style's folder.",
)
