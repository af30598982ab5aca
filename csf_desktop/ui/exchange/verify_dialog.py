"""Whether a PDF is intact and whose it is, in words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from csf_desktop.services.sheet_data import academie_label
from csf_desktop.services.verification import Verified
from csf_desktop.ui.exchange.frame import ExchangeDialog
from csf_desktop.ui.exchange.notice import Notice
from csf_desktop.ui.exchange.wording import local_moment
from csf_desktop.ui.exchange.words_grid import WordsGrid
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import KeyValueGrid, label

STATUSES: dict[str, tuple[str, Tone, str]] = {
    "valid": ("Intact, d’une personne connue", Tone.DONE, "shield-check-line"),
    "unknown_signer": ("Intact, d’une personne inconnue", Tone.SOON, "question-line"),
    "modified": ("Modifié depuis sa signature", Tone.LATE, "error-warning-line"),
    "unsigned": ("Sans signature", Tone.LATE, "quill-pen-line"),
    "unreadable": ("Illisible", Tone.LATE, "error-warning-line"),
}
"""Words, tone and icon of each status of ``services.verification``."""
ADVICE = {
    "modified": "Ne vous y fiez pas\u00a0: demandez à l’expéditeur de vous remettre ce fichier de "
    "nouveau.",
    "unsigned": "Rien ne dit de qui il vient\u00a0: demandez à l’expéditeur un PDF signé.",
}
HIS_CLOCK = "L’heure déclarée est celle de l’ordinateur du signataire."


class VerifyDialog(ExchangeDialog):
    """The answer for one file; the signer is named only when every signature holds."""

    def __init__(self, name: str, found: Verified, parent: QWidget | None = None) -> None:
        super().__init__("Vérification d’un PDF", parent, sentence=name, width=640)
        status, tone, icon_name = STATUSES[found.status]
        self.body.addWidget(Notice(status, tone, icon_name))
        said = (found.reason, ADVICE.get(found.status, ""))
        self.body.addWidget(label(" ".join(part for part in said if part), wrap=True))
        if found.signer:
            self._add_signer(found)
        self.body.addStretch(1)
        self.close_button = button("Fermer", "primary", on_click=self.accept)
        self.add_buttons(self.close_button)
        self.fit()

    def _add_signer(self, found: Verified) -> None:
        facts = KeyValueGrid(columns=3)
        facts.set_value("Signataire", found.signer)
        facts.set_value("Académie", academie_label(found.academie))
        facts.set_value("Heure déclarée", local_moment(found.date))
        self.body.addWidget(facts)
        self.add_section("Mots de l’empreinte", WordsGrid(found.words))
        self.body.addWidget(label(HIS_CLOCK, "hint", wrap=True))
