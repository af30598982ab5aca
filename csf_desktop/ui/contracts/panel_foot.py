"""The buttons at the foot of the panel, for each of its pages."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from csf_desktop.models.codes import ContractStatus
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button, icon_button


class _Foot(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(px(8))


class DetailsFoot(_Foot):
    """« Créer un parcours », « Modifier », and the rest in a menu."""

    pathway_requested = Signal()
    edit_requested = Signal()
    share_requested = Signal()
    step_requested = Signal()
    event_requested = Signal()
    form_requested = Signal()
    guide_requested = Signal()
    sheets_requested = Signal()
    export_requested = Signal()
    deletion_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.create_button = button("Créer un parcours", "primary")
        self.edit_button = button("Modifier", "secondary")
        self.more_button = icon_button("more-2-line", "Autres actions")
        self.row.addWidget(self.create_button, 1)
        self.row.addWidget(self.edit_button)
        self.row.addWidget(self.more_button)
        self._build_menu()
        self.create_button.clicked.connect(self.pathway_requested)
        self.edit_button.clicked.connect(self.edit_requested)
        self.more_button.clicked.connect(self._on_more_button_clicked)

    def set_status(self, status: str, *, is_left: bool) -> None:
        """Offer what fits the step; ``is_left`` tells whether hours remain to be shared."""
        self._sheets.setVisible(status == ContractStatus.NOTIFIED)
        self._share.setEnabled(is_left)

    def _build_menu(self) -> None:
        self._menu = QMenu(self)
        self._menu.setAccessibleName("Autres actions")
        self._add("Noter un échange…", self.event_requested)
        self._add("Changer d’étape…", self.step_requested)
        self._share = self._add("Répartir en parcours…", self.share_requested)
        self._menu.addSeparator()
        self._add("Fiche à remplir par l’acheteur…", self.form_requested)
        self._add("Guide et clause…", self.guide_requested)
        self._sheets = self._add("Feuilles pour l’entreprise…", self.sheets_requested)
        self._menu.addSeparator()
        self._add("Exporter la fiche…", self.export_requested)
        self._add("Supprimer le marché", self.deletion_requested)

    def _add(self, words: str, told: SignalInstance) -> QAction:
        made = self._menu.addAction(words)
        made.triggered.connect(told)
        return made

    @Slot()
    def _on_more_button_clicked(self) -> None:
        corner = self.more_button.mapToGlobal(QPoint(self.more_button.width(), 0))
        size = self._menu.sizeHint()
        self._menu.popup(corner - QPoint(size.width(), size.height() + px(4)))


class EditFoot(_Foot):
    """« Terminer »: everything is saved already."""

    done_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.done_button = button("Terminer", "primary")
        self.row.addWidget(self.done_button, 1)
        self.done_button.clicked.connect(self.done_requested)


class CreationFoot(_Foot):
    """« Créer le marché », or give up what was typed."""

    accepted = Signal()
    discarded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.create_button = button("Créer le marché", "primary")
        self.discard_button = button("Abandonner", "secondary")
        self.row.addWidget(self.create_button, 1)
        self.row.addWidget(self.discard_button)
        self.create_button.clicked.connect(self.accepted)
        self.discard_button.clicked.connect(self.discarded)
