"""The pages of the panel: each is made when it is first needed, one is in sight at a time."""

from __future__ import annotations

from enum import Enum

from PySide6.QtWidgets import QWidget

from csf_desktop.ui.widgets.detail_panel import DetailPanel


class Page(Enum):
    """What the panel of a contract shows."""

    DETAILS = 0
    EDIT = 1
    CREATION = 2
    COMPANY = 3


class PagedPanel(DetailPanel):
    """A subclass makes each page, with its foot if it has one, connects and fills them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._page = Page.DETAILS
        self._made: dict[Page, tuple[QWidget, QWidget | None]] = {}
        self.show_foot(is_shown=False)

    @property
    def page(self) -> Page:
        """The page asked for, whether or not there is anything to show in it yet."""
        return self._page

    def make_page(self, page: Page) -> tuple[QWidget, QWidget | None]:
        """Return a page and its foot; called once a page, and again after ``drop_pages``."""
        raise NotImplementedError

    def made_page(self, page: Page) -> QWidget | None:
        """Return a page if it has been made."""
        found = self._made.get(page)
        return found[0] if found else None

    def ask_page(self, page: Page) -> None:
        """Put the others out of sight; ``reveal_page`` shows it once it is filled."""
        self._page = page
        for key, parts in self._made.items():
            if key is not page:
                for part in filter(None, parts):
                    part.hide()

    def page_in_hand(self) -> tuple[QWidget, QWidget | None]:
        """Return the page asked for and its foot, made if need be, the foot last for Tab."""
        if self._page not in self._made:
            page, foot = self._made[self._page] = self.make_page(self._page)
            page.hide()
            self.body.addWidget(page)
            if foot is not None:
                foot.hide()
                self.foot.addWidget(foot, 1)
        return self._made[self._page]

    def reveal_page(self) -> None:
        """Show the page asked for."""
        page, foot = self.page_in_hand()
        page.show()
        if foot is not None:
            foot.show()
        self.show_foot(is_shown=foot is not None)

    def drop_pages(self) -> None:
        """Take every page away with what it says."""
        for parts in self._made.values():
            for part in filter(None, parts):
                part.hide()
                part.deleteLater()
        self._made.clear()
        self._page = Page.DETAILS
        self.show_foot(is_shown=False)
