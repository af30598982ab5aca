"""Whose card it is: eight words to compare with the colleague before trusting their files."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csf_desktop.services.sheet_data import academie_label
from csf_desktop.ui.exchange.frame import ExchangeDialog
from csf_desktop.ui.exchange.notice import Notice
from csf_desktop.ui.exchange.words_grid import WordsGrid
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import KeyValueGrid, label

WHAT_TO_DO = (
    "Appelez cette personne à un numéro que vous connaissez déjà, ou voyez-la. Demandez-lui de "
    "lire les mots de sa propre carte, et comparez-les un à un avec ceux-ci, dans l’ordre."
)
NAMESAKE = (
    "Une autre carte porte déjà ce nom. Si cette personne n’a pas changé d’ordinateur, "
    "n’acceptez pas celle-ci."
)
SAME, DIFFERENT, LATER = "same", "different", "later"


class TrustDialog(ExchangeDialog):
    """Asks whether the words are the same; Esc keeps nothing of the card."""

    answered = Signal(str)  # SAME, DIFFERENT or LATER; not emitted when the dialog is closed

    def __init__(
        self,
        name: str,
        academie: str,
        words: str,
        parent: QWidget | None = None,
        *,
        phone: str = "",
        has_namesake: bool = False,
    ) -> None:
        super().__init__(f"Carte de contact de {name}", parent, width=680)
        facts = KeyValueGrid(columns=3)
        facts.set_value("Nom", name)
        facts.set_value("Académie", academie_label(academie))
        facts.set_value("Téléphone inscrit sur la carte", phone)
        self.body.addWidget(facts)
        if has_namesake:
            self.body.addWidget(Notice(NAMESAKE, Tone.LATE))
        self.add_section("Mots de l’empreinte", WordsGrid(words))
        self.body.addWidget(label(WHAT_TO_DO, wrap=True))
        self.body.addStretch(1)
        self.later_button = button("Plus tard", on_click=lambda: self._answer(LATER))
        self.different_button = button(
            "Ils diffèrent", "danger", on_click=lambda: self._answer(DIFFERENT)
        )
        self.same_button = button(
            "Les mots sont les mêmes", "primary", on_click=lambda: self._answer(SAME)
        )
        self.add_buttons(self.later_button, self.different_button, self.same_button)
        self.same_button.setDefault(False)  # agreeing is never one key away
        self.later_button.setFocus()
        self.fit()

    def _answer(self, answer: str) -> None:
        self.answered.emit(answer)
        self.accept()
