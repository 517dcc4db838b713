"""The command line: one thin command per verb. Errors are sentences with a repair, never traces."""

from __future__ import annotations

import sys

import typer

from sursur.cli.commands import CommandGroup
from sursur.cli.showing import errors
from sursur.errors import SursurError
from sursur.lean import start_lean

app = typer.Typer(cls=CommandGroup, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)

USAGE, RETRY, STOPPED = 2, 75, 130
"""Exit codes: a request that cannot be answered, one that may be tried again (sysexits EX_TEMPFAIL), and Ctrl-C."""


@app.callback()
def sursur() -> None:
    """Who cooperates with whom in the South: sourced, dated and counted once."""


def main() -> None:
    """Run the command line and turn a known failure into its sentence and an exit code."""
    start_lean()
    try:
        app()
    except SursurError as failure:
        errors.print(str(failure), style="bold")
        sys.exit(RETRY if failure.retry else USAGE)
    except BrokenPipeError:
        sys.stderr.close()
    except KeyboardInterrupt:
        _stop()
    except SystemExit as end:
        # The command line's own library turns Ctrl-C into this code without a word.
        if end.code == STOPPED:
            _stop()
        raise
    except RuntimeError as failure:
        # What the engine raises when Ctrl-C reaches it in the middle of a query.
        if "interrupted" not in str(failure).lower():
            raise
        _stop()


def _stop() -> None:
    errors.print("Stopped. What was finished is kept; run the same command again to go on.")
    sys.exit(STOPPED)
