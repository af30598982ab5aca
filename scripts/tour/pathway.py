"""The course of one pathway, from the offer to its close, as the calendar moves on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtWidgets import QPushButton

from scripts.tour import hands, sight
from scripts.tour.contracts import COMPANY, CONTACT, CONTRACT
from scripts.tour.stage import Stage, monday_before
from scripts.tour.waiting import wait_for

OFFER = "Accueil et second œuvre"
GIVEN_NAME, FAMILY_NAME = "Inès", "Modèle"
PERSON = f"{GIVEN_NAME} {FAMILY_NAME}"
GUARDIAN = "Nadia Modèle"
PLANNED, WEEK = "150 h", "35 h"
DONE = ("35", "35", "28", "35", "10")
"""Hours written for each of the five weeks: one day was missed in the third."""
DONE_TOTAL = "143 h"


@dataclass(frozen=True)
class Days:
    """The days of the course, worked out from its first one."""

    start: date

    @property
    def reserved(self) -> date:
        return self.start + timedelta(days=2)

    @property
    def profile(self) -> date:
        return self.start + timedelta(days=5)

    @property
    def call(self) -> date:
        return self.start + timedelta(days=9)

    @property
    def meeting(self) -> date:
        return self.start + timedelta(days=14)

    @property
    def agreement(self) -> date:
        return self.start + timedelta(days=20)

    @property
    def entry(self) -> date:
        return monday_before(self.start + timedelta(days=30))

    @property
    def visit(self) -> date:
        return self.entry + timedelta(days=15)

    @property
    def review(self) -> date:
        return self.entry + timedelta(days=36)

    @property
    def closed(self) -> date:
        return self.entry + timedelta(days=43)


def days_of(stage: Stage) -> Days:
    """Return the days of the course on a stage."""
    return Days(stage.start)


def typed(day: date) -> str:
    """Return a day as one types it."""
    return f"{day.day}/{day.month}/{day.year}"


# --- the offer


def create(stage: Stage) -> None:
    """Make a pathway from the contract that is open."""
    hands.click("Créer un parcours")
    said = f"· {CONTRACT}"
    wait_for(lambda: said in sight.words(), "le formulaire du parcours ne s’ouvre pas")
    hands.fill("Intitulé", OFFER)
    hands.fill("Missions", "Accueillir les visiteurs, préparer les supports, poser les plinthes.")
    hands.fill("Heures prévues", PLANNED)
    hands.fill("Heures par semaine", WEEK)
    stage.take("parcours-nouveau")
    hands.click("Créer le parcours")
    wait_for(
        lambda: sight.is_shown(QPushButton, "Réserver pour un jeune"), "le parcours n’est pas créé"
    )
    stage.take("parcours-a-pourvoir")


def reserve(stage: Stage) -> None:
    """Reserve the pathway for a young person whose file is opened on the spot."""
    stage.calendar.move_to(days_of(stage).reserved)
    hands.click("Réserver pour un jeune")
    hands.click("Ouvrir un nouveau dossier")
    hands.fill("Prénom", GIVEN_NAME)
    hands.fill("Nom", FAMILY_NAME)
    hands.fill("Date de naissance", typed(date(stage.end.year - 17, 12, 31)))
    wait_for(lambda: "mineur" in sight.words(), "l’âge ne s’affiche pas")
    hands.fill("Téléphone", "06 00 00 00 00")
    hands.fill("Représentant légal", GUARDIAN)
    hands.pick("Commune", "renn", "Rennes")
    hands.fill("Souhaits", "Le bâtiment, au contact du public.")
    stage.take("parcours-reserver")
    hands.click("Ouvrir le dossier et réserver")
    at_step("Envoyer le profil")
    stage.take("parcours-reserve")


# --- the steps


def send_profile(stage: Stage) -> None:
    """Tell that CV and letter have gone."""
    stage.calendar.move_to(days_of(stage).profile)
    take_step("Envoyer le profil", "Fixer la rencontre", days_of(stage).profile)


def note_call(stage: Stage) -> None:
    """Note a telephone call in the five fields, with what comes next."""
    stage.calendar.move_to(days_of(stage).call)
    _open_exchange()
    hands.pick("Qui a été joint", CONTACT[:6], CONTACT)
    hands.click("Résultat : À rappeler")
    hands.fill("Note", "Rappeler jeudi, la responsable rentre de congé.")
    hands.choose("Prochaine action", "Tuteur pilote")
    hands.fill("Prochaine action : quoi", "Rappeler la responsable", leave=False)
    hands.close_suggestions()
    hands.fill("Prochaine action : quand", typed(days_of(stage).call + timedelta(days=3)))
    stage.take("echange-a-noter")
    _save_exchange("Rappeler jeudi")
    stage.take("parcours-echange-note")


def hold_meeting(stage: Stage) -> None:
    """Name the company's tutor, then tell that the meeting is set."""
    stage.calendar.move_to(days_of(stage).meeting)
    hands.open_tab("Personnes")
    hands.choose("Tuteur entreprise", f"{CONTACT} (tuteur entreprise)")
    stage.take("parcours-personnes")
    take_step("Fixer la rencontre", "Convention signée", days_of(stage).meeting)


