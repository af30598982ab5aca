"""The demonstration vault, shown screen by screen, then larger and in high contrast."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QMainWindow, QPushButton, QTableView, QToolButton

from csf_desktop.ui.preferences import Appearance
from scripts.tour import hands, sight
from scripts.tour.stage import Stage
from scripts.tour.waiting import wait_for

VIEWS = {"Marchés": "marches", "Parcours": "parcours", "Suivi": "suivi"}
LARGE = {"zoom": 2.0}
CONTRAST = {"theme": "high_contrast"}


def show_demonstration(stage: Stage) -> None:
    """Open the demonstration as ``csf-desktop --demo`` does, and show every screen."""
    stage.open_program(stage.demo, is_demo=True)
    stage.take("demonstration-preparation")
    stage.wait_for_main_window()
    show_views(stage, "demonstration")
    show_tabs(stage)
    show_dialogs(stage)
    stage.leave()


def show_other_appearances(stage: Stage) -> None:
    """Show the views at 200 %, then in high contrast."""
    usual = stage.appearance
    for prefix, changes in (("zoom-200", LARGE), ("contraste", CONTRAST)):
        stage.appearance = replace(Appearance(), **changes)
        stage.open_program(stage.demo, is_demo=True)
        stage.wait_for_main_window()
        show_views(stage, prefix)
        stage.leave()
    stage.appearance = usual


def show_views(stage: Stage, prefix: str) -> None:
    """Take a picture of the list of each view, and of what one row opens."""
    for view, name in VIEWS.items():
        go_to(view)
        wait_for(_has_rows, f"la liste «\u00a0{view}\u00a0» reste vide")
        stage.take(f"{prefix}-{name}")
        open_row(2)
        stage.take(f"{prefix}-{name}-detail")
        close_panel()


def show_tabs(stage: Stage) -> None:
    """Show each part of a pathway that is in company."""
    go_to("Parcours")
    hands.open_row("En entreprise")
    wait_for(_panel_is_open, "le parcours ne s’ouvre pas")
    for tab in ("Personnes", "Heures", "Issues"):
        hands.open_tab(tab)
        stage.take(f"demonstration-parcours-{tab.lower()}")
    hands.open_tab("Suivi")
    close_panel()


def show_dialogs(stage: Stage) -> None:
    """Show the forms and the windows that are opened from anywhere."""
    go_to("Marchés")
    hands.click("Nouveau marché")
    wait_for(lambda: sight.is_shown(QPushButton, "Créer le marché"), "le formulaire ne s’ouvre pas")
    stage.take("marche-nouveau")
    hands.click("Abandonner")
    go_to("Parcours")
    hands.press_shortcut(hands.Key.Key_K)
    hands.type_in_focus("ma")
    wait_for(lambda: "Marchés" in sight.popup_words(), "la recherche ne trouve rien")
    stage.take("recherche-globale")
    hands.close_popup()
    hands.click("Réglages")
    wait_for(lambda: "Apparence" in sight.words(), "les réglages ne s’ouvrent pas")
    stage.take("reglages")
    hands.click("Fermer")
    hands.click("Aide")
    wait_for(lambda: "Aide" in sight.front().windowTitle(), "l’aide ne s’ouvre pas")
    stage.take("aide")
    sight.front().close()


def go_to(view: str) -> None:
    """Show a view by the bar at the left."""
    hands.click(view)


def open_row(row: int) -> None:
    """Open a row of the list in sight, by its place."""
    table = _table()
    hands.click_cell(table, min(row, table.model().rowCount() - 1))
    wait_for(_panel_is_open, "la ligne ne s’ouvre pas")
    wait_for(lambda: "Lecture…" not in sight.words(), "le détail ne se lit pas")


def close_panel() -> None:
    """Close the detail by its cross, or by its arrow where it takes the whole room."""
    for name in ("Fermer le détail", "Revenir à la liste"):
        if sight.is_shown(QToolButton, name):
            hands.click(name)
            return


def _panel_is_open() -> bool:
    return any(
        sight.is_shown(QToolButton, name) for name in ("Fermer le détail", "Revenir à la liste")
    )


def _table() -> QTableView:
    def look() -> QTableView | None:
        return next((one for one in _main().findChildren(QTableView) if one.isVisible()), None)

    return wait_for(look, "aucune liste n’est à l’écran")


def _main() -> QMainWindow:
    found = next((one for one in sight.windows() if isinstance(one, QMainWindow)), None)
    return wait_for(lambda: found, "la fenêtre principale n’est pas à l’écran")


def _has_rows() -> bool:
    return any(sight.cell_text(cell) for cell in sight.cells(_table()))
