"""What the pages of the first-run assistant share."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.text import label


class Page(QWidget):
    """A title, a sentence that says why, and the page's own fields in ``box``.

    ``primary`` is the word on the one primary button; ``can_go_back`` tells whether the page
    before may be seen again.
    """

    primary = "Continuer"
    can_go_back = True

    def __init__(self, title: str, lead: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(px(12))
        self.box.addWidget(label(title, "h1", wrap=True))
        self.box.addWidget(label(lead, "lead", wrap=True))

    def check(self) -> bool:
        """Show what is wrong on the page, if anything; return whether one can go on."""
        return True

    def focus_first(self) -> bool:
        """Put the keyboard in the first field; ``False`` if the page has none."""
        return False
