"""The arguments of every command, and their help, in French throughout.

argparse speaks English: its headings are replaced through its public means (groups with titles
of their own, a formatter), and its errors by one sentence.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from csf_desktop import __version__
from csf_desktop.cli_choice import HELP_OPTIONS
from csf_desktop.errors import UsageError

PROGRAM = "csf-desktop"

LIST_KINDS = {
    "contracts": "marchés",
    "pathways": "parcours",
    "events": "suivi",
    "beneficiaries": "jeunes",
}
EXPORT_KINDS = {
    "pathway": "fiche de suivi d’un parcours",
    "contract": "fiche d’un marché",
    "form": "fiche de recensement pour un acheteur",
    "card": "votre carte de contact",
    "synthesis": "synthèse par année scolaire",
    "guide": "guide de l’acheteur, d’un marché ou en général",
    "clause": "clause à insérer, en .docx, .pdf ou .txt",
    "company-sheet": "«\u00a0L’entreprise et la clause\u00a0» d’un marché",
    "company": "fiche de passation d’une entreprise",
    "young-people": "«\u00a0Qui sont les jeunes\u00a0?\u00a0»",
}


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Writes « Usage » as French does."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Usage\u00a0: " if prefix is None else prefix)


class CommandParser(argparse.ArgumentParser):
    """A parser with French headings, which raises ``UsageError`` instead of ending the program."""

    def __init__(self, prog: str, description: str, examples: Sequence[str] = ()) -> None:
        lines = "\n".join(f"  {PROGRAM} {example}" for example in examples)
        super().__init__(
            prog=prog,
            description=description,
            epilog=f"Exemples\u00a0:\n{lines}" if examples else None,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        # argparse adds the colon: the no-break space before it is part of the title.
        self.arguments = self.add_argument_group("Arguments\u00a0")
        self.options = self.add_argument_group("Options\u00a0")
        self.options.add_argument(*HELP_OPTIONS, action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        """Say in French what argparse says in English; never returns."""
        raise UsageError(
            f"La commande est incomplète ou mal écrite\u00a0: voyez {self.prog} --help."
        )

    def parse(self, words: Sequence[str]) -> argparse.Namespace:
        """Return the arguments, options and positions in any order; raise ``UsageError``."""
        parsed, unknown = self.parse_known_intermixed_args(list(words))
        if unknown:
            option = unknown[0].partition("=")[0]  # what follows may be a secret
            what = (
                f"L’option «\u00a0{option}\u00a0» n’existe pas ici"
                if option.startswith("-")
                else "Il y a un argument de trop"
            )
            raise UsageError(f"{what}\u00a0: voyez {self.prog} --help.")
        return parsed

    def add_vault(self) -> None:
        """Add the folder of the vault."""
        self.arguments.add_argument(
            "vault_dir", type=Path, metavar="DOSSIER", help="dossier du coffre"
        )

    def add_passphrase_file(self) -> None:
        """Add the file that holds the passphrase."""
        self.options.add_argument(
            "--passphrase-file",
            type=Path,
            metavar="FICHIER",
            help="lit la phrase de passe sur la première ligne de ce fichier (sinon celui que "
            "nomme CSF_PASSPHRASE_FILE, sinon le terminal)",
        )

    def add_json(self) -> None:
        """Add the choice of JSON."""
        self.options.add_argument("--json", action="store_true", help="répond en JSON")


@dataclass(frozen=True)
class _Command:
    """A command: one line about it, what it takes, examples of its use."""

    summary: str
    fill: Callable[[CommandParser], None]
    examples: tuple[str, ...]
    has_json: bool = True


def parser_of(command: str) -> CommandParser:
    """Return the parser of one command of ``COMMANDS``."""
    found = COMMANDS[command]
    summary = f"{found.summary[0].upper()}{found.summary[1:]}."
    parser = CommandParser(f"{PROGRAM} {command}", summary, found.examples)
    found.fill(parser)
    parser.add_passphrase_file()
    if found.has_json:
        parser.add_json()
    return parser


def program_help() -> str:
    """Return the help of the program: the window's options, then the commands."""
    width = max(len(name) for name in COMMANDS)
    lines = (f"  {name:{width}}  {found.summary}" for name, found in COMMANDS.items())
    return "\n".join(
        (
            f"Usage\u00a0: {PROGRAM} [--vault DOSSIER] [--demo]",
            f"        {PROGRAM} COMMANDE …",
            "",
            "Suivi hors ligne de la clause sociale de formation. Sans commande, ouvre la fenêtre.",
            "",
            "Options\u00a0:",
            "  --vault DOSSIER  ouvre ce coffre",
            "  --demo           ouvre un coffre de démonstration, aux données inventées",
            "  -h, --help       affiche cette aide",
            "  --version        affiche le numéro de version",
            "",
            "Commandes\u00a0:",
            *lines,
            "",
            f"L’aide de chacune\u00a0: {PROGRAM} COMMANDE --help.",
            "La phrase de passe est demandée au terminal, ou lue sur la première ligne du fichier",
            "que donnent --passphrase-file ou la variable CSF_PASSPHRASE_FILE.",
            "Codes de sortie\u00a0: 0 fait, 1 échec ou fichier refusé, 2 commande mal écrite,",
            "3 signataire inconnu, 4 mauvaise phrase de passe, 5 coffre ouvert ailleurs.",
        )
    )


