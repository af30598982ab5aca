"""What a person starts from when they hand a file over: the record, the colleagues, their card."""

from __future__ import annotations

from dataclasses import dataclass

from csf_desktop.models.entities import Contract, Pathway
from csf_desktop.services.documents import IssuedDocument, issue_card
from csf_desktop.services.identities import Colleague, list_colleagues, own_words
from csf_desktop.services.references import get
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault


@dataclass(frozen=True)
class ExportChoices:
    """A record that can be exported, and the trusted colleagues it can be sealed for."""

    kind: str
    record_id: str
    reference: str
    colleagues: tuple[Colleague, ...]


@dataclass(frozen=True)
class OwnCard:
    """Our card, the words to read out, and the colleagues whose cards we hold."""

    card: IssuedDocument
    words: str
    colleagues: tuple[Colleague, ...]


def export_choices(vault: Vault, kind: str, record_id: str) -> ExportChoices:
    """Return what can be chosen; ``kind`` is pathway or contract. Raises ``NotFoundError``."""
    with reading_session(vault) as session:
        if kind == Pathway.kind:
            reference = get(session, Pathway, record_id).reference
        else:
            reference = get(session, Contract, record_id).reference
    trusted = tuple(one for one in list_colleagues(vault) if one.is_trusted)
    return ExportChoices(kind, record_id, reference, trusted)


def own_card(vault: Vault) -> OwnCard:
    """Issue our card, and read those we hold. Raises ``InvalidInputError`` without identity."""
    return OwnCard(issue_card(vault), own_words(vault), list_colleagues(vault))
