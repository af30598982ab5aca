"""The command line: parses, calls one command, turns failures into a sentence and a code."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from csf_desktop import __version__
from csf_desktop.cli_output import print_error
from csf_desktop.errors import CsfError, UsageError

logger = logging.getLogger(__name__)

COMMANDS = (
    "init", "demo", "info", "list", "import", "export", "verify", "synthesis", "check", "backup",
    "restore", "passwd", "recover",
)  # fmt: skip
MISUSE, UNEXPECTED, INTERRUPTED = 2, 1, 130
NOT_UNDERSTOOD = (
    "Cette commande est incomplète ou inconnue\u00a0: voyez csf-desktop --help, ou "
    "csf-desktop COMMANDE --help."
)
BUG = (
    "Erreur inattendue, le coffre n’a pas été modifié par cette commande\u00a0: signalez-la avec "
    "le journal, qui ne contient aucune donnée personnelle."
)


class _Parser(argparse.ArgumentParser):
    """A parser that says in French, in one sentence, that it did not understand."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, **options)  # type: ignore[arg-type]
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        raise UsageError(NOT_UNDERSTOOD)


def is_command(arguments: Sequence[str]) -> bool:
    """Tell whether the arguments are for the command line rather than the window."""
    return bool(arguments) and (arguments[0] in COMMANDS or arguments[0] in ("-h", "--help"))


def run(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code. Nothing but one sentence reaches standard error."""
    try:
        parsed = make_parser().parse_args(list(arguments))
        return _call(parsed)
    except CsfError as error:
        print_error(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return UNEXPECTED
    except Exception:
        logger.exception("command failed")
        print_error(BUG)
        return UNEXPECTED


def _call(parsed: argparse.Namespace) -> int:
    from csf_desktop import cli_commands

    commands = {"list": cli_commands.list_rows, "import": cli_commands.import_files}
    command = commands.get(parsed.command) or getattr(cli_commands, parsed.command)
    return int(command(parsed))


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = _Parser(
        prog="csf-desktop",
        description="Suivi hors ligne de la clause sociale de formation. Sans commande, ouvre la "
        "fenêtre (--vault DOSSIER, --demo).",
    )
    parser.add_argument("--version", action="version", version=__version__, help="version")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE")
    _add_vault_commands(commands)
    _add_data_commands(commands)
    _add_key_commands(commands)
    return parser


_Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse gives it no public name


def _command(commands: _Commands, name: str, text: str, *, vault: bool = True) -> _Parser:  # type: ignore[type-arg]
    made: _Parser = commands.add_parser(name, help=text, description=text)
    if vault:
        made.add_argument("vault_dir", type=Path, metavar="DOSSIER", help="dossier du coffre")
    made.add_argument(
        "--passphrase-file", type=Path, metavar="FICHIER", help="phrase de passe, première ligne"
    )
    made.add_argument("--json", action="store_true", help="réponse en JSON")
    return made


def _add_vault_commands(commands: _Commands) -> None:  # type: ignore[type-arg]
    made = _command(commands, "init", "crée un coffre et affiche son code de secours")
    made.add_argument("--name", default="Tuteur pilote", metavar="NOM", help="nom du tuteur")
    made.add_argument("--academie", default="", metavar="CODE", help="académie (rennes)")
    made = _command(commands, "demo", "crée un coffre de démonstration et ses PDF")
    made.add_argument("--contracts", type=_positive, default=14, metavar="N", help="marchés")
    made.add_argument("--seed", type=int, default=2026, metavar="S", help="graine du hasard")
    _command(commands, "info", "dit ce que contient un coffre")
    _command(commands, "check", "contrôle la base et les sauvegardes")
    _command(commands, "backup", "fait une sauvegarde")
    made = _command(commands, "restore", "remet une sauvegarde en place", vault=False)
    made.add_argument("file", type=Path, metavar="SAUVEGARDE", help="dossier de la sauvegarde")
    made.add_argument("vault_dir", type=Path, metavar="DOSSIER", help="dossier du coffre")


def _add_data_commands(commands: _Commands) -> None:  # type: ignore[type-arg]
    kinds = ("contracts", "pathways", "events", "beneficiaries")
    made = _command(commands, "list", "liste des enregistrements", vault=False)
    made.add_argument("kind", choices=kinds, metavar="|".join(kinds), help="ce qui est listé")
    made.add_argument("vault_dir", type=Path, metavar="DOSSIER", help="dossier du coffre")
    made.add_argument("--search", default="", metavar="TEXTE", help="mots cherchés")
    made.add_argument("--limit", type=_positive, default=100, metavar="N", help="lignes au plus")
    made = _command(commands, "import", "reprend des fichiers DECP, PDF ou cartes de contact")
    made.add_argument("files", type=Path, nargs="+", metavar="FICHIER", help="fichiers")
    kinds = ("pathway", "contract", "card", "synthesis")
    made = _command(commands, "export", "écrit un PDF signé")
    made.add_argument("kind", choices=kinds, metavar="|".join(kinds), help="document")
    made.add_argument("reference", nargs="?", default="", metavar="REF", help="référence")
    made.add_argument("--out", type=Path, required=True, metavar="FICHIER", help="PDF à écrire")
    made.add_argument(
        "--to", type=Path, nargs="+", default=[], metavar="CARTE", help="cartes des destinataires"
    )
    made.add_argument("--names", action="store_true", help="noms entiers sur les pages")
    made = _command(commands, "verify", "contrôle la signature d’un PDF", vault=False)
    made.add_argument("file", type=Path, metavar="FICHIER", help="PDF à contrôler")
    made.add_argument("--vault", type=Path, metavar="DOSSIER", help="coffre qui connaît les cartes")
    made = _command(commands, "synthesis", "compte par année scolaire et par issue")
    made.add_argument("--year", default="", metavar="2012-2013", help="une seule année")


def _add_key_commands(commands: _Commands) -> None:  # type: ignore[type-arg]
    for name, text in (
        ("passwd", "change la phrase de passe"),
        ("recover", "change la phrase de passe avec le code de secours"),
    ):
        made = _command(commands, name, text)
        made.add_argument(
            "--new-passphrase-file", type=Path, metavar="FICHIER", help="nouvelle phrase de passe"
        )
        if name == "recover":
            made.add_argument(
                "--recovery-code-file", type=Path, metavar="FICHIER", help="code de secours"
            )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
