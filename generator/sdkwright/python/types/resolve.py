"""Which emitted class or annotation each schema becomes.

In: the model, settings and options. Out: `TypeTable`.
"""

from __future__ import annotations

from sdkwright.config.settings import Settings
from sdkwright.diagnostics import Collector
from sdkwright.model.api import Api
from sdkwright.python.options import Options
from sdkwright.python.types.table import TypeTable


def resolve_types(api: Api, settings: Settings, options: Options, diagnostics: Collector) -> TypeTable:
    """Lay out every type of an API: names, files, annotations, arguments of methods."""
    raise NotImplementedError
