"""Views with nothing behind them, which remember what the window asked of them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from csf_desktop.services.changes import ChangeSet
from csf_desktop.ui.view import View
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.page_header import PageHeader


class FakeView(View):
    """A head, one field, and the calls received."""

    def __init__(self, title: str, icon_name: str, topic: str, kind: str) -> None:
        super().__init__()
        self.title, self.icon_name, self.help_topic = title, icon_name, topic
        self.kinds = frozenset({kind})
        self.calls: list[object] = []
        self.saved: list[str] = []
        self.header = PageHeader(title, "Rechercher…", f"Rechercher dans {title}", "Nouveau")
        self.note = LineField()
        self.note.edit_finished.connect(lambda: self.saved.append(self.note.value()))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.header)
        box.addWidget(FormField("Note", self.note))
        box.addStretch()

    def refresh(self, changes: ChangeSet | None) -> None:
        self.calls.append(("refresh", changes))

    def new_item(self) -> None:
        self.calls.append("new")

    def focus_search(self) -> None:
        self.header.search.focus_all()

    def open_item(self, kind: str, item_id: str) -> None:
        self.calls.append(("open", kind, item_id))

    def reopen(self, bookmark: str) -> None:
        self.calls.append(("reopen", bookmark))

    def clear(self) -> None:
        self.calls.append("clear")


def three_views() -> list[FakeView]:
    """Marchés, Parcours, Suivi."""
    return [
        FakeView("Marchés", "briefcase-4-line", "marches", "contract"),
        FakeView("Parcours", "route-line", "parcours", "pathway"),
        FakeView("Suivi", "line-chart-line", "suivi", "event"),
    ]
