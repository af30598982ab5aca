"""Ctrl+K: one line that finds anything in the vault, whatever the view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import font, px
from csf_desktop.ui.widgets.text import label

DELAY_MS = 120
LIMIT = 8
"""Results of each kind."""

MIN_LETTERS = 2
WIDTH, HEIGHT = 560, 420

GROUPS: dict[str, str] = {
    "contract": "Marchés",
    "pathway": "Parcours",
    "beneficiary": "Jeunes",
    "company": "Entreprises",
    "buyer": "Acheteurs",
    "event": "Suivi",
}
"""Heading of each kind of result, in the order they are shown."""

OTHERS = "Autres"
HINT = "Tapez au moins deux lettres\u00a0: un nom, une référence, un SIRET, une commune."

_HitRole = Qt.ItemDataRole.UserRole


class SearchHit(Protocol):
    """One result: ``kind`` and ``id`` open it, ``title`` and ``subtitle`` are shown."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def subtitle(self) -> str: ...


Search = Callable[..., Sequence[SearchHit]]
"""``search(vault, text, limit, initials_only=…)``, called in the runner's thread.

``limit`` is for each kind; with ``initials_only`` names of young people are initials.
"""


class GlobalSearch(QDialog):
    """Results grouped by kind; arrows choose, Enter or a click opens, Esc closes."""

    item_chosen = Signal(str, str)  # kind, id

    def __init__(self, runner: TaskRunner, search: Search, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAccessibleName("Recherche globale")
        self._runner, self._search, self._window = runner, search, parent
        self.initials_only = False
        self.line = QLineEdit()
        self.line.setPlaceholderText("Rechercher partout…")
        self.line.setAccessibleName("Rechercher partout")
        self.line.setMaxLength(120)
        self.line.installEventFilter(self)
        self.results = QListWidget()
        self.results.setProperty("role", "suggestions")
        self.results.setAccessibleName("Résultats")
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the line keeps the keyboard
        self.results.setWordWrap(False)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.note = label(HINT, "hint", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(10), px(10), px(10), px(10))
        box.setSpacing(px(8))
        for part in (self.line, self.note, self.results):
            box.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self.line.textEdited.connect(self._on_text_edited)
        self.results.itemClicked.connect(self._open)

    def start(self) -> None:
        """Show the palette, empty, at the top of its window."""
        window = self._window
        room = window.size()
        width = min(px(WIDTH), room.width() - px(24))
        height = min(px(HEIGHT), room.height() - px(48))
        self.clear()
        self.setFixedSize(width, height)
        self.move(window.mapToGlobal(QPoint((room.width() - width) // 2, px(36))))
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def clear(self) -> None:
        """Forget what was looked for and found."""
        self._timer.stop()
        self.line.clear()
        self._show_hits("", ())

    # --- searching

    @Slot(str)
    def _on_text_edited(self, _text: str) -> None:
        self._timer.start()

    @Slot()
    def _on_timer_timeout(self) -> None:
        text = self._typed()
        if len(text) < MIN_LETTERS:
            self._show_hits(text, ())
            return
        self._runner.run(
            self._search,
            text,
            LIMIT,
            initials_only=self.initials_only,
            on_success=lambda hits: self._on_found(text, hits),
            parent=self,
        )

    def _typed(self) -> str:
        return self.line.text().strip()

    def _on_found(self, text: str, hits: Sequence[SearchHit]) -> None:
        if text == self._typed():
            self._show_hits(text, hits)

    def _show_hits(self, text: str, hits: Sequence[SearchHit]) -> None:
        self.results.clear()
        self.results.setVisible(bool(hits))
        self.note.setVisible(not hits)
        is_searched = len(text) >= MIN_LETTERS
        self.note.setText(f"Aucun résultat pour «\u00a0{text}\u00a0»." if is_searched else HINT)
        for heading, found in grouped_by_kind(hits):
            self._add_heading(heading)
            for hit in found:
                self._add_hit(hit)
        self._step(1)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text, self.results)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        small = font(12)
        small.setBold(True)
        item.setFont(small)

    def _add_hit(self, hit: SearchHit) -> None:
        shown = f"{hit.title}\n{hit.subtitle}" if hit.subtitle else hit.title
        item = QListWidgetItem(shown, self.results)
        item.setData(_HitRole, (hit.kind, hit.id))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, shown.replace("\n", ", "))

    # --- choosing

    def _step(self, by: int) -> None:
        """Go to the next result up or down, past the headings."""
        row = self.results.currentRow() + by
        while 0 <= row < self.results.count():
            if self.results.item(row).data(_HitRole):
                self.results.setCurrentRow(row)
                return
            row += by

    @Slot(QListWidgetItem)
    def _open(self, item: QListWidgetItem | None) -> None:
        found = item.data(_HitRole) if item is not None else None
        if found:
            self.close()
            self.item_chosen.emit(*found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = event.type() == QEvent.Type.KeyPress
        if watched is self.line and is_press and isinstance(event, QKeyEvent):
            return self._on_line_key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _on_line_key(self, key: Qt.Key) -> bool:
        """Do what a key means for the results; tell whether it was one of theirs."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.results.currentItem())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True


def grouped_by_kind(hits: Sequence[SearchHit]) -> list[tuple[str, list[SearchHit]]]:
    """Return the results by heading, in the order of ``GROUPS``, unknown kinds last."""
    found: dict[str, list[SearchHit]] = {heading: [] for heading in (*GROUPS.values(), OTHERS)}
    for hit in hits:
        found[GROUPS.get(hit.kind, OTHERS)].append(hit)
    return [(heading, group) for heading, group in found.items() if group]
