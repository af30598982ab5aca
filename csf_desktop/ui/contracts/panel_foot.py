"""The buttons at the foot of the panel, for each of its pages."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

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
    step_requested = Signal()
    event_requested = Signal()
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
        self._menu = QMenu(self)
        self._menu.setAccessibleName("Autres actions")
        self._menu.addAction("Noter un échange…").triggered.connect(self.event_requested)
        self._menu.addAction("Changer d’étape…").triggered.connect(self.step_requested)
        self._menu.addAction("Exporter la fiche…").triggered.connect(self.export_requested)
        self._menu.addSeparator()
        self._menu.addAction("Supprimer le marché").triggered.connect(self.deletion_requested)
        self.create_button.clicked.connect(self.pathway_requested)
        self.edit_button.clicked.connect(self.edit_requested)
        self.more_button.clicked.connect(self._on_more_button_clicked)

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
