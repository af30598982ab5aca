"""Which form to hand out from a contract: filled in with what is known, or blank."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from csf_desktop.ui.exchange.frame import ExchangeDialog
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import label

TITLE = "Fiche de recensement"
SENTENCE = "Un PDF que l’acheteur remplit à l’écran, sans compte, et vous renvoie."
OF_CONTRACT = "Pour ce marché"
OF_CONTRACT_HINT = (
    "Déjà remplie de ce que vous savez. À son retour, elle complète ce marché\u00a0; l’envoi est "
    "noté dans son suivi."
)
BLANK = "Vierge"
BLANK_HINT = "Pour un marché que vous ne connaissez pas encore. La même fiche peut resservir."
LEFT = Qt.AlignmentFlag.AlignLeft  # the ring of the focus goes around the words


class FormChoiceDialog(ExchangeDialog):
    """Accepting it emits ``confirmed`` first."""

    confirmed = Signal(bool)  # whether the form is for the contract, else blank

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, parent, sentence=SENTENCE, width=560)
        self.of_contract, self.blank = QRadioButton(OF_CONTRACT), QRadioButton(BLANK)
        self.of_contract.setChecked(True)
        self._build_layout()
        self.of_contract.setFocus()
        self.fit()

    def _build_layout(self) -> None:
        choice = QVBoxLayout()
        choice.setSpacing(px(2))
        for radio, said in ((self.of_contract, OF_CONTRACT_HINT), (self.blank, BLANK_HINT)):
            radio.setAccessibleDescription(said)
            hint = label(said, "small", wrap=True)
            hint.setContentsMargins(px(32), 0, 0, px(8))
            choice.addWidget(radio, 0, LEFT)
            choice.addWidget(hint)
        self.body.addLayout(choice)
        self.body.addStretch(1)
        self.cancel_button = button("Annuler", on_click=self.reject)
        self.go_button = button("Préparer la fiche", "primary")
        self.go_button.clicked.connect(self._on_go_clicked)
        self.add_buttons(self.cancel_button, self.go_button)

    @Slot()
    def _on_go_clicked(self) -> None:
        self.confirmed.emit(self.of_contract.isChecked())
        self.accept()
