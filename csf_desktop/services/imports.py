"""Takes in whatever file a person drops: what it is comes from its content, not from its name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Literal

from csf_desktop.errors import (
    FileTooLargeError,
    NoExchangeDataError,
    UnreadableFileError,
    UnsignedFileError,
)
from csf_desktop.exchange.buyer_form import has_form_fields, looks_like_form
from csf_desktop.exchange.contact_card import read_card_pdf
from csf_desktop.exchange.sniff import looks_like
from csf_desktop.services.buyer_form import import_form
from csf_desktop.services.decp_import import Progress, import_decp
from csf_desktop.services.exchange_import import import_exchange
from csf_desktop.services.files import read_pdf
from csf_desktop.services.identities import add_colleague
from csf_desktop.services.reports import ImportReport
from csf_desktop.services.table_import import import_table
from csf_desktop.storage.clock import utc_now
from csf_desktop.storage.vault import Vault

FileKind = Literal["decp", "card", "exchange", "form", "table"]

TABLE_NAMES = {".csv", ".tsv", ".xls", ".xlsx", ".ods"}
"""Endings of what was meant as a table: its reader says what is wrong with it."""


def kind_of(path: Path) -> FileKind:
    """Return what a file is; raise ``UnreadableFileError`` for what the program does not read.

    A signed PDF that is not a card is called an exchange file: its own reader says what it lacks.
    """
    found = looks_like(path)
    if found in ("decp-json", "decp-xml"):
        return "decp"
    if found in ("csv", "xlsx") or (found == "unknown" and path.suffix.lower() in TABLE_NAMES):
        return "table"
    if found != "pdf":
        raise UnreadableFileError(
            name=path.name,
            reason="ce n’est ni un fichier DECP, ni un tableau, ni un PDF de CSF Desktop",
        )
    return _kind_of_pdf(read_pdf(path), path.name)


def _kind_of_pdf(pdf: bytes, name: str) -> FileKind:
    """Return what a PDF is; a form whose fields are gone is one still: its reader says so."""
    if _holds(has_form_fields, pdf, name):
        return "form"
    try:
        read_card_pdf(pdf, name=name)
    except NoExchangeDataError:
        return "exchange"
    except (UnsignedFileError, UnreadableFileError):
        if _holds(looks_like_form, pdf, name):
            return "form"
        raise
    return "card"


def _holds(question: Callable[[bytes, str], bool], pdf: bytes, name: str) -> bool:
    """Ask about a form; no for a file so damaged that the checks of signatures say it better."""
    try:
        return question(pdf, name)
    except (UnreadableFileError, FileTooLargeError):
        return False


def import_file(
    vault: Vault,
    path: Path,
    *,
    trust_cards: bool = False,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Take in one file in one transaction; raise a ``CsfError`` about the whole file.

    ``trust_cards`` says that the person compared the words of a contact card.
    """
    moment = now or utc_now()
    kind = kind_of(path)
    if kind == "decp":
        return import_decp(vault, path, moment.astimezone().date(), progress=progress)
    if kind == "exchange":
        return import_exchange(vault, path, moment)
    if kind == "table":
        today = moment.astimezone().date()
        return import_table(vault, path, None, today, progress=progress)
    if kind == "form":
        return import_form(vault, path, now=moment)
    card = read_card_pdf(read_pdf(path), name=path.name)
    is_new = add_colleague(vault, card, is_trusted=trust_cards, now=moment)
    return ImportReport(name=path.name, kind="card", created=int(is_new), unchanged=int(not is_new))
