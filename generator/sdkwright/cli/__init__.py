"""The command line: `main` is the entry point of the command `sdkwright`.

In: arguments. Out: an exit code: 0 done, 1 findings, 2 wrong usage. No input leads to a traceback.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit.

    A run builds large trees, keeps them to its end and leaves next to no cycles behind: looking for those in between
    takes a fifth of its time and finds nothing. Nor are the trees taken apart at the end.
    """
    gc.disable()
    try:
        _run()
    except SystemExit as leaving:
        if isinstance(leaving.code, int) and _is_told():
            os._exit(leaving.code)
        raise


def _run() -> NoReturn:
    from sdkwright.ahead import Start, begin_reading, remembers
    from sdkwright.cli.guard import report_internal_error
    from sdkwright.cli.unchanged import answer_from_record, begin_looking, last_record
    from sdkwright.lastrun.running import running

    arguments = sys.argv[1:]
    try:
        generator = running() if remembers(arguments) else None
        record = last_record(arguments, generator) if generator is not None else None
        if (known := answer_from_record(arguments, record)) is not None:
            sys.exit(known)
        start = Start(
            generator=generator,
            reader=begin_reading(arguments, generator),
            outputs=begin_looking(arguments, record),
        )
        from sdkwright.cli.app import app

        app(prog_name="sdkwright", standalone_mode=True, obj=start)
    except KeyboardInterrupt:  # while the commands are imported; from there on, they see to it themselves
        sys.exit(128 + signal.SIGINT)
    except Exception as error:
        if os.environ.get("SDKWRIGHT_DEBUG"):
            raise
        report_internal_error(error)
    sys.exit(1)


def _is_told() -> bool:
    """Whether all that was printed has reached its reader; where it cannot, the interpreter's own exit says so."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return False
    return True
