"""Starts the program: the command line when a command is named, else the window."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from csf_desktop.cli_choice import is_command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code; Qt is loaded for the window only."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if is_command(given):
        from csf_desktop import cli

        return cli.main(given)
    gc.disable()  # nothing to free while modules load; the window then does it by itself
    from csf_desktop.app import run_window
    from csf_desktop.errors import CsfError

    try:
        return run_window(given)
    except CsfError as error:
        from csf_desktop.cli_output import print_error

        print_error(str(error))
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
