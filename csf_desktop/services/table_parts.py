"""What goes with a contract in a row of a table: its companies, people and pathway."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.base import Record
from csf_desktop.models.codes import AwardeeRole, ContactRole, PathwayStatus
from csf_desktop.models.entities import Awardee, Company, Contact, Contract, Pathway
from csf_desktop.models.ids import natural_id
from csf_desktop.services import text
from csf_desktop.services.contracts import awardee_of
from csf_desktop.services.organisations import company_for
from csf_desktop.services.pathways import PathwayDraft, edit_pathway, put_on_offer
from csf_desktop.services.table_fields import FIELDS, NBSP, PATHWAY_KEYS
from csf_desktop.services.table_match import plain

PATHWAY_FIELDS = {
    "pathway_title": "title",
    "pathway_tasks": "tasks",
    "pathway_minutes": "planned_minutes",
    "pathway_starts_on": "starts_on",
}
STATUS_NOTE = f"Étape dans le fichier{NBSP}: "


@dataclass
class RowParts:
    """Takes the parts of rows in; ``may_replace`` tells what no person wrote, ``was_undone`` what
    is gone because an import was undone. Each method tells whether it changed anything."""

    session: Session
    today: date
    may_replace: Callable[[Record, str], bool]
    was_undone: Callable[[Record], bool]
    offered: Counter[str] = field(default_factory=Counter)
    ranks: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def take_companies(
        self,
        contract: Contract,
        named: tuple[tuple[str, str], ...],
        notes: list[str],
        *,
        is_new: bool,
    ) -> tuple[Company | None, bool]:
        """Add the companies of a row; return the first of them that is the contract's own."""
        first, is_changed = None, False
        known = [] if is_new or not named else self._companies_of(contract.id)
        for name, siret in named:
            company = next((one for one in known if _is_same(one, name, siret)), None)
            if company is None and known and first is None:
                told = ", ".join(one.name or one.siret for one in known)
                notes.append(
                    f"Entreprise{NBSP}: «{NBSP}{told}{NBSP}» gardée, le fichier dit "
                    f"«{NBSP}{name or siret}{NBSP}»."
                )
                continue
            if company is None:
                company = self._add_company(
                    contract, name, siret, is_first=first is None, notes=notes
                )
                is_changed |= company is not None
            elif (siret and not company.siret) or (name and not company.name):
                is_changed = True
                company.siret, company.name = company.siret or siret, company.name or name
            first = first or company
        return first, is_changed

    def take_contact(self, owner: Record, values: dict[str, Any], prefix: str) -> bool:
        """Add or complete a person of the buyer's or of a company, known by name."""
        said = {name: values.get(f"{prefix}_{name}", "") for name in ("name", "phone", "email")}
        if not any(said.values()):
            return False
        if not said["name"] and isinstance(owner, Company):
            return _fill(owner, {"phone": said["phone"], "email": said["email"]})
        shown = said["name"] or said["email"] or said["phone"]
        is_company = isinstance(owner, Company)
        mine = Contact.company_id == owner.id if is_company else Contact.buyer_id == owner.id
        people = self.session.scalars(select(Contact).where(mine, Contact.deleted_at.is_(None)))
        contact = next((one for one in people if plain(one.name) == plain(shown)), None)
        if contact is not None:
            return contact.until is None and _fill(contact, said)
        contact_id = natural_id("contact", owner.id, plain(shown))
        if self.session.get(Contact, contact_id) is not None:  # taken off by a person
            return False
        self.session.add(
            Contact(
                id=contact_id,
                company_id=owner.id if is_company else None,
                buyer_id=None if is_company else owner.id,
                role=ContactRole.REFERENT if is_company else ContactRole.BUYER,
                **{**said, "name": shown},
            )
        )
        return True

    def take_pathway(
        self,
        contract: Contract,
        company: Company | None,
        values: dict[str, Any],
        notes: list[str],
    ) -> bool:
        """Put the pathway of a row on offer, or complete the one it made before."""
        said = {PATHWAY_FIELDS[key]: values[key] for key in PATHWAY_KEYS if key in values}
        if not said:
            return False
        title = plain(said.get("title", ""))
        self.ranks[contract.id, title] += 1
        rank = str(self.ranks[contract.id, title])
        pathway_id = natural_id("pathway", contract.id, "table", title, rank)
        known = self.session.get(Pathway, pathway_id)
        try:
            if known is None:
                return self._offer(contract, company, said, values, pathway_id)
            return self._complete(known, said, notes)
        except InvalidInputError as error:
            notes.append(f"Parcours proposé{NBSP}: {text.after_colon(str(error))}")
            return False

    def _offer(
        self,
        contract: Contract,
        company: Company | None,
        said: dict[str, Any],
        values: dict[str, Any],
        pathway_id: str,
    ) -> bool:
        owed = contract.owed_minutes or contract.clause_minutes
        left = owed - contract.committed_minutes - contract.offered_minutes
        planned = max(0, left - self.offered[contract.id])
        draft = PathwayDraft(
            contract.id,
            company_id=company.id if company else None,
            **{"planned_minutes": planned} | said,
        )
        self.session.flush()  # its reference counts the pathways that are there
        made = put_on_offer(self.session, contract, draft, self.today, pathway_id)
        if values.get("pathway_status"):
            made.note = f"{STATUS_NOTE}{values['pathway_status']}"
        self.offered[contract.id] += made.planned_minutes
        return True

    def _complete(self, pathway: Pathway, said: dict[str, Any], notes: list[str]) -> bool:
        if pathway.deleted_at is not None:
            if not self.was_undone(pathway):
                notes.append(
                    f"Le parcours {pathway.reference} a été supprimé ici, il n’est pas repris."
                )
                return False
            pathway.deleted_at = None
        taken = {}
        for name, value in said.items():
            now = getattr(pathway, name)
            if now == value:
                continue
            is_open = pathway.status == PathwayStatus.OPEN
            if is_open and (not now or self.may_replace(pathway, name)):
                taken[name] = value
            else:
                key = next(key for key, field in PATHWAY_FIELDS.items() if field == name)
                notes.append(f"{FIELDS[key].title}{NBSP}: la valeur d’ici est gardée.")
        if taken:
            # A plan that starts on another day ends on another: the end follows the plan.
            follows = {"ends_on": None} if "starts_on" in taken else {}
            edit_pathway(self.session, pathway, {**follows, **taken})
        return bool(taken)

    def _companies_of(self, contract_id: str) -> list[Company]:
        return list(
            self.session.scalars(
                select(Company)
                .join(Awardee, Awardee.company_id == Company.id)
                .where(Awardee.contract_id == contract_id, Awardee.deleted_at.is_(None))
                .order_by(*Awardee.by_importance())
            )
        )

    def _add_company(
        self, contract: Contract, name: str, siret: str, *, is_first: bool, notes: list[str]
    ) -> Company | None:
        company = company_for(self.session, siret, name)
        if company is None:
            return None
        role = AwardeeRole.TITULAIRE if is_first else AwardeeRole.COTRAITANT
        line = awardee_of(contract.id, company.id, role)
        gone = self.session.get(Awardee, line.id)
        if gone is None:
            self.session.add(line)
            self.session.flush()
        elif self.was_undone(gone):
            gone.deleted_at = None
        else:
            notes.append(
                f"L’entreprise «{NBSP}{name or siret}{NBSP}» a été retirée de ce marché ici{NBSP}: "
                "elle n’est pas reprise."
            )
            return None
        return company


def _is_same(company: Company, name: str, siret: str) -> bool:
    if siret and company.siret:
        return siret == company.siret
    return bool(name) and plain(name) == plain(company.name)


def _fill(record: Record, values: dict[str, str]) -> bool:
    """Fill what is empty; tell whether anything was."""
    taken = {name: value for name, value in values.items() if value and not getattr(record, name)}
    for name, value in taken.items():
        setattr(record, name, value)
    return bool(taken)