def sign_agreement(stage: Stage) -> None:
    """Fill in the plan, then tell that all have signed."""
    days = days_of(stage)
    stage.calendar.move_to(days.agreement)
    hands.open_tab("Heures")
    hands.fill("Entrée en entreprise", typed(days.entry))
    wait_for(lambda: "Semaine du" in sight.words(), "les semaines n’apparaissent pas")
    hands.fill("Convention signée le", typed(days.agreement))
    stage.take("parcours-plan")
    take_step("Convention signée", "Commencer en entreprise", days.agreement)


def enter_company(stage: Stage) -> None:
    """Tell that the young person is in the company."""
    stage.calendar.move_to(days_of(stage).entry)
    take_step("Commencer en entreprise", "Passer au bilan croisé", days_of(stage).entry)


def note_visit(stage: Stage) -> None:
    """Note the visit to the company."""
    stage.calendar.move_to(days_of(stage).visit)
    _open_exchange()
    hands.pick("Qui a été joint", CONTACT[:6], CONTACT)
    hands.click("Comment : Visite")
    hands.click("Résultat : D’accord")
    hands.fill("Note", "Les tâches plaisent, l’accueil aussi.")
    _save_exchange("Les tâches plaisent")


def write_hours(stage: Stage) -> None:
    """Write the hours of each week, Enter going to the next."""
    stage.calendar.move_to(days_of(stage).review)
    hands.open_tab("Heures")
    for at, hours in enumerate(DONE):
        monday = days_of(stage).entry + timedelta(days=7 * at)
        hands.fill(f"Heures réalisées, semaine du {sight.short_day(monday)}", hours, leave=False)
        hands.press(hands.Key.Key_Return)
    wait_for(lambda: DONE_TOTAL in sight.words(), "le total des heures n’est pas juste")
    stage.take("parcours-heures")


def review(stage: Stage) -> None:
    """Go on to the cross review."""
    stage.calendar.move_to(days_of(stage).review)
    take_step("Passer au bilan croisé", "Clore le parcours", days_of(stage).review)


def close(stage: Stage) -> None:
    """Tick what it led to and what it brought, then close."""
    stage.calendar.move_to(days_of(stage).closed)
    hands.open_tab("Issues")
    hands.tick("Contrat d’apprentissage")
    hands.tick("Projet professionnel établi")
    hands.tick("Une orientation trouvée")
    stage.take("parcours-issues")
    at_step("Clore le parcours", enabled=True)
    hands.open_tab("Suivi")
    hands.fill("Date de l’étape suivante", typed(days_of(stage).closed))
    hands.click("Clore le parcours")
    wait_for(lambda: "Aucune action attendue" in sight.words(), "le parcours n’est pas clos")
    stage.calendar.move_to(stage.end)
    stage.take("parcours-termine")


def _open_exchange() -> None:
    hands.click("Noter un échange")
    said = f"{PERSON} · {COMPANY}"
    wait_for(lambda: said in sight.words(), "le formulaire d’échange ne s’ouvre pas")


def _save_exchange(note: str) -> None:
    save = "Enregistrer l’échange"
    hands.click(save)
    wait_for(lambda: not sight.is_shown(QPushButton, save), "l’échange ne s’enregistre pas")
    wait_for(lambda: note in sight.words(), "l’échange n’est pas dans le suivi")


def take_step(action: str, following: str, day: date) -> None:
    """Give the day of a step, take it, and wait until the next one is offered."""
    hands.open_tab("Suivi")
    hands.fill("Date de l’étape suivante", typed(day))
    hands.click(action)
    at_step(following)


def at_step(action: str, *, enabled: bool = False) -> None:
    def look() -> bool:
        shown = sight.is_shown(QPushButton, action)
        return shown and (not enabled or sight.named(QPushButton, action).isEnabled())

    wait_for(look, f"l’étape «\u00a0{action}\u00a0» n’est pas proposée")


COURSE: tuple[Callable[[Stage], None], ...] = (
    create,
    reserve,
    send_profile,
    note_call,
    hold_meeting,
    sign_agreement,
    enter_company,
    note_visit,
    write_hours,
    review,
    close,
)
