"""The words of each step of the course, as something one does. Qt-free."""

from __future__ import annotations

from csf_desktop.models.codes import PathwayStatus
from csf_desktop.models.course import ENDED
from csf_desktop.services.pathway_page import StepChoice

S = PathwayStatus

SIDE_EXITS = (S.INTERRUPTED, S.NOT_STARTED, S.LOST)

_ACTIONS: dict[PathwayStatus, str] = {
    S.OPEN: "Libérer le parcours",
    S.RESERVED: "Réserver pour un jeune",
    S.PROFILE_SENT: "Envoyer le profil",
    S.MEETING: "Fixer la rencontre",
    S.AGREEMENT: "Convention signée",
    S.IN_PROGRESS: "Commencer en entreprise",
    S.REVIEW: "Passer au bilan croisé",
    S.CLOSED: "Clore le parcours",
    S.NOT_STARTED: "Déclarer non commencé",
    S.INTERRUPTED: "Interrompre le parcours",
    S.LOST: "Déclarer perdu",
}

_WHAT_IT_DOES: dict[PathwayStatus, str] = {
    S.OPEN: "Le parcours redevient à pourvoir\u00a0; le jeune n’y est plus rattaché.",
    S.INTERRUPTED: (
        "Les semaines commencées à cette date comptent dans le volume dû par l’entreprise\u00a0; "
        "les heures réalisées sont conservées à part."
    ),
    S.NOT_STARTED: "Le jeune n’est pas entré en entreprise\u00a0: les heures restent dues.",
    S.LOST: "Le marché se termine sans qu’un jeune ait été placé\u00a0: les heures sont perdues.",
}


def action_of(current: str, target: str) -> str:
    """Return what one does to go from a step to another, as the text of a button."""
    if S(target) is S.OPEN and S(current) in ENDED:
        return "Remettre à pourvoir"
    if S(target) is S.REVIEW and S(current) is S.CLOSED:
        return "Rouvrir le bilan"
    return _ACTIONS[S(target)]


def explanation_of(target: str) -> str:
    """Return what a step that leaves the main course does, in a sentence; empty for the others."""
    return _WHAT_IT_DOES.get(S(target), "")


def asks_reason(current: str, target: str) -> bool:
    """Tell whether a reason is asked for: side exits, and releasing a young person."""
    is_release = S(target) is S.OPEN and S(current) not in ENDED
    return is_release or S(target) in SIDE_EXITS


def ordinary_choice(current: str, choices: tuple[StepChoice, ...]) -> StepChoice | None:
    """Return the step that ordinarily follows, ``None`` once the pathway is over."""
    return choices[0] if choices and S(current) not in ENDED else None


def missing_sentence(choice: StepChoice) -> str:
    """Return « Il manque\u00a0: … » before a step, empty when nothing is missing."""
    if not choice.missing or choice.status == S.RESERVED:  # reserving asks for the young person
        return ""
    return f"Il manque\u00a0: {', '.join(choice.missing)}."


def tab_that_completes(choice: StepChoice) -> str:
    """Return the tab where what is missing is filled in."""
    return "outcomes" if choice.status == S.CLOSED else "hours"
