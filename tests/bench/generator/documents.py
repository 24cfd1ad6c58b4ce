"""The documents that are generated from: the OpenAI document where it is at hand, synthetic ones of any size."""

from pathlib import Path

ROOT = Path(__file__).parents[3]
WHOLE_DOCUMENT = ROOT.parent / "shared" / "parity" / "openai" / "openapi.yml"
SAME_SIZE = 66
"""So many parts have the size of the OpenAI document: about 300 operations in 2.9 MB."""

_PROPERTY = """        {name}:
          type: {type}
          description: >-
            {prose}
"""
_PROSE = " ".join(
    [
        "What the customer is shown when the order is on its way, in the language that the account was made in.",
        "It may be changed until the order has left the warehouse; after that it stays as it was, and a change is",
        "answered with an error that names the reason. Texts that are longer than the limit of the account are cut.",
    ]
)
_TYPES = ("string", "integer", "number", "boolean")


def document(folder: Path) -> tuple[Path, str]:
    """The document that all generators are given, and what to call it."""
    if WHOLE_DOCUMENT.is_file():
        return WHOLE_DOCUMENT, "the OpenAI document"
    path = folder / "synthetic.yaml"
    path.write_text(synthetic(SAME_SIZE), encoding="utf-8")
    return path, "a synthetic document of the size of OpenAI's"


def synthetic(parts: int) -> str:
    """A document of so many equal parts, each with five operations and ten schemas that refer to each other."""
    head = 'openapi: 3.1.0\ninfo: {title: Orders, version: "1"}\nservers: [{url: "https://api.example"}]\n'
    paths = "".join(_paths(number) for number in range(parts))
    schemas = "".join(_schemas(number) for number in range(parts))
    return f"{head}paths:\n{paths}components:\n  schemas:\n{schemas}"


def _paths(number: int) -> str:
    one, many = f"Order{number}", f"/orders{number}"
    reference = f'{{$ref: "#/components/schemas/{one}"}}'
    listed = f"{{type: object, properties: {{data: {{type: array, items: {reference}}}}}}}"
    named = "{name: order_id, in: path, required: true, schema: {type: string}, description: Which order is meant.}"

    def operation(verb: str, key: str, answer: str, body: str = "", parameters: str = "") -> str:
        lines = [
            f"    {verb}:",
            f"      operationId: {key}Order{number}",
            f"      tags: [orders{number}]",
            f"      description: {_PROSE}",
            *([f"      parameters: [{parameters}]"] if parameters else []),
            *([f"      requestBody: {{content: {{application/json: {{schema: {body}}}}}}}"] if body else []),
            "      responses:",
            f'        "200": {{description: Done., content: {{application/json: {{schema: {answer}}}}}}}',
        ]
        return "\n".join(lines) + "\n"

    limit = "{name: limit, in: query, schema: {type: integer}, description: How many orders are given at most.}"
    return (
        f"  {many}:\n"
        + operation("get", "list", listed, parameters=limit)
        + operation("post", "create", reference, f'{{$ref: "#/components/schemas/{one}Create"}}')
        + f"  {many}/{{order_id}}:\n"
        + operation("get", "get", reference, parameters=named)
        + operation("patch", "update", reference, f'{{$ref: "#/components/schemas/{one}Update"}}', named)
        + operation("delete", "delete", "{type: object, properties: {deleted: {type: boolean}}}", parameters=named)
    )


def _schemas(number: int) -> str:
    kinds = ("", "Create", "Update", "Address", "Line", "Payment", "Parcel", "Customer", "Note", "Refund")
    return "".join(_schema(f"Order{number}{kind}", number, kind) for kind in kinds)


def _schema(name: str, number: int, kind: str) -> str:
    properties = "".join(
        _PROPERTY.format(name=f"{_TYPES[index % 4]}_field_{index}", type=_TYPES[index % 4], prose=_PROSE)
        for index in range(8)
    )
    held = ("Address", "Line", "Payment", "Parcel", "Customer", "Note", "Refund") if kind in ("", "Create") else ()
    properties += "".join(
        f'        {other.lower()}: {{$ref: "#/components/schemas/Order{number}{other}"}}\n' for other in held
    )
    state = "        state: {type: string, enum: [open, paid, sent, returned]}\n"
    return f"    {name}:\n      type: object\n      required: [string_field_0]\n      properties:\n{properties}{state}"
