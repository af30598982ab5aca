"""The menu bar of the main window: every action by name, with its shortcut."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from csf_desktop.ui.preferences import Appearance

UNDO = "Annuler"


class Actions(QObject):
    """The actions of the window; whoever builds it connects their ``triggered``."""

    def __init__(self, view_titles: Sequence[str], appearance: Appearance, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        make = self._make
        self.import_files = make("&Importer…", "Ctrl+I")
        self.card = make("Ma &carte de contact…")
        self.synthesis = make("Syn&thèse par année…")
        self.form = make("&Fiche de recensement pour un acheteur…")
        self.verify = make("Vérifier un &PDF…")
        self.backup = make("&Sauvegarder maintenant")
        self.settings = make("&Réglages…", "Ctrl+,")
        self.lock = make("&Verrouiller", "Ctrl+L")
        self.quit = make("&Quitter", "Ctrl+Q")
        self.undo = make(UNDO, "Ctrl+Z")
        self.new = make("&Nouveau", "Ctrl+N")
        self.find = make("&Rechercher", "Ctrl+F")
        self.find_everywhere = make("Recherche &globale…", "Ctrl+K")
        self.views = [
            make(title, f"Ctrl+{number}") for number, title in enumerate(view_titles, start=1)
        ]
        self.zoom_in = make("&Agrandir", "Ctrl++", "Ctrl+=")
        self.zoom_out = make("&Réduire", "Ctrl+-")
        self.zoom_reset = make("&Taille normale", "Ctrl+0")
        self.high_contrast = make("&Contraste élevé")
        self.legible_font = make("&Police très lisible")
        self.initials_only = make("&Initiales seulement", "Ctrl+Shift+I")
        self.help = make("&Aide de cet écran", "F1")
        self.guide = make("&Guide de l’acheteur…")
        self.about = make("À &propos")
        self._set_up_switches(appearance)
        self.undo.setEnabled(False)

    def show_undo(self, *, can_undo: bool, label: str = "") -> None:
        """Say in the menu what will be undone."""
        self.undo.setEnabled(can_undo)
        self.undo.setText(f"{UNDO}\u00a0: {label}" if can_undo and label else UNDO)

    def fill(self, bar: QMenuBar) -> None:
        """Add the menus."""
        self._add(bar, "&Fichier", self.import_files, self.form, self.card, self.synthesis,
                  self.verify, None, self.backup, self.settings, self.lock, self.quit)  # fmt: skip
        self._add(bar, "&Édition", self.undo, self.new, None, self.find, self.find_everywhere)
        self._add(bar, "&Affichage", *self.views, None, self.zoom_in, self.zoom_out,
                  self.zoom_reset, None, self.high_contrast, self.legible_font,
                  self.initials_only)  # fmt: skip
        self._add(bar, "Ai&de", self.help, self.guide, None, self.about)

    def _set_up_switches(self, appearance: Appearance) -> None:
        for switch, is_on in (
            (self.high_contrast, appearance.theme == "high_contrast"),
            (self.legible_font, appearance.legible_font),
            (self.initials_only, appearance.initials_only),
        ):
            switch.setCheckable(True)
            switch.setChecked(is_on)

    def _make(self, text: str, *shortcuts: str) -> QAction:
        made = QAction(text, self._owner)
        made.setShortcuts([QKeySequence(keys) for keys in shortcuts])
        self._owner.addAction(made)
        return made

    def _add(self, bar: QMenuBar, title: str, *actions: QAction | None) -> QMenu:
        menu = bar.addMenu(title)
        for action in actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        return menu


def connect(action: QAction, slot: Callable[[], object]) -> None:
    """Connect an action that carries no argument."""
    action.triggered.connect(lambda: slot())
