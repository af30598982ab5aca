"""What follows a notification: the sheets for the company, the first contact to note."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csf_desktop.ui.contracts.section import bring_into_sight
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import label

WHAT = (
    "Marché notifié\u00a0: appelez l’entreprise avant qu’elle n’oublie la clause, et envoyez-lui "
    "les deux feuilles qui la présentent."
)


class NotifiedCard(QFrame):
    """Shown once the step is taken, until it is closed or another contract is shown."""

    sheets_requested = Signal()
    event_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("Après la notification")
        self.sheets_button = button("Feuilles pour l’entreprise…", "secondary")
        self.event_button = button("Noter le premier échange…", "secondary")
        self.later_button = button("Plus tard", "link")
        box = QVBoxLayout(self)
        box.setContentsMargins(px(12), px(10), px(12), px(10))
        box.setSpacing(px(8))
        box.addWidget(label(WHAT, wrap=True))
        for one in (self.sheets_button, self.event_button):
            box.addWidget(one)
        box.addWidget(self.later_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.sheets_button.clicked.connect(self.sheets_requested)
        self.event_button.clicked.connect(self.event_requested)
        self.later_button.clicked.connect(self.hide)
        self.hide()

    @Slot()
    def present(self) -> None:
        """Show what follows and put the keyboard on it."""
        self.show()
        self.sheets_button.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: bring_into_sight(self, 14))  # once it has its height
