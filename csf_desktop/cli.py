"""The command line: finds the command, calls it, turns failures into a sentence and a code."""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from csf_desktop.cli_choice import HELP_OPTIONS
from csf_desktop.cli_output import print_error, print_lines
from csf_desktop.cli_parser import COMMANDS, parser_of, program_help, version_line
from csf_desktop.errors import CsfError, UsageError

logger = logging.getLogger(__name__)

FAILED, INTERRUPTED = 1, 130
STOPPED = "Commande interrompue\u00a0: ce qui était déjà enregistré le reste."
BUG = (
    "Erreur inattendue\u00a0: recommencez, et si elle revient signalez-la avec le journal, qui ne "
    "contient aucune donnée personnelle."
)


def main(arguments: Sequence[str]) -> int:
    """Run one command as a process of its own, with its streams and its log; see ``run()``."""
    _write_utf8()
    logging.getLogger().addHandler(logging.NullHandler())  # never to standard error
    if arguments and arguments[0] in COMMANDS:
        _start_log()
    code = run(arguments)
    _let_go_of_output()
    return code


def run(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code. Nothing but one sentence reaches standard error."""
    name = arguments[0] if arguments else ""
    try:
        return _call(name, arguments[1:])
    except CsfError as error:
        logger.warning("%s: %s", name, type(error).__name__)
        print_error(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        print_error(STOPPED)
        return INTERRUPTED
    except BrokenPipeError:  # the reader has what it wanted: head, less
        return FAILED
    except OSError as error:
        logger.exception("%s failed", name)
        print_error(
            f"Un fichier ou un dossier n’a pas pu être lu ou écrit (erreur {error.errno} du "
            "système)\u00a0: vérifiez qu’il est accessible, puis recommencez."
        )
        return FAILED
    except Exception:
        logger.exception("%s failed", name)
        print_error(BUG)
        return FAILED


def _call(name: str, words: Sequence[str]) -> int:
    asked = {name, *words}
    if name.startswith("-"):
        wants_help = bool(asked.intersection(HELP_OPTIONS))
        print_lines(program_help().splitlines() if wants_help else [version_line()])
        return 0
    if name not in COMMANDS:
        raise UsageError(
            f"La commande «\u00a0{name}\u00a0» n’existe pas\u00a0: voyez csf-desktop --help."
        )
    parser = parser_of(name)
    if asked.intersection(HELP_OPTIONS):
        print_lines(parser.format_help().splitlines())
        return 0
    parsed = parser.parse(words)
    # Here, so that the help and a misuse load neither the database nor the PDF libraries.
    from csf_desktop.cli_commands import RUN

    code = RUN[name](parsed)
    logger.info("%s: %d", name, code)
    return code


def _write_utf8() -> None:
    """Write UTF-8 whatever the locale says: programs read this output, on any machine."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _start_log() -> None:
    """Log to the user's log folder; a log that cannot be written never stops a command."""
    from csf_desktop.logging_setup import setup_logging
    from csf_desktop.paths import log_dir

    logging.raiseExceptions = False
    logging.captureWarnings(True)
    with suppress(OSError):
        setup_logging(log_dir())


def _let_go_of_output() -> None:
    """Let the interpreter end quietly when standard output takes no more.

    It writes what is left when it ends, and would complain of it (docs.python.org, SIGPIPE).
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