def version_line() -> str:
    """Return what ``--version`` prints."""
    return f"CSF Desktop {__version__}"


def _init(parser: CommandParser) -> None:
    parser.add_vault()
    parser.options.add_argument(
        "--name", default="Tuteur pilote", metavar="NOM", help="nom de la tutrice ou du tuteur"
    )
    parser.options.add_argument(
        "--academie", default="", metavar="ACADÉMIE", help="académie, par exemple rennes"
    )


def _demo(parser: CommandParser) -> None:
    parser.add_vault()
    parser.options.add_argument(
        "--contracts", type=_positive, default=14, metavar="N", help="nombre de marchés (14)"
    )
    parser.options.add_argument(
        "--seed",
        type=_number,
        default=2026,
        metavar="S",
        help="graine du hasard (2026)\u00a0: la même donne les mêmes données",
    )


def _vault_only(parser: CommandParser) -> None:
    parser.add_vault()


def _list(parser: CommandParser) -> None:
    _add_choice(parser, "LISTE", LIST_KINDS)
    parser.add_vault()
    parser.options.add_argument(
        "--search", default="", metavar="TEXTE", help="mots cherchés, comme dans la fenêtre"
    )
    parser.options.add_argument(
        "--limit", type=_positive, default=100, metavar="N", help="nombre de lignes au plus (100)"
    )


def _import(parser: CommandParser) -> None:
    parser.add_vault()
    parser.arguments.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FICHIER",
        help="fichier DECP, PDF signé, carte de contact ou fiche de recensement remplie",
    )


def _export(parser: CommandParser) -> None:
    parser.add_vault()
    _add_choice(parser, "DOCUMENT", EXPORT_KINDS)
    parser.arguments.add_argument(
        "reference",
        nargs="?",
        default="",
        metavar="RÉFÉRENCE",
        help="référence du parcours ou du marché\u00a0; SIRET ou nom de l’entreprise\u00a0; "
        "année de la synthèse, sinon toutes\u00a0; form, guide, clause, young-people s’en passent",
    )
    parser.options.add_argument(
        "--out", type=Path, required=True, metavar="FICHIER", help="fichier à écrire"
    )
    parser.options.add_argument(
        "--to",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="CARTE",
        help="cartes de contact de celles et ceux pour qui les données sont scellées",
    )
    parser.options.add_argument(
        "--names", action="store_true", help="écrit les noms entiers plutôt que les initiales"
    )


def _verify(parser: CommandParser) -> None:
    parser.arguments.add_argument("file", type=Path, metavar="FICHIER", help="PDF à contrôler")
    parser.options.add_argument(
        "--vault",
        dest="vault_dir",
        type=Path,
        metavar="DOSSIER",
        help="coffre dont les cartes de contact disent qui est connu",
    )


def _synthesis(parser: CommandParser) -> None:
    parser.add_vault()
    parser.options.add_argument(
        "--year", default="", metavar="ANNÉE", help="une seule année scolaire, comme 2012-2013"
    )


def _restore(parser: CommandParser) -> None:
    parser.arguments.add_argument(
        "file", type=Path, metavar="SAUVEGARDE", help="dossier de la sauvegarde, dans backups"
    )
    parser.add_vault()


