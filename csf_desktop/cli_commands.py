"""The commands of ``csf-desktop``: each takes the parsed arguments and returns an exit code.

Their shape and exit codes are a contract (docs/data-format.md): IT staff and tests run them.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from csf_desktop.cli_output import print_error, print_json, print_lines
from csf_desktop.cli_secrets import (
    ask_first_passphrase,
    ask_new_passphrase,
    ask_passphrase,
    ask_recovery_code,
)
from csf_desktop.errors import CsfError, StorageError, UsageError
from csf_desktop.services import documents, identities, imports, vaults, verification
from csf_desktop.services.beneficiaries import suggest_beneficiaries
from csf_desktop.services.contract_list import contract_page, open_contracts
from csf_desktop.services.demo import make_demo
from csf_desktop.services.event_list import list_events
from csf_desktop.services.maintenance import vault_info
from csf_desktop.services.pathway_list import open_pathways, pathway_page
from csf_desktop.services.profile import Profile
from csf_desktop.services.reports import ImportReport, Refusal
from csf_desktop.services.rows import ListQuery
from csf_desktop.services.synthesis import YearSynthesis, get_synthesis
from csf_desktop.storage.vault import Vault

VERIFY_EXITS = {"valid": 0, "unknown_signer": 3, "modified": 1, "unsigned": 1, "unreadable": 2}


def _today() -> date:
    return datetime.now().astimezone().date()


@contextmanager
def opened(arguments: Namespace) -> Iterator[Vault]:
    """Give the vault that a command names; a backup is taken at the end if it changed."""
    vault = vaults.open_vault(arguments.vault_dir, ask_passphrase(arguments.passphrase_file))
    try:
        yield vault
    except BaseException:
        vault.close()
        raise
    vaults.close_vault(vault)


def init(arguments: Namespace) -> int:
    """Make a vault and print its recovery code."""
    passphrase = ask_first_passphrase(arguments.passphrase_file)
    profile = Profile(arguments.name, arguments.academie)
    made = vaults.create_vault(arguments.vault_dir, passphrase, profile)
    made.vault.close()
    if arguments.json:
        print_json(
            {"recovery_code": made.recovery_code, "fingerprint_words": made.fingerprint_words}
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


def demo(arguments: Namespace) -> int:
    """Make a demonstration vault and its PDFs."""
    made = make_demo(
        arguments.vault_dir, _today(), contracts=arguments.contracts, seed=arguments.seed
    )
    made.vault.close()
    print_lines((f"Coffre de démonstration\u00a0: {arguments.vault_dir}", *map(str, made.files)))
    return 0


def info(arguments: Namespace) -> int:
    """Print what a vault holds."""
    with opened(arguments) as vault:
        found = vault_info(vault)
    if arguments.json:
        print_json(found)
    else:
        last = found.last_backup.isoformat() if found.last_backup else "aucune"
        print_lines(
            (
                f"Format {found.format_version}, schéma {found.schema_revision}",
                f"Dernière sauvegarde\u00a0: {last}",
                *(f"{kind}\u00a0: {count}" for kind, count in found.counts.items()),
            )
        )
    return 0


def list_rows(arguments: Namespace) -> int:
    """Print the rows of a list, searched as in the window."""
    query = ListQuery(_today(), search=arguments.search)
    limit: int = arguments.limit
    with opened(arguments) as vault:
        total, rows = _LISTS[arguments.kind](vault, query, limit)
    if arguments.json:
        print_json({"kind": arguments.kind, "total": total, "rows": rows})
    else:
        print_lines("\t".join(_cells(row)) for row in rows)
    return 0


def _cells(row: Any) -> list[str]:  # noqa: ANN401 - the rows of any list
    names = ("reference", "given_name", "family_name", "object", "title", "company", "status")
    found = (getattr(row, name, "") for name in names)
    return [str(value) for value in found if value] or [str(row.id)]


def _pages(
    open_list: Callable[..., Any], page: Callable[..., Any], vault: Vault, query: ListQuery,
    limit: int,
) -> tuple[int, Any]:  # fmt: skip
    return open_list(vault, query).count, page(vault, 0, limit, query=query)


def _people(vault: Vault, query: ListQuery, limit: int) -> tuple[int, Any]:
    rows = suggest_beneficiaries(vault, query.search, limit)
    return len(rows), rows


_LISTS: dict[str, Callable[[Vault, ListQuery, int], tuple[int, Any]]] = {
    "contracts": partial(_pages, open_contracts, contract_page),
    "pathways": partial(_pages, open_pathways, pathway_page),
    "events": lambda vault, query, limit: list_events(vault, query.search, limit),
    "beneficiaries": _people,
}
LIST_KINDS = tuple(_LISTS)


def import_files(arguments: Namespace) -> int:
    """Take in files one after the other; a refused one does not stop the others."""
    with opened(arguments) as vault:
        reports = [_import_one(vault, path) for path in arguments.files]
    if arguments.json:
        print_json(
            {
                "files": [_report_json(report, error) for report, error in reports],
                **_totals([report for report, _ in reports]),
            }
        )
    else:
        for report, error in reports:
            print_lines(_report_lines(report, error))
    return int(any(error for _, error in reports))


def _import_one(vault: Vault, path: Path) -> tuple[ImportReport, str]:
    try:
        kind = imports.kind_of(path)
        is_trusted = kind == "card" and _confirm_card(path)
        return imports.import_file(vault, path, trust_cards=is_trusted), ""
    except StorageError:
        raise  # a full disk is no fault of the file
    except CsfError as error:
        print_error(f"{path.name}\u00a0: {error}")
        return ImportReport(path.name, "", refused=(Refusal("", str(error)),)), str(error)


def _confirm_card(path: Path) -> bool:
    """Show the words of a card; naming the file on the command line is trusting it.

    At a terminal the person is asked whether the words were compared.
    """
    card = identities.read_card(path)
    print_error(f"Carte de {card.name}, mots à comparer avec cette personne\u00a0: {card.words}")
    if sys.stdin is None or not sys.stdin.isatty():
        return True
    return input("Les mots sont-ils les mêmes\u00a0? (oui/non) ").strip().lower() in ("o", "oui")


def _report_json(report: ImportReport, error: str) -> dict[str, Any]:
    return {
        "file": report.name,
        "kind": report.kind,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "left_out": report.left_out,
        "conflicts": report.conflicts,
        "refused": report.refused,
        "warnings": report.warnings,
        "error": error or None,
    }


def _totals(reports: list[ImportReport]) -> dict[str, int]:
    return {
        "created": sum(report.created for report in reports),
        "updated": sum(report.updated for report in reports),
        "unchanged": sum(report.unchanged for report in reports),
        "left_out": sum(report.left_out for report in reports),
        "conflicts": sum(len(report.conflicts) for report in reports),
        "refused": sum(len(report.refused) for report in reports),
    }


def _report_lines(report: ImportReport, error: str) -> list[str]:
    if error:
        return []  # told on standard error
    counts = (
        f"{report.name}\u00a0: {report.created} créés, {report.updated} mis à jour, "
        f"{report.unchanged} inchangés, {report.left_out} sans clause sociale, "
        f"{len(report.conflicts)} en conflit, {len(report.refused)} refusés"
    )
    refused = [f"  refusé {item.reference}\u00a0: {item.reason}" for item in report.refused]
    conflicts = [
        f"  conflit {item.reference}, {item.field}\u00a0: ici «\u00a0{item.here}\u00a0», "
        f"là-bas «\u00a0{item.there}\u00a0»"
        for item in report.conflicts
    ]
    return [counts, *refused, *conflicts, *(f"  {sentence}" for sentence in report.warnings)]


def export(arguments: Namespace) -> int:
    """Write one signed PDF, with its data sealed when recipients are named."""
    if arguments.kind in ("pathway", "contract") and not arguments.reference:
        raise UsageError("Indiquez la référence à exporter, par exemple P-2026-001-01.")
    cards = [identities.read_card(path) for path in arguments.to]
    recipients = tuple(documents.Recipient(card.name, card.certificate_der) for card in cards)
    with opened(arguments) as vault:
        document = _EXPORTS[arguments.kind](vault, arguments, recipients)
        documents.save_document(arguments.out, document)
    if arguments.json:
        print_json(
            {"file": str(arguments.out), "number": document.number, "sha256": document.sha256}
        )
    else:
        print_lines((f"{arguments.out}\u00a0: {document.number}, signé",))
    return 0


Recipients = tuple[documents.Recipient, ...]

_EXPORTS: dict[str, Callable[[Vault, Namespace, Recipients], documents.IssuedDocument]] = {
    "pathway": lambda vault, arguments, to: documents.issue_pathway_sheet(
        vault, arguments.reference, recipients=to, show_names=arguments.names
    ),
    "contract": lambda vault, arguments, to: documents.issue_contract_sheet(
        vault, arguments.reference, recipients=to, show_names=arguments.names
    ),
    "card": lambda vault, _arguments, _to: documents.issue_card(vault),
    "synthesis": lambda vault, arguments, _to: documents.issue_synthesis(
        vault, year=arguments.reference or ""
    ),
}
EXPORT_KINDS = tuple(_EXPORTS)


def verify(arguments: Namespace) -> int:
    """Say whether a PDF is intact and whose it is."""
    if arguments.vault is None:
        found = verification.verify_file(None, arguments.file)
    else:
        arguments.vault_dir = arguments.vault
        with opened(arguments) as vault:
            found = verification.verify_file(vault, arguments.file)
    if arguments.json:
        print_json(found)
    else:
        print_lines((found.reason, *([f"{found.signer} · {found.words}"] if found.signer else [])))
    return VERIFY_EXITS[found.status]


def synthesis(arguments: Namespace) -> int:
    """Print the counts per school year and outcome."""
    with opened(arguments) as vault:
        years = get_synthesis(vault, arguments.year)
    if arguments.json:
        print_json({"years": years})
    else:
        for year in years:
            print_lines(_year_lines(year))
    return 0


def _year_lines(year: YearSynthesis) -> list[str]:
    head = f"{year.school_year}\u00a0: {year.young_people} jeunes, {year.clauses} clauses"
    return [head, *(f"  {total.count} {total.label}" for total in year.outcomes)]


def check(arguments: Namespace) -> int:
    """Check the database and its backups."""
    passphrase = ask_passphrase(arguments.passphrase_file)
    found = vaults.check_vault(arguments.vault_dir, passphrase)
    if arguments.json:
        print_json(
            {
                "is_sound": found.is_sound,
                "database": found.is_database_sound,
                "backups": [
                    {"name": item.backup.path.name, "is_sound": item.is_sound}
                    for item in found.backups
                ],
            }
        )
    else:
        lines = [f"Base\u00a0: {_word(found.is_database_sound)}"]
        lines += [
            f"{item.backup.path.name}\u00a0: {_word(item.is_sound)}" for item in found.backups
        ]
        print_lines(lines)
    return 0 if found.is_sound else 1


def _word(is_sound: bool) -> str:
    return "intacte" if is_sound else "abîmée"


def backup(arguments: Namespace) -> int:
    """Take a backup now."""
    vault = vaults.open_vault(arguments.vault_dir, ask_passphrase(arguments.passphrase_file))
    try:
        made = vaults.back_up(vault)
    finally:
        vault.close()
    print_lines((str(made),))
    return 0


def restore(arguments: Namespace) -> int:
    """Put a backup in the place of a vault."""
    passphrase = ask_passphrase(arguments.passphrase_file)
    kept = vaults.restore_vault(arguments.file, arguments.vault_dir, passphrase)
    print_lines((f"Sauvegarde remise en place\u00a0: {arguments.vault_dir}",))
    if kept is not None:
        print_lines((f"Les fichiers remplacés sont gardés dans {kept}",))
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
    new = ask_new_passphrase(arguments.new_passphrase_file, arguments.passphrase_file)
    vaults.recover_vault(arguments.vault_dir, code, new).close()
    print_lines(("La phrase de passe est changée.",))
    return 0
