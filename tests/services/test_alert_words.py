"""An alert is one French sentence: what is the matter, who owes what, by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from csf_desktop.models.alerts import Alert
from csf_desktop.models.codes import ActionCode, Actor, AlertCode
from csf_desktop.services.alert_words import alert_sentence, is_late

NBSP = "\u00a0"
TODAY = date(2026, 11, 25)
CALL = Alert(AlertCode.UNCONTACTED, Actor.TUTOR, ActionCode.FIRST_CONTACT, TODAY)


@pytest.mark.parametrize(
    ("days", "ending"),
    [
        (-7, f"l’appeler, en retard depuis 7{NBSP}jours."),
        (-1, "l’appeler, en retard depuis hier."),
        (0, "l’appeler, aujourd’hui."),
        (5, f"l’appeler, au plus tard le 30{NBSP}nov.{NBSP}2026."),
    ],
)
def test_the_deadline_ends_the_sentence(days: int, ending: str) -> None:
    alert = replace(CALL, due=TODAY + timedelta(days=days))
    assert alert_sentence(alert, TODAY).endswith(ending)
    assert is_late(alert, TODAY) == (days < 0)


@pytest.mark.parametrize(
    ("code", "owner", "subject", "sentence"),
    [
        (
            AlertCode.UNCONTACTED,
            Actor.TUTOR,
            "",
            "L’entreprise n’a pas été jointe depuis la notification : "
            "le tuteur pilote doit l’appeler.",
        ),
        (
            AlertCode.UNPLACED_HOURS,
            Actor.COORDINATOR,
            "",
            "Des heures restent sans jeune à l’approche de la fin : "
            "le coordonnateur doit les placer.",
        ),
        (
            AlertCode.UNPLANNED_ORDER,
            Actor.TUTOR,
            "BC-3",
            "Le bon BC-3 n’a pas tous ses parcours : le tuteur pilote doit les prévoir.",
        ),
        (
            AlertCode.UNPLANNED_ORDER,
            Actor.TUTOR,
            "",
            "Un bon de commande n’a pas tous ses parcours : le tuteur pilote doit les prévoir.",
        ),
        (
            AlertCode.DOCUMENT_DUE,
            Actor.COMPANY,
            "RIB",
            "Document attendu, « RIB » : l’entreprise doit le remettre.",
        ),
        (
            AlertCode.CONTACT_GONE,
            Actor.TUTOR,
            "Ali Kaci",
            "Ali Kaci a quitté l’entreprise : le tuteur pilote doit trouver qui lui succède.",
        ),
    ],
)
def test_each_alert_says_its_matter(
    code: AlertCode, owner: Actor, subject: str, sentence: str
) -> None:
    said = alert_sentence(Alert(code, owner, ActionCode.OTHER, None, subject), TODAY)
    assert said.replace(NBSP, " ") == sentence
