"""Tells the command line from the window, and loads neither."""

from __future__ import annotations

from collections.abc import Sequence

HELP_OPTIONS = ("-h", "--help")


def is_command(arguments: Sequence[str]) -> bool:
    """Tell whether the arguments are for the command line rather than the window.

    The window takes options only, so that a first word is a command, known or not.
    """
    if not arguments:
        return False
    asks_help = any(word in (*HELP_OPTIONS, "--version") for word in arguments)
    return asks_help or not arguments[0].startswith("-")
