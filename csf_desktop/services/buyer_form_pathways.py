"""Answers of a returned form about the pathways it proposes: put on offer once, changed while open.

The id of a pathway comes from its contract, the form's number and its rank on the form, so that
the same form twice, or on two laptops, makes it once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from csf_desktop.models.buyer_form import FIELDS, PATHWAYS
from csf_desktop.models.codes import ContactRole, PathwayStatus
from csf_desktop.models.entities import Company, Contract, Pathway, Site
from csf_desktop.models.form_values import fold
from csf_desktop.models.ids import natural_id
from csf_desktop.services import text
from csf_desktop.services.buyer_form_company import add_contact, contact_for
from csf_desktop.services.buyer_form_contract import answer, located, setter
from csf_desktop.services.buyer_form_lines import Answer, Ledger
from csf_desktop.services.pathways import (
    DEFAULT_WEEK_MINUTES,
    MAX_WEEKS,
    PathwayDraft,
    edit_pathway,
    put_on_offer,
)

NBSP = "\u00a0"
MINOR_FIT = "Convient à un mineur"
_PLAIN: tuple[tuple[str, str, text.Cleaner], ...] = (
    ("title", "title", text.line),
    ("tasks", "tasks", text.text),
    ("hours", "planned_minutes", text.minutes),
    ("week_hours", "week_minutes", text.minutes),
    ("starts_on", "starts_on", text.day),
)
_DRAFTED = ("title", "tasks", "conditions", "planned_minutes", "week_minutes", "starts_on")
_AFTERWARDS = ("site_id", "company_tutor_id")


def take_pathways(ledger: Ledger, contract: Contract, company: Company | None, today: date) -> None:
    """Compare the pathways that the form proposes."""
    for rank in range(1, PATHWAYS + 1):
        _Proposal(ledger, contract, company, today, rank).take()


@dataclass
class _Proposal:
    """One proposed pathway."""

    ledger: Ledger
    contract: Contract
    company: Company | None
    today: date
    rank: int
    prefix: str = field(init=False)

    def __post_init__(self) -> None:
        self.prefix = f"pathway_{self.rank}"

    def take(self) -> None:
        """Compare the pathway with the one that an earlier return made, or put it on offer."""
        answers = self._answers()
        if all(one.value in (None, "") for one in answers):
            return
        pathway_id = natural_id(
            "pathway", self.contract.id, "buyer-form", self.ledger.form.number, str(self.rank)
        )
        known = self.ledger.session.get(Pathway, pathway_id)
        title = f"Parcours proposé {self.rank}"
        if self._is_too_slow(known):
            self._warn("à ce rythme il dure plus de cinq ans, ses heures ne sont pas reprises")
            answers = [one for one in answers if not one.attribute.endswith("_minutes")]
        if known is None:
            self.ledger.compare("pathway", title, None, answers, partial(self._offer, pathway_id))
        elif known.deleted_at is not None and self.ledger.was_undone(pathway_id):
            self.ledger.compare("pathway", title, None, answers, partial(self._bring_back, known))
        elif known.deleted_at is not None:
            self._warn(f"{known.reference} a été supprimé ici, il n’est pas repris")
        elif known.status == PathwayStatus.OPEN:
            self.ledger.compare(
                "pathway", f"Parcours {known.reference}", known, answers, partial(self._edit, known)
            )
        elif any(one.attribute in _DRAFTED for one in answers):
            self._warn(
                f"{known.reference} n’est plus à pourvoir, ce que la fiche en dit n’est pas repris"
            )

    def _answers(self) -> list[Answer]:
        plain = [
            answer(self.ledger, f"{self.prefix}_{key}", name, clean) for key, name, clean in _PLAIN
        ]
        return [*plain, *self._conditions(), *self._site(), *self._tutor()]

    def _value(self, name: str) -> Any:  # noqa: ANN401 - whatever the field holds
        return self.ledger.form.values.get(f"{self.prefix}_{name}")

    def _conditions(self) -> list[Answer]:
        """Return the conditions as one text, a line each."""
        lines = [
            f"{FIELDS[f'{self.prefix}_{name}'].label}{NBSP}: {self._value(name)}"
            for name in ("meals", "transport", "dress")
            if self._value(name)
        ]
        if self._value("is_minor_fit"):
            lines.append(MINOR_FIT)
        key = f"{self.prefix}_conditions"
        return [Answer(key, "Conditions", "conditions", "\n".join(lines), text.text)]

    def _site(self) -> list[Answer]:
        said = {
            "name": text.line(str(self._value("place") or "")),
            "postal_code": str(self._value("postal_code") or ""),
            "commune": text.line(str(self._value("commune") or "")),
        }
        shown = ", ".join(part for part in said.values() if part)
        if not shown:
            return []
        if self.company is None:
            self._warn("sans entreprise, son lieu d’accueil n’est pas repris")
            return []
        site_id = natural_id("site", self.company.id, *(fold(part) for part in said.values()))
        return [
            Answer(
                f"{self.prefix}_place",
                "Lieu d’accueil",
                "site_id",
                site_id,
                shown=shown,
                on_take=partial(self._make_site, self.company.id, site_id, said),
            )
        ]

    def _make_site(self, company_id: str, site_id: str, said: dict[str, str]) -> None:
        place = {key: value for key, value in located(said).items() if key.startswith("commune")}
        made = self.ledger.session.get(Site, site_id)
        if made is None:
            made = Site(id=site_id, company_id=company_id)
            setter(made)({**said, **place, "name": said["name"] or said["commune"]})
            self.ledger.session.add(made)
        made.deleted_at = None
        self.ledger.session.flush()  # the next pathway may be at the same place

    def _tutor(self) -> list[Answer]:
        name = text.line(str(self._value("tutor") or ""))
        if not name:
            return []
        if self.company is None:
            self._warn("sans entreprise, son tuteur n’est pas repris")
            return []
        known, contact_id = contact_for(self.ledger, self.company, name)
        make = partial(
            add_contact,
            self.ledger,
            self.company,
            contact_id,
            ContactRole.COMPANY_TUTOR,
            {"name": name},
        )
        return [
            Answer(
                f"{self.prefix}_tutor",
                "Tuteur entreprise",
                "company_tutor_id",
                known.id if known else contact_id,
                shown=name,
                on_take=None if known else make,
            )
        ]

    def _offer(self, pathway_id: str, values: dict[str, Any]) -> None:
        draft = PathwayDraft(
            contract_id=self.contract.id,
            company_id=self.company.id if self.company else None,
            **{"planned_minutes": 0} | {name: values[name] for name in _DRAFTED if name in values},
        )
        made = put_on_offer(self.ledger.session, self.contract, draft, self.today, pathway_id)
        setter(made)({name: values[name] for name in _AFTERWARDS if name in values})
        self.ledger.session.flush()  # the next one's reference follows

    def _bring_back(self, known: Pathway, values: dict[str, Any]) -> None:
        known.deleted_at = None
        # Its weeks went with it: they are planned again.
        self._edit(known, {"starts_on": known.starts_on, **values})

    def _edit(self, known: Pathway, values: dict[str, Any]) -> None:
        # A plan that starts on another day ends on another: the end follows the plan.
        follows = {"ends_on": None} if "starts_on" in values else {}
        edit_pathway(self.ledger.session, known, {**follows, **values})

    def _is_too_slow(self, known: Pathway | None) -> bool:
        hours = self._value("hours") or (known.planned_minutes if known else 0)
        rhythm = self._value("week_hours") or (known.week_minutes if known else 0)
        return bool(hours > MAX_WEEKS * (rhythm or DEFAULT_WEEK_MINUTES))

    def _warn(self, what: str) -> None:
        self.ledger.warnings.append(f"Parcours proposé {self.rank}{NBSP}: {what}.")
