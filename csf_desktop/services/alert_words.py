"""The alerts of a contract in words: one French sentence each, for the window and the papers."""

from __future__ import annotations

from datetime import date

from csf_desktop.labels import label
from csf_desktop.models.alerts import Alert
from csf_desktop.models.codes import Actor, AlertCode
from csf_desktop.reports.formatting import NBSP, count, short_date

_ELIDED = {
    Actor.COMPANY: "l’entreprise",
    Actor.BUYER: "l’acheteur",
    Actor.SCHOOL: "l’établissement",
}


def alert_sentence(alert: Alert, today: date) -> str:
    """Return what is the matter, who must do what, and by when, as one sentence.

    « L’entreprise n’a pas été jointe depuis la notification : le tuteur pilote doit l’appeler, en
    retard depuis 7 jours. »
    """
    return f"{_matter(alert)}{NBSP}: {_who(alert.owner)} doit {_what(alert)}{_when(alert, today)}."


def is_late(alert: Alert, today: date) -> bool:
    """Tell whether the day an alert is owed by has passed."""
    return alert.due is not None and alert.due < today


def _matter(alert: Alert) -> str:
    subject = alert.subject
    if alert.code is AlertCode.UNCONTACTED:
        return "L’entreprise n’a pas été jointe depuis la notification"
    if alert.code is AlertCode.UNPLACED_HOURS:
        return "Des heures restent sans jeune à l’approche de la fin"
    if alert.code is AlertCode.UNPLANNED_ORDER:
        name = f"Le bon {subject}" if subject else "Un bon de commande"
        return f"{name} n’a pas tous ses parcours"
    if alert.code is AlertCode.DOCUMENT_DUE:
        return f"Document attendu, «{NBSP}{subject}{NBSP}»"
    return f"{subject or 'Un contact'} a quitté l’entreprise"


def _what(alert: Alert) -> str:
    return {
        AlertCode.UNCONTACTED: "l’appeler",
        AlertCode.UNPLACED_HOURS: "les placer",
        AlertCode.UNPLANNED_ORDER: "les prévoir",
        AlertCode.DOCUMENT_DUE: "le remettre",
        AlertCode.CONTACT_GONE: "trouver qui lui succède",
    }[alert.code]


def _who(owner: Actor) -> str:
    return _ELIDED.get(owner) or f"le {label(Actor, owner).lower()}"


def _when(alert: Alert, today: date) -> str:
    if alert.due is None:
        return ""
    days = (alert.due - today).days
    if days < 0:
        return f", en retard depuis {'hier' if days == -1 else count(-days, 'jour')}"
    return ", aujourd’hui" if days == 0 else f", au plus tard le {short_date(alert.due)}"