def _passwd(parser: CommandParser) -> None:
    parser.add_vault()
    _add_new_passphrase_file(parser, "sinon le terminal")


def _recover(parser: CommandParser) -> None:
    parser.add_vault()
    _add_new_passphrase_file(parser, "sinon celui de --passphrase-file")
    parser.options.add_argument(
        "--recovery-code-file",
        type=Path,
        metavar="FICHIER",
        help="lit le code de secours sur la première ligne de ce fichier",
    )


def _add_new_passphrase_file(parser: CommandParser, otherwise: str) -> None:
    parser.options.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar="FICHIER",
        help=f"lit la nouvelle phrase de passe sur la première ligne de ce fichier ({otherwise})",
    )


def _add_choice(parser: CommandParser, metavar: str, choices: dict[str, str]) -> None:
    """Add ``kind``, one of ``choices``, each told by its label."""

    def chosen(word: str) -> str:
        if word in choices:
            return word
        raise UsageError(
            f"«\u00a0{word}\u00a0» n’est pas prévu ici\u00a0: choisissez {_either(choices)}."
        )

    told = ", ".join(f"{code} ({name})" for code, name in choices.items())
    parser.arguments.add_argument("kind", type=chosen, metavar=metavar, help=told)


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} ou {last}"


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise UsageError(f"«\u00a0{text}\u00a0» n’est pas un nombre entier.") from None


_MOST = 1_000_000_000


def _positive(text: str) -> int:
    number = _number(text)
    if number < 1:
        raise UsageError(f"«\u00a0{text}\u00a0» est trop petit\u00a0: indiquez 1 ou plus.")
    if number > _MOST:
        raise UsageError(f"Ce nombre est trop grand\u00a0: indiquez {_MOST} ou moins.")
    return number


COMMANDS: dict[str, _Command] = {
    "init": _Command(
        "crée un coffre et affiche son code de secours",
        _init,
        ('init coffre --name "Claire Essai" --academie rennes',),
    ),
    "demo": _Command(
        "crée un coffre de démonstration et ses PDF",
        _demo,
        ("demo essai", "demo essai --contracts 200 --seed 7"),
    ),
    "info": _Command("dit ce que contient un coffre", _vault_only, ("info coffre --json",)),
    "list": _Command(
        "liste les marchés, les parcours, le suivi ou les jeunes",
        _list,
        ('list pathways coffre --search "peintre rennes"', "list contracts coffre --json"),
    ),
    "import": _Command(
        "reprend des fichiers DECP, des PDF signés, des cartes et des fiches de recensement",
        _import,
        ("import coffre marches.json", "import coffre carte-de-claire.pdf P-2026-014-02.pdf"),
    ),
    "export": _Command(
        "écrit un PDF signé, avec les données scellées pour ses destinataires",
        _export,
        (
            "export coffre card --out ma-carte.pdf",
            "export coffre pathway P-2026-014-02 --out fiche.pdf --to carte-de-claire.pdf",
            "export coffre form M-2026-014 --out fiche-a-remplir.pdf",
            "export coffre synthesis 2012-2013 --out synthese.pdf",
            "export coffre clause M-2026-014 --out clause.docx",
        ),
    ),
    "verify": _Command(
        "contrôle la signature d’un PDF",
        _verify,
        ("verify fiche.pdf", "verify fiche.pdf --vault coffre --json"),
    ),
    "synthesis": _Command(
        "compte les parcours par année scolaire et par issue",
        _synthesis,
        ("synthesis coffre", "synthesis coffre --year 2012-2013 --json"),
    ),
    "check": _Command(
        "contrôle la base et les sauvegardes d’un coffre", _vault_only, ("check coffre",)
    ),
    "backup": _Command("fait une sauvegarde", _vault_only, ("backup coffre",)),
    "restore": _Command(
        "remet une sauvegarde en place",
        _restore,
        ("restore coffre/backups/20261124T221331948672Z-manual coffre",),
    ),
    "passwd": _Command("change la phrase de passe", _passwd, ("passwd coffre",), has_json=False),
    "recover": _Command(
        "change la phrase de passe avec le code de secours",
        _recover,
        ("recover coffre",),
        has_json=False,
    ),
}
