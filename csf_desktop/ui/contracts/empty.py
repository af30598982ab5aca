"""What the view « Marchés » says when the list is empty."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.empty_state import EmptyState


class ContractsEmpty(QWidget):
    """Nothing yet: what the screen is for, create or import. Nothing found: show everything."""

    creation_requested = Signal()
    import_requested = Signal()
    reset_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_filtered = False
        self._state = EmptyState("briefcase-4-line", "", "")
        self._import = button("Importer un fichier DECP", "link", icon_name="download-line")
        box = QVBoxLayout(self)
        box.setContentsMargins(px(12), 0, px(12), 0)
        box.addWidget(self._state, 3)
        box.addWidget(self._import, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(2)
        self._state.action_requested.connect(self._on_action_requested)
        self._import.clicked.connect(self.import_requested)
        self.show_for(is_filtered=False)

    def show_for(self, *, is_filtered: bool) -> None:
        """Speak of an empty vault, or of a search or a filter that keeps nothing."""
        self._is_filtered = is_filtered
        self._import.setVisible(not is_filtered)
        if is_filtered:
            self._state.set_content(
                "Aucun marché trouvé",
                "Aucun marché ne correspond à cette recherche et à ce filtre.",
                "Voir tous les marchés",
            )
        else:
            self._state.set_content(
                "Aucun marché pour l’instant",
                "Ici se suivent les marchés qui portent une clause sociale de formation\u00a0: "
                "les heures dues, celles qui sont placées, et qui doit agir.",
                "Créer un premier marché",
            )

    def _on_action_requested(self) -> None:
        (self.reset_requested if self._is_filtered else self.creation_requested).emit()
