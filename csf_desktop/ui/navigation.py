"""The bar at the left of the window: the views, the state of the vault, lock, settings, help."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from csf_desktop.ui import theme
from csf_desktop.ui.formatting import NBSP, short_date
from csf_desktop.ui.icons import pixmap
from csf_desktop.ui.theme import px
from csf_desktop.ui.view_stack import Entry
from csf_desktop.ui.widgets.buttons import IconButton, PushButton
from csf_desktop.ui.widgets.logo import Logo
from csf_desktop.ui.widgets.text import label

WIDTH, COMPACT_WIDTH = 200, 60
ICON, SMALL_ICON, GAP = 20, 18, 8
NO_BACKUP = "Pas encore de sauvegarde"
LOW = 560
"""Below this height of the window, in pixels of zoom 1, the state of the vault is left out."""


class Navigation(QWidget):
    """One button a view, of which one is down; arrows move between them, Tab leaves them."""

    view_chosen = Signal(int)
    lock_requested = Signal()
    settings_requested = Signal()
    help_requested = Signal()

    def __init__(self, views: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "nav")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._views = tuple(views)
        self._is_compact = False
        self._is_low = False
        self.buttons = [self._make_view_button(at, view) for at, view in enumerate(views)]
        self.card = StatusCard()
        self.lock_button = _small_button("lock-2-line", "Verrouiller", "Ctrl+L")
        self.settings_button = _small_button("settings-3-line", "Réglages", "Ctrl+,")
        self.help_button = _small_button("question-line", "Aide", "F1")
        self._small = (self.lock_button, self.settings_button, self.help_button)
        self._build_layout()
        self.lock_button.clicked.connect(self.lock_requested)
        self.settings_button.clicked.connect(self.settings_requested)
        self.help_button.clicked.connect(self.help_requested)
        self.set_compact(is_compact=False)

    @property
    def is_compact(self) -> bool:
        """Tell whether only icons are shown."""
        return self._is_compact

    def show_view(self, at: int) -> None:
        """Show which view is in sight."""
        self.buttons[at].setChecked(True)

    def set_compact(self, *, is_compact: bool) -> None:
        """Show icons only, or icons and words."""
        self._is_compact = is_compact
        self.setFixedWidth(px(COMPACT_WIDTH if is_compact else WIDTH))
        self._names.setVisible(not is_compact)
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if is_compact
            else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        for made in self._small:
            made.setToolButtonStyle(style)
        for button, view in zip(self.buttons, self._views, strict=True):
            button.setText("" if is_compact else view.title)
        self._show_card()

    def set_low(self, *, is_low: bool) -> None:
        """Leave the state of the vault out where height is short."""
        self._is_low = is_low
        self._show_card()

    def _show_card(self) -> None:
        self.card.setVisible(not self._is_compact and not self._is_low)

    def _make_view_button(self, at: int, view: Entry) -> QPushButton:
        made = PushButton()  # a tool button would be said to be a check box
        made.setProperty("role", "nav")
        made.setAccessibleName(view.title)
        made.setToolTip(f"{view.title} (Ctrl+{at + 1})")
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setIcon(_icon_with_gap(view.icon_name))
        made.setIconSize(QSize(px(ICON + GAP), px(ICON)))
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(self._on_view_clicked)
        return made

    def _build_layout(self) -> None:
        self._names = QWidget()
        names = QVBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addWidget(label("CSF Desktop", "brand"))
        names.addWidget(label("Tuteurs pilotes", "small"))
        head = QHBoxLayout()
        head.setContentsMargins(px(12), px(12), px(8), px(12))
        head.setSpacing(px(10))
        head.addWidget(Logo())
        head.addWidget(self._names, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 1, px(8))
        box.setSpacing(px(2))
        box.addLayout(head)
        for button in self.buttons:
            box.addWidget(button)
        box.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(8), 0, px(8), 0)
        foot.setSpacing(px(2))
        foot.addWidget(self.card)
        foot.addSpacing(px(6))
        for made in self._small:
            foot.addWidget(made)
        box.addLayout(foot)

    @Slot()
    def _on_view_clicked(self) -> None:
        checked = [at for at, made in enumerate(self.buttons) if made.isChecked()]
        self.view_chosen.emit(checked[0])


class StatusCard(QFrame):
    """« Données chiffrées, poste hors ligne, sauvegarde à 9 h 42 »."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        picture = QLabel()
        shield = pixmap("shield-check-line", theme.tokens().done, px(18), _screen_ratio())
        picture.setPixmap(shield)
        self._backup = label(NO_BACKUP, "small", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label("Données chiffrées", "strong"))
        words.addWidget(label("Poste hors ligne", "small"))
        words.addWidget(self._backup)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(10), px(8), px(8), px(8))
        row.setSpacing(px(8))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def set_backup(self, when: datetime | None, now: datetime) -> None:
        """Show when the last backup was made (both datetimes in local time)."""
        self._backup.setText(backup_text(when, now))


def backup_text(when: datetime | None, now: datetime) -> str:
    """Return « Sauvegarde à 9 h 42 », « Sauvegarde le 3 févr. 2026 » or that there is none."""
    if when is None:
        return NO_BACKUP
    if when.date() == now.date():
        return f"Sauvegarde à {when.hour}{NBSP}h{NBSP}{when.minute:02d}"
    return f"Sauvegarde le {short_date(when.date())}"


def _icon_with_gap(name: str, size: int = ICON) -> QIcon:
    """Return an icon with room at its right: buttons leave hardly any before their text."""
    tokens = theme.tokens()
    ratio = _screen_ratio()
    made = QIcon()
    for colour, state in ((tokens.text2, QIcon.State.Off), (tokens.primary, QIcon.State.On)):
        canvas = QPixmap(round(px(size + GAP) * ratio), round(px(size) * ratio))
        canvas.setDevicePixelRatio(ratio)
        canvas.fill(Qt.GlobalColor.transparent)
        painter = QPainter(canvas)
        painter.drawPixmap(0, 0, pixmap(name, colour, px(size), ratio))
        painter.end()
        made.addPixmap(canvas, QIcon.Mode.Normal, state)
    return made


def _screen_ratio() -> float:
    app = QApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QApplication) else 1.0


def _small_button(icon_name: str, text: str, shortcut: str) -> QToolButton:
    made = IconButton()
    made.setProperty("role", "nav-small")
    made.setText(text)
    made.setAccessibleName(text)
    made.setToolTip(f"{text} ({shortcut})")
    made.setIcon(_icon_with_gap(icon_name, SMALL_ICON))
    made.setIconSize(QSize(px(SMALL_ICON + GAP), px(SMALL_ICON)))
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
