"""Takes in whatever file a person drops: what it is comes from its content, not from its name."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

from csf_desktop.errors import NoExchangeDataError, UnreadableFileError
from csf_desktop.exchange.contact_card import read_card_pdf
from csf_desktop.exchange.sniff import looks_like
from csf_desktop.services.decp_import import Progress, import_decp
from csf_desktop.services.exchange_import import import_exchange
from csf_desktop.services.files import read_pdf
from csf_desktop.services.identities import add_colleague
from csf_desktop.services.reports import ImportReport
from csf_desktop.storage.clock import utc_now
from csf_desktop.storage.vault import Vault

FileKind = Literal["decp", "card", "exchange"]


def kind_of(path: Path) -> FileKind:
    """Return what a file is; raise ``UnreadableFileError`` for what the program does not read.

    A signed PDF that is not a card is called an exchange file: its own reader says what it lacks.
    """
    found = looks_like(path)
    if found in ("decp-json", "decp-xml"):
        return "decp"
    if found != "pdf":
        raise UnreadableFileError(
            name=path.name, reason="ce n’est ni un fichier DECP, ni un PDF de CSF Desktop"
        )
    try:
        read_card_pdf(read_pdf(path), name=path.name)
    except NoExchangeDataError:
        return "exchange"
    return "card"


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
    card = read_card_pdf(read_pdf(path), name=path.name)
    is_new = add_colleague(vault, card, is_trusted=trust_cards, now=moment)
    return ImportReport(name=path.name, kind="card", created=int(is_new), unchanged=int(not is_new))
