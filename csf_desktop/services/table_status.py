"""The step of a contract in a row of a table: what its words and its dates say it has reached."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from csf_desktop.labels import label
from csf_desktop.models.codes import ContractStatus
from csf_desktop.models.entities import Contract
from csf_desktop.services.table_fields import FIELDS, NBSP, PATHWAY_KEYS
from csf_desktop.services.table_match import plain

KEY = "contract_status"
_STEPS = tuple(ContractStatus)
_DATES = {ContractStatus.PUBLISHED: "published_on", ContractStatus.NOTIFIED: "notified_on"}
_WORDS = {
    ContractStatus.DRAFTED: (
        *("en preparation", "en cours de preparation", "a publier", "redige", "redigee"),
        *("clause redigee", "en redaction", "en cours de redaction"),
    ),
    ContractStatus.PUBLISHED: (
        *("publie", "publiee", "avis publie", "en consultation", "consultation"),
        *("consultation en cours", "en cours de consultation"),
    ),
    ContractStatus.NOTIFIED: ("notifie", "notifiee", "attribue", "attribuee"),
}
_SHARED_WORDS = {
    ContractStatus.NOTIFIED: ("en cours", "en cours d execution", "en execution"),
    ContractStatus.CLOSED: ("termine", "terminee", "clos", "close", "cloture", "cloturee"),
}
"""Words said of pathways as well: in a row that offers one they are not known to be the step of
the contract."""


def step_of(values: Mapping[str, Any]) -> ContractStatus | None:
    """Return the step that the words of a row say clearly, ``None`` of others and of none."""
    said = _words(values.get(KEY, ""))
    clear = [_WORDS] if any(key in values for key in PATHWAY_KEYS) else [_WORDS, _SHARED_WORDS]
    return next(
        (step for words in clear for step, known in words.items() if said in known),
        None,
    )


def words_kept(values: Mapping[str, Any]) -> str:
    """Return the words on steps that go to a note: those of a pathway, or not clear enough."""
    own = "" if step_of(values) is not None else values.get(KEY, "")
    return ", ".join(part for part in (values.get("pathway_status", ""), own) if part)


def advance(
    contract: Contract, values: Mapping[str, Any], today: date, notes: list[str], *, may_close: bool
) -> bool:
    """Move a contract on to the step that the dates and the words of a row say it has reached.

    It never goes back, and is closed only if ``may_close``; what is not followed is noted, and so
    is the missing day of a step. Tell whether the contract moved.
    """
    said = step_of(values)
    before = ContractStatus(contract.status)
    target = max(before, _step_of_dates(contract, values, today), key=_STEPS.index)
    is_further = said is not None and _STEPS.index(said) > _STEPS.index(target)
    if said is not None and is_further and (said is not ContractStatus.CLOSED or may_close):
        target = said
    if said is not None and said is not target:
        here, there = label(ContractStatus, target), values[KEY]
        notes.append(
            f"{FIELDS[KEY].title}{NBSP}: «{NBSP}{here}{NBSP}» retenu, le fichier dit "
            f"«{NBSP}{there}{NBSP}»."
        )
    contract.status = target
    day = _DATES.get(target)
    if said is target and day is not None and getattr(contract, day) is None:
        notes.append(
            f"{FIELDS[day].title} manquante{NBSP}: le marché est à l’étape "
            f"«{NBSP}{label(ContractStatus, target)}{NBSP}», donnez-la sur sa page."
        )
    return target is not before


def _step_of_dates(contract: Contract, values: Mapping[str, Any], today: date) -> ContractStatus:
    reached = ContractStatus.DRAFTED
    for step, name in _DATES.items():
        day = getattr(contract, name)
        if name in values and day is not None and day <= today:
            reached = step
    return reached


def _words(text: str) -> str:
    """Return words as they are compared, without apostrophes nor « marché » before them."""
    said = plain(text).replace("’", " ").replace("'", " ").strip(" .")
    return said.removeprefix("marche ").strip()
