"""How this screen says what a contract is: words, tones and icons for codes. Qt-free."""

from __future__ import annotations

from csf_desktop.labels import label
from csf_desktop.models.codes import ContractStatus, PathwayStatus
from csf_desktop.models.course import ENDED
from csf_desktop.reference.siret import format_siret
from csf_desktop.services.contract_page import AwardeeLine, LotLine
from csf_desktop.ui.formatting import hours
from csf_desktop.ui.tokens import Tone

_STATUS_TONES = {
    ContractStatus.DRAFTED: (Tone.MUTE, "draft-line"),
    ContractStatus.PUBLISHED: (Tone.PROGRESS, "survey-line"),
    ContractStatus.NOTIFIED: (Tone.PROGRESS, "mail-send-line"),
    ContractStatus.CLOSED: (Tone.DONE, "check-line"),
}

_PATHWAY_TONES = {
    PathwayStatus.OPEN: Tone.SOON,
    PathwayStatus.CLOSED: Tone.DONE,
    PathwayStatus.INTERRUPTED: Tone.LATE,
    PathwayStatus.LOST: Tone.LATE,
}


def status_pill(status: str) -> tuple[str, Tone, str]:
    """Return the word, the tone and the icon of a contract's status."""
    tone, icon = _STATUS_TONES.get(ContractStatus(status), (Tone.MUTE, ""))
    return label(ContractStatus, status), tone, icon


def pathway_pill(status: str) -> tuple[str, Tone]:
    """Return the word and the tone of a pathway's status."""
    code = PathwayStatus(status)
    rest = Tone.MUTE if code in ENDED else Tone.PROGRESS
    return label(PathwayStatus, status), _PATHWAY_TONES.get(code, rest)


def company_name(line: AwardeeLine) -> str:
    """Return a company's name or, when official data gave none, the number it is known by."""
    return line.name or format_siret(line.siret) or line.other_id


def lot_name(line: LotLine) -> str:
    """Return « Lot 2 », or the title of a lot that has no number."""
    if not line.number:
        return line.title or "Lot sans numéro"
    is_worded = line.number.lower().startswith("lot")
    return line.number if is_worded else f"Lot\u00a0{line.number}"


def placed_words(committed: int, owed: int) -> str:
    """Return « 300 h placées sur 900 h » of minutes."""
    return f"{hours(committed)} placées sur {hours(owed)}"
