"""The settings: appearance, the tutor, deadlines, the vault. Saved without a button."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csf_desktop.models.rules import Rules
from csf_desktop.ui.preferences import Appearance
from csf_desktop.ui.screen import MIN_HEIGHT, resize_on_screen
from csf_desktop.ui.settings.appearance_section import AppearanceSection
from csf_desktop.ui.settings.profile_section import ProfileSection, TutorProfile
from csf_desktop.ui.settings.rules_section import RulesSection
from csf_desktop.ui.settings.vault_section import VaultSection
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import separator


class SettingsDialog(QDialog):
    """One column of four sections.

    ``appearance_changed`` comes once, when the dialog has closed: the window is then built again.
    The other signals come as soon as something is changed.
    """

    appearance_changed = Signal(object)  # Appearance
    lock_minutes_changed = Signal(int)
    profile_changed = Signal(object)  # TutorProfile
    rules_changed = Signal(object)  # Rules
    passphrase_change_requested = Signal()
    backup_requested = Signal()

    def __init__(
        self,
        appearance: Appearance,
        profile: TutorProfile,
        academies: Iterable[tuple[str, str]],
        rules: Rules,
        runner: TaskRunner,
        *,
        lock_minutes: int,
        folder: Path,
        backup: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Réglages – CSF Desktop")
        self.setMinimumSize(px(320), MIN_HEIGHT - 60)
        self._appearance = appearance
        self.look = AppearanceSection(appearance)
        self.profile = ProfileSection(profile, academies, runner)
        self.rules = RulesSection(rules)
        self.vault = VaultSection(folder, backup, lock_minutes)
        self.close_button = button("Fermer", "primary", on_click=self.accept)
        self._build_layout()
        self.profile.profile_changed.connect(self.profile_changed)
        self.rules.rules_changed.connect(self.rules_changed)
        self.vault.lock_minutes_changed.connect(self.lock_minutes_changed)
        self.vault.passphrase_change_requested.connect(self.passphrase_change_requested)
        self.vault.backup_requested.connect(self.backup_requested)
        resize_on_screen(self, 520, 640)

    def _build_layout(self) -> None:
        inner = QWidget()
        inner.setProperty("role", "scroll-body")
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(16))
        sections = (self.look, self.profile, self.rules, self.vault)
        for section in sections:
            if section is not self.look:
                column.addWidget(separator())
            column.addWidget(section)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(20), px(10), px(20), px(10))
        foot.addStretch()
        foot.addWidget(self.close_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(scroll, 1)
        box.addWidget(separator())
        box.addLayout(foot)

    def done(self, result: int) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()  # saves the field under way
        super().done(result)
        if self.look.value() != self._appearance:
            self._appearance = self.look.value()
            self.appearance_changed.emit(self._appearance)
