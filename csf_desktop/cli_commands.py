"""The commands about a vault: each takes the parsed arguments and returns an exit code.

Their shape, exit codes and JSON keys are a contract (docs/data-format.md): IT staff and tests run
them. Files that come in and go out are in ``cli_files.py``, lists in ``cli_lists.py``.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime

from csf_desktop import cli_files, cli_lists
from csf_desktop.cli_output import counted, print_json, print_lines
from csf_desktop.cli_secrets import (
    ask_first_passphrase,
    ask_new_passphrase,
    ask_passphrase,
    ask_passphrase_after_recovery,
    ask_recovery_code,
)
from csf_desktop.cli_vault import reading
from csf_desktop.errors import NotFoundError, UsageError
from csf_desktop.labels import KINDS
from csf_desktop.reference.academies import academie
from csf_desktop.reference.tables import fold
from csf_desktop.services import vaults
from csf_desktop.services.demo import PASSPHRASE as DEMO_PASSPHRASE
from csf_desktop.services.demo import make_demo
from csf_desktop.services.maintenance import VaultInfo, vault_info
from csf_desktop.services.profile import Profile
from csf_desktop.services.synthesis import YearSynthesis, get_synthesis


def init(arguments: Namespace) -> int:
    """Make a vault and print its recovery code, which is shown this once."""
    profile = Profile(arguments.name, _academie_code(arguments.academie))
    passphrase = ask_first_passphrase(arguments.passphrase_file)
    made = vaults.create_vault(arguments.vault_dir, passphrase, profile)
    made.vault.close()
    if arguments.json:
        print_json(
            {
                "vault": arguments.vault_dir,
                "recovery_code": made.recovery_code,
                "fingerprint_words": made.fingerprint_words,
            }
        )
    else:
        print_lines(
            (
                f"Coffre créé\u00a0: {arguments.vault_dir}",
                f"Code de secours, à noter hors de l’ordinateur\u00a0: {made.recovery_code}",
                f"Empreinte de votre signature\u00a0: {made.fingerprint_words}",
            )
        )
    return 0


def _academie_code(typed: str) -> str:
    """Return the code of an académie given by its code or its name; empty stays empty."""
    code = fold(typed).strip().replace(" ", "-")
    if code and academie(code) is None:
        raise UsageError(
            f"«\u00a0{typed}\u00a0» n’est pas une académie\u00a0: écrivez par exemple rennes ou "
            "aix-marseille."
        )
    return code


def demo(arguments: Namespace) -> int:
    """Make a demonstration vault and its PDFs."""
    today = datetime.now().astimezone().date()
    made = make_demo(
        arguments.vault_dir,
        today,
        contracts=arguments.contracts,
        seed=arguments.seed,
        progress=_progress(),
    )
    made.vault.close()
    if arguments.json:
        print_json(
            {
                "vault": arguments.vault_dir,
                "passphrase": DEMO_PASSPHRASE,
                "recovery_code": made.recovery_code,
                "files": made.files,
            }
        )
    else:
        print_lines(
            (
                f"Coffre de démonstration\u00a0: {arguments.vault_dir}",
                f"Phrase de passe\u00a0: {DEMO_PASSPHRASE}",
                f"Code de secours\u00a0: {made.recovery_code}",
                *map(str, made.files),
            )
        )
    return 0


def _progress() -> Callable[[int, int], None] | None:
    """Return what shows progress on a terminal; elsewhere it would only be noise."""
    stream = sys.stderr
    if stream is None or not stream.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done == total else ""
        print(f"\rMarchés\u00a0: {done} sur {total}", end=end, file=stream, flush=True)

    return show


def info(arguments: Namespace) -> int:
    """Print what a vault holds."""
    with reading(arguments) as vault:
        found = vault_info(vault)
    if arguments.json:
        print_json(found)
    else:
        print_lines(_info_lines(found))
    return 0


def _info_lines(found: VaultInfo) -> list[str]:
    last = f"{found.last_backup.astimezone():%d/%m/%Y %H:%M}" if found.last_backup else "aucune"
    kept = {KINDS.get(kind, kind): count for kind, count in found.counts.items() if count}
    return [
        *(["Données de démonstration, inventées"] if found.is_demo else []),
        f"Format {found.format_version}, schéma {found.schema_revision}, coffre du "
        f"{found.created_at.astimezone():%d/%m/%Y}",
        f"Sauvegardes\u00a0: {found.backups}, dernière\u00a0: {last}",
        f"Collègues connus\u00a0: {found.colleagues}",
        f"Conflits à régler\u00a0: {found.open_conflicts}",
        *(f"  {name}\u00a0: {count}" for name, count in kept.items()),
    ]


def synthesis(arguments: Namespace) -> int:
    """Print the counts per school year and outcome."""
    with reading(arguments) as vault:
        try:
            years = get_synthesis(vault, arguments.year)
        except NotFoundError:
            raise UsageError(cli_files.no_such_year(arguments.year)) from None
    if arguments.json:
        print_json({"years": years})
    else:
        print_lines(line for year in years for line in _year_lines(year))
    return 0


def _year_lines(year: YearSynthesis) -> list[str]:
    people, clauses = counted(year.young_people, "jeune"), counted(year.clauses, "clause")
    return [
        f"{year.school_year}\u00a0: {people}, {clauses}",
        *(f"  {total.label}\u00a0: {total.count}" for total in (*year.outcomes, *year.benefits)),
    ]


def check(arguments: Namespace) -> int:
    """Check the database and its backups; damage is exit 1."""
    passphrase = ask_passphrase(arguments.passphrase_file)
    found = vaults.check_vault(arguments.vault_dir, passphrase)
    checked = [(item.backup.path.name, item.is_sound) for item in found.backups]
    if arguments.json:
        print_json(
            {
                "is_sound": found.is_sound,
                "database": found.is_database_sound,
                "backups": [{"name": name, "is_sound": is_sound} for name, is_sound in checked],
            }
        )
    else:
        told = [("Base", found.is_database_sound), *checked]
        print_lines(
            f"{name}\u00a0: {'intacte' if is_sound else 'abîmée'}" for name, is_sound in told
        )
    return 0 if found.is_sound else 1


def backup(arguments: Namespace) -> int:
    """Take a backup now."""
    with reading(arguments) as vault:
        made = vaults.back_up(vault)
    if arguments.json:
        print_json({"backup": made})
    else:
        print_lines((f"Sauvegarde faite\u00a0: {made}",))
    return 0


def restore(arguments: Namespace) -> int:
    """Put a backup in the place of a vault."""
    passphrase = ask_passphrase(arguments.passphrase_file)
    kept = vaults.restore_vault(arguments.file, arguments.vault_dir, passphrase)
    if arguments.json:
        print_json({"vault": arguments.vault_dir, "replaced": kept})
    else:
        print_lines((f"Sauvegarde remise en place\u00a0: {arguments.vault_dir}",))
        if kept is not None:
            print_lines((f"Fichiers remplacés, gardés dans {kept}",))
    return 0


def passwd(arguments: Namespace) -> int:
    """Change the passphrase of a vault."""
    old = ask_passphrase(arguments.passphrase_file)
    new = ask_new_passphrase(arguments.new_passphrase_file)
    vaults.change_passphrase(arguments.vault_dir, old, new)
    print_lines(("La phrase de passe est changée.",))
    return 0


def recover(arguments: Namespace) -> int:
    """Give a vault a new passphrase by its recovery code."""
    code = ask_recovery_code(arguments.recovery_code_file)
    new = ask_passphrase_after_recovery(arguments.new_passphrase_file, arguments.passphrase_file)
    vaults.recover_vault(arguments.vault_dir, code, new).close()
    print_lines(("La phrase de passe est changée.",))
    return 0


RUN: dict[str, Callable[[Namespace], int]] = {
    "init": init,
    "demo": demo,
    "info": info,
    "list": cli_lists.list_rows,
    "import": cli_files.import_files,
    "export": cli_files.export,
    "verify": cli_files.verify,
    "synthesis": synthesis,
    "check": check,
    "backup": backup,
    "restore": restore,
    "passwd": passwd,
    "recover": recover,
}
"""What each command of ``cli_parser.COMMANDS`` runs."""
