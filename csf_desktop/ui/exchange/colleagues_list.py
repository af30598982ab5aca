"""The colleagues whose cards we hold: trusted or not, with their words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csf_desktop.services.identities import Colleague
from csf_desktop.services.sheet_data import academie_label
from csf_desktop.ui.formatting import grouped_phone
from csf_desktop.ui.theme import px
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.empty_state import EmptyState
from csf_desktop.ui.widgets.pill import Pill
from csf_desktop.ui.widgets.text import label

EMPTY = "Importez la carte d’un collègue pour échanger des fichiers avec lui."
REMOVE_TIP = "Ne plus reprendre les fichiers de cette personne"
TRUSTED, UNTRUSTED = "Vérifiée", "À vérifier"


class ColleaguesList(QWidget):
    """A card a colleague; the owner does what is asked and shows the list again."""

    removal_requested = Signal(object)  # Colleague
    comparison_requested = Signal(object)  # Colleague
    import_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.import_button = button("Importer une carte…", icon_name="download-line")
        self.import_button.clicked.connect(self.import_requested)
        self._empty = EmptyState("contacts-line", "Aucune carte de contact", EMPTY)
        self._lines = QWidget()
        self._lines.setProperty("role", "scroll-body")
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, px(4), 0)
        self._column.setSpacing(px(8))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._lines)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(4), px(10), px(4), 0)
        box.setSpacing(px(10))
        box.addWidget(self._empty, 1)
        box.addWidget(self._area, 1)
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.import_button)
        self.foot.addStretch(1)
        box.addLayout(self.foot)

    def show_colleagues(self, colleagues: Sequence[Colleague]) -> None:
        """Show the list, replacing the one before."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for colleague in colleagues:
            self._column.addWidget(self._line(colleague))
        self._column.addStretch(1)
        self._empty.setVisible(not colleagues)
        self._area.setVisible(bool(colleagues))

    def _line(self, colleague: Colleague) -> QWidget:
        line = QFrame()
        line.setProperty("role", "card")
        line.setAccessibleName(colleague.name)
        where = academie_label(colleague.academie)
        reached = (where, grouped_phone(colleague.phone), colleague.email)
        left = QVBoxLayout()
        left.setSpacing(px(3))
        name = QHBoxLayout()
        name.setSpacing(px(10))
        name.addWidget(label(colleague.name, "value"))
        name.addWidget(
            Pill(TRUSTED, Tone.DONE, "shield-check-line")
            if colleague.is_trusted
            else Pill(UNTRUSTED, Tone.SOON, "question-line")
        )
        name.addStretch(1)
        left.addLayout(name)
        left.addWidget(label(" · ".join(part for part in reached if part), "small", wrap=True))
        left.addWidget(label(colleague.words, "strong", wrap=True))
        row = QHBoxLayout(line)
        row.setContentsMargins(px(12), px(8), px(12), px(8))
        row.setSpacing(px(12))
        row.addLayout(left, 1)
        row.addWidget(self._action(colleague), 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _action(self, colleague: Colleague) -> QWidget:
        if colleague.is_trusted:
            made = button("Retirer", tip=REMOVE_TIP)
            made.clicked.connect(lambda: self.removal_requested.emit(colleague))
            made.setAccessibleName(f"Retirer {colleague.name}")
        else:
            made = button("Comparer les mots…")
            made.clicked.connect(lambda: self.comparison_requested.emit(colleague))
            made.setAccessibleName(f"Comparer les mots de {colleague.name}")
        return made
