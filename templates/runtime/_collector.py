"""Rest for Python's cycle collector while libraries are imported.

An import makes a hundred thousand objects that stay as long as the process does. The collector would look through them
dozens of times, find no garbage, and take a fifteenth of the time that it takes to import this package.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from collections.abc import Generator


@contextmanager
def collector_at_rest() -> Generator[None, None, None]:
    """Collect nothing meanwhile. What was made counts as old afterwards, as if the collector had looked through it.

    For what happens once in a process: garbage that is made meanwhile waits for a full collection, and does not bring
    that about, so that memory would grow with each further time.
    A collector that is off stays off, and objects that were frozen, to be shared with forks, stay frozen.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if hasattr(gc, "freeze") and not gc.get_freeze_count():
            # What is frozen goes back into the oldest generation.
            gc.freeze()
            gc.unfreeze()
        gc.enable()
