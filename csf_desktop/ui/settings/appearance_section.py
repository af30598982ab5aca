"""How the window looks, in the settings."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from csf_desktop.ui.preferences import SYSTEM_THEME, ZOOMS, Appearance
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.text import label

THEMES = (
    (SYSTEM_THEME, "Comme le système"),
    ("neutral", "Normal"),
    ("high_contrast", "Élevé"),
)


class AppearanceSection(QWidget):
    """Size, contrast, font, initials; they show when the settings are closed."""

    changed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom = ChoiceField([(_code(zoom), f"{round(zoom * 100)}\u00a0%") for zoom in ZOOMS])
        self.theme = ChoiceField(THEMES)
        self.legible_font = QCheckBox("Police très lisible (Atkinson Hyperlegible)")
        self.initials_only = QCheckBox("N’afficher que les initiales des jeunes")
        self._show(appearance)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        box.addWidget(label("Apparence", "h2"))
        box.addWidget(
            label("Vos choix s’appliquent quand vous fermez les réglages.", "hint", wrap=True)
        )
        box.addWidget(FormField("Taille", self.zoom))
        box.addWidget(FormField("Contraste", self.theme))
        box.addWidget(self.legible_font)
        box.addWidget(self.initials_only)
        for field in (self.zoom, self.theme):
            field.value_changed.connect(self.changed)
        for switch in (self.legible_font, self.initials_only):
            switch.toggled.connect(self.changed)

    def value(self) -> Appearance:
        """Return what is chosen."""
        return Appearance(
            zoom=float(self.zoom.value()),
            theme=self.theme.value(),
            legible_font=self.legible_font.isChecked(),
            initials_only=self.initials_only.isChecked(),
        )

    def _show(self, appearance: Appearance) -> None:
        nearest = min(ZOOMS, key=lambda zoom: abs(zoom - appearance.zoom))
        self.zoom.set_value(_code(nearest))
        self.theme.set_value(appearance.theme)
        self.legible_font.setChecked(appearance.legible_font)
        self.initials_only.setChecked(appearance.initials_only)


def _code(zoom: float) -> str:
    return f"{zoom:.2f}"
