"""The foot of the panel: the ordinary next step, and what may be done at any time."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QWidget

from csf_desktop.services.pathway_page import PathwayDetails
from csf_desktop.ui.pathways.steps import action_of, missing_sentence, ordinary_choice
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button, icon_button

SPACING = 8
"""Between buttons, in pixels of zoom 1."""


class PathwayFoot(QWidget):
    """The primary button, a menu with the other steps, « Noter un échange », « Exporter »."""

    step_chosen = Signal(str)  # PathwayStatus
    delete_requested = Signal()
    event_requested = Signal()
    export_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = ""
        self._is_awaited = False  # the keyboard was on the primary button when it went grey
        self.primary_button = button("", "primary", on_click=self._choose_ordinary)
        self.more_button = icon_button("more-2-line", "Autres actions", on_click=self._open_menu)
        self.menu = QMenu("Autres actions", self)
        self.menu.setToolTipsVisible(True)
        self.note_button = button("Noter un échange", "secondary")
        self.export_button = button("Exporter la fiche", "secondary")
        self.note_button.clicked.connect(self.event_requested)
        self.export_button.clicked.connect(self.export_requested)
        self._build_layout()

    def show_details(self, details: PathwayDetails) -> None:
        """Offer what may come next for a pathway."""
        status = str(details.fields["status"])
        ordinary = ordinary_choice(status, details.choices)
        self._target = ordinary.status if ordinary else ""
        self.primary_button.setVisible(ordinary is not None)
        if ordinary is not None:
            missing = missing_sentence(ordinary)
            text = action_of(status, ordinary.status)
            self.primary_button.setText(text)
            self.primary_button.setAccessibleName(text)
            self.primary_button.setAccessibleDescription(missing)
            self.primary_button.setToolTip(missing)
            self.primary_button.setEnabled(not missing)
            self._take_keyboard_back()
        self.menu.clear()
        for choice in details.choices:
            if choice is not ordinary:
                action = self.menu.addAction(action_of(status, choice.status))
                action.setEnabled(not missing_sentence(choice))
                action.setToolTip(missing_sentence(choice))
                action.triggered.connect(
                    lambda _checked=False, target=choice.status: self.step_chosen.emit(target)
                )
        if details.beneficiary is None:
            self.menu.addSeparator()
            self.menu.addAction("Supprimer ce parcours").triggered.connect(self._ask_to_delete)
        self.more_button.setVisible(not self.menu.isEmpty())
        self._arrange()

    def set_busy(self, *, is_busy: bool) -> None:
        """Keep a step from being taken twice while it is being written."""
        if is_busy:
            self._is_awaited = self.primary_button.hasFocus()
        self.primary_button.setEnabled(not is_busy)
        if not is_busy:
            self._take_keyboard_back()

    def _take_keyboard_back(self) -> None:
        """Put the keyboard back on the button, unless a person moved on meanwhile."""
        is_near = self.isAncestorOf(self.focusWidget() or self)
        if self._is_awaited and is_near and self.primary_button.isEnabled():
            self.primary_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._is_awaited = False

    def _build_layout(self) -> None:
        first, second = self._rows = (QHBoxLayout(), QHBoxLayout())
        for row in self._rows:
            row.setSpacing(px(SPACING))
        first.addWidget(self.primary_button, 1)
        first.addWidget(self.more_button)
        second.addWidget(self.note_button, 1)
        second.addWidget(self.export_button, 1)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(SPACING))
        self._box.addLayout(first, 1)
        self._box.addLayout(second, 1)

    @Slot()
    def _choose_ordinary(self) -> None:
        self.step_chosen.emit(self._target)

    @Slot()
    def _ask_to_delete(self) -> None:
        self.delete_requested.emit()

    @Slot()
    def _open_menu(self) -> None:
        above = QPoint(0, -self.menu.sizeHint().height())
        self.menu.popup(self.more_button.mapToGlobal(above))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put everything in one row where it fits: at 200 % each line of the body counts."""
        needed = sum(row.sizeHint().width() for row in self._rows) + px(SPACING)
        is_wide = self.width() >= needed
        direction = (
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        )
        if self._box.direction() is not direction:
            self._box.setDirection(direction)
