"""What is in sight: windows, their words, and the widgets one finds by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

from csf_desktop.ui.formatting import short_date
from csf_desktop.ui.widgets.pill import Pill
from scripts.tour.waiting import wait_for

W = TypeVar("W", bound=QWidget)

LAYOUT_SECONDS = 2.0
REQUIRED = "\u00a0(obligatoire)"


def windows() -> list[QWidget]:
    """Return the windows in sight, each after those it lies over."""
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    return sorted(shown, key=_depth)


def front() -> QWidget:
    """Return the window that takes what a person does, menus and lists of choices apart."""
    modal = QApplication.activeModalWidget()
    if modal is not None:
        return modal
    return wait_for(_last_window, "aucune fenêtre n’est ouverte")


def _last_window() -> QWidget | None:
    popup = Qt.WindowType.Popup
    found = [one for one in windows() if one.windowType() is not popup and not _is_tip(one)]
    return found[-1] if found else None


def _is_tip(window: QWidget) -> bool:
    return window.windowType() in (Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen)


def _depth(window: QWidget) -> tuple[int, int]:
    depth, above = 0, window.parentWidget()
    while above is not None:
        depth, above = depth + 1, above.parentWidget()
    return (window.windowType() is Qt.WindowType.Popup, depth)


# --- finding


def plain(text: str) -> str:
    """Return a text without accelerators, « (obligatoire) » and no-break spaces."""
    return text.replace("&", "").removesuffix(REQUIRED).replace("\u00a0", " ").strip()


def named(kind: type[W], name: str, inside: QWidget | None = None) -> W:
    """Return the widget in sight with this text or accessible name, waiting for it."""
    wanted = plain(name)

    def look() -> W | None:
        for part in _parts(kind, inside or front()):
            if wanted in _names(part):
                return part
        return None

    return wait_for(look, f"«\u00a0{name}\u00a0» n’est pas à l’écran")


def is_shown(kind: type[QWidget], name: str) -> bool:
    """Tell whether such a widget is in sight now."""
    return any(plain(name) in _names(part) for part in _parts(kind, front()))


def _parts(kind: type[W], root: QWidget) -> Iterator[W]:
    return (part for part in root.findChildren(kind) if part.isVisible())


def _names(part: QWidget) -> set[str]:
    own = part.text() if isinstance(part, QAbstractButton | QLabel) else ""
    return {plain(own), plain(part.accessibleName())} - {""}


def show_in_area(part: QWidget) -> None:
    """Scroll until a widget is in sight, as a person does with the wheel."""
    area = part.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea):
            inner = area.widget() or area
            centre = part.mapTo(inner, part.rect().center())
            half = min(part.height() // 2 + 20, area.viewport().height() // 2)
            area.ensureVisible(centre.x(), centre.y(), 20, half)
        area = area.parentWidget()


def point_on(part: QWidget, at: QPoint | None = None) -> QPoint:
    """Return a point of a widget to click on; refuse one that is cut off or covered."""

    def look() -> QPoint | None:
        show_in_area(part)
        point = part.rect().center() if at is None else at
        return (
            point if part.visibleRegion().contains(point) and not _is_covered(part, point) else None
        )

    return wait_for(look, f"«\u00a0{_said(part)}\u00a0» est coupé ou caché", LAYOUT_SECONDS)


def _in_sight(part: QWidget) -> QPoint:
    """Return the middle of a widget, or of what the area it scrolls in can show of it."""
    middle = part.rect().center()
    seen = part.visibleRegion()
    return middle if seen.contains(middle) else seen.boundingRect().center()


def _is_covered(part: QWidget, point: QPoint) -> bool:
    window = part.window()
    over = window.childAt(part.mapTo(window, point))
    return over is not None and over is not part and not part.isAncestorOf(over)


def _said(part: QWidget) -> str:
    return next(iter(_names(part)), type(part).__name__)


# --- reading


def words(root: QWidget | None = None) -> str:
    """Return every text in sight in a window, one a line, cells of lists included."""
    seen: list[str] = []
    top = root or front()
    for part in (top, *top.findChildren(QWidget)):
        if part.isVisible():
            seen += _texts(part)
    return "\n".join(plain(text) for text in seen if text)


def _texts(part: QWidget) -> Iterable[str]:
    if isinstance(part, QLineEdit):
        return [part.text()] if part.echoMode() is QLineEdit.EchoMode.Normal else []
    if isinstance(part, QAbstractButton | QLabel):
        return [part.text()]
    if isinstance(part, QPlainTextEdit):
        return [part.toPlainText()]
    if isinstance(part, QComboBox):
        return [part.currentText()]
    if isinstance(part, QTabBar):
        return [part.tabText(at) for at in range(part.count())]
    if isinstance(part, QTableView):
        return [cell_text(index) for index in cells(part)]
    if isinstance(part, Pill):
        return [part.accessibleName()]
    return [part.accessibleDescription()]


def cells(table: QTableView) -> Iterator[QModelIndex]:
    """Return the cells of a list, read from the top, as many as there are loaded."""
    model = table.model()
    for row in range(min(model.rowCount(), 60)):
        for column in range(model.columnCount()):
            if not table.isColumnHidden(column):
                yield model.index(row, column)


def cell_text(index: QModelIndex) -> str:
    """Return what a screen reader says of a cell, else what it shows."""
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    return str(said or index.data(Qt.ItemDataRole.DisplayRole) or "")


def short_day(day: date) -> str:
    """Return a day as the window writes it."""
    return short_date(day)


def open_menu() -> QMenu | None:
    """Return the menu that is open, if there is one."""
    popup = QApplication.activePopupWidget()
    return popup if isinstance(popup, QMenu) else None


def popup_words() -> str:
    """Return what the popup that is open says, rows of its list included."""
    popup = QApplication.activePopupWidget()
    if popup is None:
        return ""
    rows = [
        str(view.model().index(row, 0).data())
        for view in popup.findChildren(QListView)
        for row in range(view.model().rowCount())
    ]
    return "\n".join([words(popup), *rows])
