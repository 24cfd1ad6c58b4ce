"""What a document gets wrong by its own specification, as warnings: generation goes on.

`structure.py` is fast and always runs; `semantics.py` runs openapi-spec-validator's slow checks where asked for.
"""
