"""What to write of a record, for whom, and whether the pages show names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QRadioButton, QVBoxLayout, QWidget

from csf_desktop.services.documents import Recipient
from csf_desktop.services.handover import ExportChoices
from csf_desktop.services.identities import Colleague
from csf_desktop.services.sheet_data import academie_label
from csf_desktop.ui.exchange.frame import ExchangeDialog
from csf_desktop.ui.exchange.notice import Notice
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import label

TITLES = {"pathway": "Fiche de suivi", "contract": "Fiche de marché"}
TO_SIGN = "À lire, imprimer et signer"
TO_SIGN_HINT = "Les pages seulement."
WITH_DATA = "Avec les données, pour un collègue"
WITH_DATA_HINT = (
    "Les mêmes pages, et dans le même PDF les données chiffrées pour les personnes choisies."
)
NOBODY = (
    "Vous n’avez encore vérifié la carte de personne. Demandez sa carte de contact à votre "
    "collègue, importez-la (menu Fichier, Importer…), puis comparez ensemble les mots de "
    "l’empreinte."
)
NOBODY_YET = "Importez d’abord la carte d’un collègue, et vérifiez-la."
CHOOSE = "Choisissez au moins un destinataire."
NAMES = "Noms entiers sur les pages"
NAMES_HINT = "Sinon, les pages montrent des références et des initiales."
LEFT = Qt.AlignmentFlag.AlignLeft  # the ring of the focus goes around the words


@dataclass(frozen=True)
class ExportRequest:
    """What was chosen; no recipient means the pages alone."""

    recipients: tuple[Recipient, ...]
    show_names: bool


class ExportDialog(ExchangeDialog):
    """Accepting it emits ``confirmed``; it stays open until its owner closes it."""

    confirmed = Signal(object)  # ExportRequest

    def __init__(self, choices: ExportChoices, parent: QWidget | None = None) -> None:
        title = f"{TITLES[choices.kind]} {choices.reference}"
        super().__init__(title, parent, sentence="Préparer un PDF signé de votre main.", width=560)
        self._colleagues = choices.colleagues
        self._build_widgets()
        self._build_layout()
        self._connect_signals()
        self._show_mode()
        self.fit()

    def show_problem(self, sentence: str) -> None:
        """Show why it could not be done; empty takes it away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.go_button.setEnabled(True)
        self.fit()

    def _build_widgets(self) -> None:
        self.to_sign = QRadioButton(TO_SIGN)
        self.to_sign.setChecked(True)
        self.to_sign.setAccessibleDescription(TO_SIGN_HINT)
        self.with_data = QRadioButton(WITH_DATA)
        self.with_data.setAccessibleDescription(WITH_DATA_HINT)
        self._people = QWidget()
        self.boxes = [_box_of(one) for one in self._colleagues]
        self.names = QCheckBox(NAMES)
        self.names.setAccessibleDescription(NAMES_HINT)
        self._problem = label("", "error", wrap=True)
        self._problem.hide()
        self.cancel_button = button("Annuler", on_click=self.reject)
        self.go_button = button("Préparer le PDF", "primary")

    def _build_layout(self) -> None:
        people = QVBoxLayout(self._people)
        people.setContentsMargins(px(32), px(8), 0, 0)
        people.setSpacing(px(2))
        if self.boxes:
            people.addWidget(label("Destinataires", "label"))
        else:
            people.addWidget(Notice(NOBODY))
        for box in self.boxes:
            people.addWidget(box, 0, LEFT)
        choice = QVBoxLayout()
        choice.setSpacing(px(2))
        choice.addWidget(self.to_sign, 0, LEFT)
        choice.addWidget(_hint(TO_SIGN_HINT))
        choice.addSpacing(px(8))
        choice.addWidget(self.with_data, 0, LEFT)
        choice.addWidget(_hint(WITH_DATA_HINT))
        choice.addWidget(self._people)
        pages = QVBoxLayout()
        pages.setSpacing(px(2))
        pages.addWidget(self.names, 0, LEFT)
        pages.addWidget(_hint(NAMES_HINT))
        self.add_section("Contenu", choice)
        self.add_section("Pages", pages)
        self.body.addWidget(self._problem)
        self.body.addStretch(1)
        self.add_buttons(self.cancel_button, self.go_button)

    def _connect_signals(self) -> None:
        self.with_data.toggled.connect(self._on_mode_toggled)
        self.go_button.clicked.connect(self._on_go_clicked)
        for box in self.boxes:
            box.toggled.connect(self._on_box_toggled)

    def _show_mode(self) -> None:
        self._people.setVisible(self.with_data.isChecked())

    @Slot(bool)
    def _on_mode_toggled(self, _is_on: bool) -> None:
        self._show_mode()
        self.show_problem("")

    @Slot(bool)
    def _on_box_toggled(self, _is_on: bool) -> None:
        self.show_problem("")

    @Slot()
    def _on_go_clicked(self) -> None:
        chosen = self._chosen() if self.with_data.isChecked() else ()
        if self.with_data.isChecked() and not chosen:
            self.show_problem(CHOOSE if self.boxes else NOBODY_YET)
            return
        self.go_button.setEnabled(False)
        people = tuple(Recipient(one.name, one.certificate) for one in chosen)
        self.confirmed.emit(ExportRequest(people, self.names.isChecked()))

    def _chosen(self) -> Sequence[Colleague]:
        pairs = zip(self._colleagues, self.boxes, strict=True)
        return [one for one, box in pairs if box.isChecked()]


def _box_of(colleague: Colleague) -> QCheckBox:
    where = academie_label(colleague.academie)
    return QCheckBox(f"{colleague.name} – {where}" if where else colleague.name)


def _hint(sentence: str) -> QWidget:
    made = label(sentence, "hint", wrap=True)
    made.setContentsMargins(px(32), 0, 0, 0)
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return made
