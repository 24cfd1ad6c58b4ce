"""`securityDefinitions` of Swagger 2.0 to `components.securitySchemes` (OpenAPI 3.1 §4.8.27).

In: the root and its components. Out: the same, changed.
"""

from __future__ import annotations

from typing import Final

from sdkwright.diagnostics.rules import load as rules
from sdkwright.load.references import References
from sdkwright.load.tree import Object

_FLOWS: Final = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
    # As OpenAPI 3 calls them, of which the structure's finding tells.
    "clientCredentials": "clientCredentials",
    "authorizationCode": "authorizationCode",
}


def upgrade_security(root: Object, components: Object, references: References) -> None:
    """Move and rewrite the security definitions of a document."""
    definitions = root.pop("securityDefinitions", None)
    if not isinstance(definitions, dict):
        return
    for scheme in definitions.values():
        if isinstance(scheme, dict):
            _upgrade_scheme(scheme, references)
    components["securitySchemes"] = definitions


def _upgrade_scheme(scheme: Object, references: References) -> None:
    match scheme.get("type"):
        case "basic":
            scheme["type"], scheme["scheme"] = "http", "basic"
        case "oauth2":
            written = scheme.pop("flow", None)
            flow: Object = {}
            for key in ("authorizationUrl", "tokenUrl", "scopes"):
                if key in scheme:
                    flow[key] = scheme.pop(key)
            flow.setdefault("scopes", {})
            name = _FLOWS.get(written) if isinstance(written, str) else None
            if name is None:
                message = f"`{written}` is no OAuth2 flow of Swagger 2.0"
                place = references.files.origins.locate(scheme, "flow")
                references.diagnostics.report(rules.LOSSY_UPGRADE, message, place)
            references.files.origins.inherit(flow, scheme)
            scheme["flows"] = {name: flow} if name is not None else {}
        case _:
            pass
