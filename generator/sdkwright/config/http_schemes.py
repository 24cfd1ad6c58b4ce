"""What is known of HTTP authentication schemes (IANA's registry of them).

In: nothing. Out: the schemes that a fixed header cannot serve.
"""

from __future__ import annotations

HANDSHAKES = ("digest", "hoba", "mutual", "negotiate", "ntlm", "scram", "dpop", "gnap", "privatetoken", "concealed")
"""Schemes whose header depends on what the server sent before."""
