"""The course of a contract with purchase orders, as docs/heures.md works it by hand.

Each step is one line of the page's table: the calendar goes to its day, and the window is used as
a tutor would on that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton

from scripts.tour import first_run, hands, sight
from scripts.tour.pathway import at_step, take_step, typed
from scripts.tour.stage import Stage
from scripts.tour.waiting import wait_for

CONTRACT = "Peinture et sols des collèges"
COMPANY = "Bâtisseurs de l’Exemple"
YOUNG_PEOPLE = (("Inès", "Exemple"), ("Malik", "Modèle"))
A, B = "P-2025-001-01", "P-2025-001-02"
A_START, B_START = date(2026, 9, 7), date(2026, 9, 14)
SIGNED = date(2026, 6, 22)


DAYS = (
    date(2025, 9, 15), date(2025, 12, 1), date(2026, 1, 12), date(2026, 3, 16), date(2026, 3, 30),
    date(2026, 4, 20), date(2026, 6, 8), date(2026, 9, 14), date(2026, 10, 2), date(2026, 10, 7),
    date(2026, 11, 13), date(2027, 1, 11), date(2027, 5, 3), date(2027, 6, 7), date(2027, 11, 30),
)  # fmt: skip
"""Of each line of the table; a test holds that they are those of the page."""

PICTURES = {
    4: "heures-bons-de-commande",
    6: "heures-parcours-proposes",
    7: "heures-reservees",
    10: "heures-parcours-interrompu",
    14: "heures-en-danger",
}
"""What is worth a picture, by the number of the line."""


def show(stage: Stage) -> None:
    """Go through the whole course in a vault of its own, with pictures."""
    own = Stage(stage.folder / "heures", stage.end)
    own.calendar.move_to(DAYS[0])
    first_run.go_through_assistant(own)
    own.album = stage.album
    for number, day in enumerate(DAYS, start=1):
        carry_out(own, number, day)
        if number in PICTURES:
            table = sight.named(QLabel, "Par lot")
            is_laid_out = partial(_is_laid_out, table)
            wait_for(is_laid_out, "le détail ne se met pas en page")
            sight.show_in_area(table)
            own.take(PICTURES[number])
    own.leave()


def carry_out(stage: Stage, number: int, day: date) -> None:
    """Do what happens on a line of the table; where nothing does, only the day goes by."""
    stage.calendar.move_to(day)
    act = _STEPS.get(number)
    if act is not None:
        act(day)
    show_contract()


def show_contract() -> None:
    """Show the contract afresh: its page says what is true on the day of the calendar."""
    for name in ("Fermer le détail", "Revenir à la liste"):
        if sight.is_shown(QToolButton, name):
            hands.click(name)
            break
    hands.click("Marchés")
    if sight.is_shown(QToolButton, "Fermer le détail"):
        hands.click("Fermer le détail")
    hands.open_row(CONTRACT)
    wait_for(lambda: "Heures de la clause" in sight.words(), "le marché ne s’ouvre pas")
    wait_for(lambda: "Lecture…" not in sight.words(), "le marché ne se lit pas")


# --- the contract


def publish(day: date) -> None:
    """Write the clause down, with its rule and its lots, and publish it."""
    hands.click("Nouveau marché")
    hands.fill("Objet", CONTRACT)
    hands.fill("Entreprise titulaire", COMPANY, leave=False)
    hands.close_suggestions()
    hands.fill("Heures de la clause", "900")
    hands.fill("Durée", "24")
    hands.click("Créer le marché")
    wait_for(lambda: sight.is_shown(QPushButton, "Changer d’étape"), "le marché n’est pas créé")
    hands.click("Modifier")
    hands.choose("Calcul des heures", "Par montant commandé")
    wait_for(lambda: "Modification du marché" in sight.words(), "le calcul ne s’enregistre pas")
    hands.fill("Heures par tranche commandée", "150")
    hands.fill("Montant d’une tranche", "100000")
    hands.click("Terminer")
    for number, title, hours in (("1", "Peinture", "600"), ("2", "Sols", "300")):
        hands.click("Ajouter un lot")
        hands.fill("Numéro du lot", number)
        hands.fill("Intitulé du lot", title)
        hands.fill("Heures du lot", hours)
        hands.click("Ajouter")
        _wait_for_line(f"Modifier Lot {number}")
    go_to_step("Publié", day)


def go_to_step(step: str, day: date) -> None:
    """Take the contract to a step."""
    hands.click("Changer d’étape")
    hands.choose("Nouvelle étape", step)
    hands.fill("Depuis le", typed(day))
    hands.click("Changer d’étape")
    wait_for(lambda: not sight.is_shown(QLineEdit, "Depuis le"), "l’étape n’est pas franchie")


def order(number: str, lot: str, euros: str, hours: str = "") -> Callable[[date], None]:
    """Return what enters a purchase order on a day."""

    def enter(day: date) -> None:
        hands.click("Ajouter un bon de commande")
        hands.fill("Numéro du bon", number)
        hands.fill("Date", typed(day))
        hands.fill("Montant du bon", euros)
        if hours:
            hands.fill("Heures de ce bon", hours)
        hands.choose("Lot", f"Lot\u00a0{lot}")
        hands.click("Ajouter")
        _wait_for_line(f"Modifier Bon {number}")

    return enter


def offer(_day: date) -> None:
    """Put the hours of each lot on offer, for one young person each."""
    for lot, hours, start in (("1", 300, A_START), ("2", 150, B_START)):
        hands.click("Répartir en parcours…")
        hands.choose("Lot à répartir", f"Lot\u00a0{lot} ({hours}\u00a0h)")
        hands.choose("Répartition", f"{hours}\u00a0h (1\u00a0jeune)")
        hands.fill("Entrée du premier", typed(start))
        hands.click("Créer les parcours")
        wait_for(lambda: not sight.is_shown(QPushButton, "Créer les parcours"), "rien n’est créé")
        _wait_for_line(A if lot == "1" else B)


# --- the pathways


def reserve(_day: date) -> None:
    """Reserve each pathway for a young person whose file is opened on the spot."""
    for reference, (given, family) in zip((A, B), YOUNG_PEOPLE, strict=True):
        open_pathway(reference)
        hands.click("Réserver pour un jeune")
        hands.click("Ouvrir un nouveau dossier")
        hands.fill("Prénom", given)
        hands.fill("Nom", family)
        hands.fill("Date de naissance", "4/5/2007")
        hands.click("Ouvrir le dossier et réserver")
        at_step("Envoyer le profil")


def enter_companies(day: date) -> None:
    """Take both to the company, each on its day."""
    for reference, entered in ((A, A_START), (B, day)):
        open_pathway(reference)
        take_step("Envoyer le profil", "Fixer la rencontre", SIGNED)
        take_step("Fixer la rencontre", "Convention signée", SIGNED)
        take_step("Convention signée", "Commencer en entreprise", SIGNED)
        take_step("Commencer en entreprise", "Passer au bilan croisé", entered)


def write_first_weeks(_day: date) -> None:
    """Write the hours of the weeks that are over."""
    write_hours(A, A_START, ("35", "30", "35", "20"))
    write_hours(B, B_START, ("35", "28", "7"))


def interrupt(day: date) -> None:
    """Interrupt the second one in the middle of a week."""
    write_hours(B, B_START + timedelta(weeks=3), ("14",))
    hands.open_tab("Suivi")
    hands.click("Autres actions")
    hands.click_entry("Interrompre le parcours")
    hands.fill("Motif", "Le projet ne convenait pas")
    hands.fill("Date", typed(day))
    hands.click("Interrompre le parcours")
    wait_for(lambda: "Statut : Interrompu" in sight.words(), "le parcours n’est pas interrompu")


def close_first(day: date) -> None:
    """Write the last weeks of the first one, hold its review and close it."""
    write_hours(A, A_START + timedelta(weeks=4), ("35", "35", "35", "35", "20"))
    take_step("Passer au bilan croisé", "Clore le parcours", day)
    hands.open_tab("Issues")
    hands.tick("Projet professionnel établi")
    at_step("Clore le parcours", enabled=True)
    hands.open_tab("Suivi")
    hands.fill("Date de l’étape suivante", typed(day))
    hands.click("Clore le parcours")
    wait_for(lambda: "Aucune action attendue" in sight.words(), "le parcours n’est pas clos")


def write_hours(reference: str, monday: date, done: Sequence[str]) -> None:
    """Write the hours of weeks that follow each other, Enter going to the next."""
    open_pathway(reference)
    hands.open_tab("Heures")
    for at, hours in enumerate(done):
        week = sight.short_day(monday + timedelta(weeks=at))
        hands.fill(f"Heures réalisées, semaine du {week}", hours, leave=False)
        hands.press(hands.Key.Key_Return)


def open_pathway(reference: str) -> None:
    """Open a pathway from its list."""
    hands.click("Parcours")
    hands.open_row(reference)
    wait_for(lambda: sight.is_shown(QPushButton, "Exporter la fiche"), f"{reference} est fermé")
    wait_for(lambda: sight.is_shown(QLabel, reference), f"{reference} ne se lit pas")


def counted_hours(reference: str) -> int:
    """Return the whole hours that a pathway counts against the clause, as its page says them."""
    open_pathway(reference)
    hands.open_tab("Heures")
    name = "Décomptées du volume dû"
    wait_for(lambda: name in sight.words(), "les heures décomptées ne sont pas à l’écran")
    lines = sight.words().split("\n")
    return _hours(lines[lines.index(name) + 1])


def figures(names: Iterable[str]) -> dict[str, int]:
    """Return the whole hours of the figures in sight that have these names: « Dues : 550 h »."""
    shown = [part for part in sight.front().findChildren(QLabel) if part.isVisible()]
    said = [sight.plain(part.accessibleName()).partition(" : ") for part in shown]
    wanted = set(names)
    return {name: _hours(hours) for name, _, hours in said if name in wanted}


def _hours(said: str) -> int:
    return int(said.removesuffix(" h").replace(" ", ""))


def _is_laid_out(part: QLabel) -> bool:
    return part.height() >= part.sizeHint().height()


def _wait_for_line(name: str) -> None:
    wanted = sight.plain(name)
    wait_for(lambda: _is_line_shown(wanted), f"«\u00a0{name}\u00a0» n’est pas dans le marché")


def _is_line_shown(name: str) -> bool:
    buttons = sight.front().findChildren(QPushButton)
    return any(sight.plain(one.accessibleName()).startswith(name) for one in buttons)


_STEPS: dict[int, Callable[[date], None]] = {
    1: publish,
    2: lambda day: go_to_step("Notifié", day),
    3: order("BC-1", "1", "250000"),
    4: order("BC-2", "2", "60000"),
    5: offer,
    6: order("BC-3", "1", "80000", "100"),
    7: reserve,
    8: enter_companies,
    9: write_first_weeks,
    10: interrupt,
    11: close_first,
    12: order("BC-4", "2", "200000"),
    15: lambda day: go_to_step("Terminé", day),
}
