"""Answers of a returned form about organisations: the buyer, the titulaire, and their people."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import select

from csf_desktop.labels import KINDS, label
from csf_desktop.models.buyer_form import BUYER_CONTACTS, BUYING
from csf_desktop.models.codes import ContactRole
from csf_desktop.models.entities import Awardee, Buyer, Company, Contact, Contract
from csf_desktop.models.form_values import fold
from csf_desktop.models.ids import natural_id
from csf_desktop.services import text
from csf_desktop.services.buyer_form_contract import answer, setter
from csf_desktop.services.buyer_form_lines import Answer, Ledger
from csf_desktop.services.company_files import survivor
from csf_desktop.services.contracts import awardee_of
from csf_desktop.services.organisations import buyer_for, company_for

NBSP = "\u00a0"
Organisation = TypeVar("Organisation", Buyer, Company)


def take_buyer(ledger: Ledger, contract: Contract) -> Buyer | None:
    """Compare the buyer: its name if it is the one here, else whether it is the contract's."""
    name, siret = _named(ledger, "buyer")
    current = contract.buyer
    if not name and not siret:
        return current
    if current is not None and _is_same(ledger, current, name, siret):
        _compare_organisation(ledger, "buyer", current)
        return current

    def link() -> None:
        made = _organisation(ledger, Buyer, name, siret)
        contract.buyer_id, contract.buyer = made.id, made

    key = "buyer_siret" if siret else "buyer_name"
    said = Answer(
        key, "Acheteur", "buyer_id", siret or name, shown=_said(name, siret), on_take=link
    )
    title = f"Acheteur{NBSP}: {name or siret}"
    is_new = current is None
    known = _known(ledger, Buyer, name, siret)
    ledger.compare("contract", title, contract, [said], _already_set, is_new=is_new, known=known)
    return contract.buyer


def take_company(ledger: Ledger, contract: Contract) -> Company | None:
    """Compare the titulaire with the contract's companies; a further one is added, not put in."""
    name, siret = _named(ledger, "company")
    here = _companies(ledger, contract)
    if not name and not siret:
        return here[0] if here else None
    same = next((one for one in here if _is_same(ledger, one, name, siret)), None)
    if same is not None:
        _compare_organisation(ledger, "company", same)
        _compare_address(ledger, same)
        return same
    linked: list[Company] = []

    def link() -> None:
        made = _organisation(ledger, Company, name, siret)
        line = awardee_of(contract.id, made.id)
        known = ledger.session.get(Awardee, line.id)
        if known is None:
            ledger.session.add(line)
        else:
            known.deleted_at = None
        linked.append(made)

    key = "company_siret" if siret else "company_name"
    said = Answer(
        key,
        "Titulaire",
        "id",
        siret or name,
        shown=_said(name, siret),
        shown_now=", ".join(one.name or one.siret for one in here),
        on_take=link,
        is_bold=True,
    )
    # Beside those that are there: nobody is put out by a form.
    ledger.compare(
        "company",
        f"Entreprise {name or siret}",
        here[0] if here else None,
        [said],
        _already_set,
        known=_known(ledger, Company, name, siret),
    )
    if not linked:
        return here[0] if here else None
    _compare_address(ledger, linked[0])
    return linked[0]


def take_contacts(
    ledger: Ledger, contract: Contract, buyer: Buyer | None, company: Company | None
) -> None:
    """Compare the people named, at the buyer's and at the company."""
    for rank in range(1, BUYER_CONTACTS + 1):
        name = f"buyer_contact_{rank}"
        role = str(ledger.form.values.get(f"{name}_role", BUYING))
        _take_contact(ledger, name, ContactRole(role), buyer)
    _take_contact(ledger, "company_referent", ContactRole.REFERENT, company)
    _take_contact(ledger, "company_hr", ContactRole.HUMAN_RESOURCES, company)


def contact_for(
    ledger: Ledger, organisation: Buyer | Company, name: str
) -> tuple[Contact | None, str]:
    """Return the contact of this name who is still there, and the id that a new one has."""
    owner = Contact.buyer_id if isinstance(organisation, Buyer) else Contact.company_id
    people = ledger.session.scalars(
        select(Contact).where(
            owner == organisation.id, Contact.deleted_at.is_(None), Contact.until.is_(None)
        )
    )
    found = next((one for one in people if fold(one.name) == fold(name)), None)
    return found, natural_id("contact", organisation.id, fold(name))


def add_contact(
    ledger: Ledger,
    organisation: Buyer | Company,
    contact_id: str,
    role: ContactRole,
    values: dict[str, Any],
) -> None:
    """Make a contact, or bring one back who had left or was deleted."""
    made = ledger.session.get(Contact, contact_id)
    if made is None:
        made = Contact(id=contact_id, role=role)
        if isinstance(organisation, Buyer):
            made.buyer_id = organisation.id
        else:
            made.company_id = organisation.id
        ledger.session.add(made)
    made.deleted_at = made.until = None
    setter(made)(values)
    ledger.session.flush()  # the same person may be named again further down


def _take_contact(
    ledger: Ledger, prefix: str, role: ContactRole, organisation: Buyer | Company | None
) -> None:
    name = text.line(str(ledger.form.values.get(f"{prefix}_name", "")))
    answers = [
        answer(ledger, f"{prefix}_phone", "phone", text.line),
        answer(ledger, f"{prefix}_email", "email", text.email),
    ]
    who = label(ContactRole, role)
    if not name or organisation is None:
        if name or any(one.value for one in answers):
            lacks = "le nom manque" if not name else "son organisation n’est pas dite"
            ledger.warnings.append(f"{who}{NBSP}: {lacks}, ses coordonnées ne sont pas reprises.")
        return
    known, contact_id = contact_for(ledger, organisation, name)
    answers.insert(0, answer(ledger, f"{prefix}_name", "name", text.line))
    if known is not None:
        del answers[0]  # the same name, capitals and accents aside: ours stays
        ledger.compare("contact", f"{who}, {known.name}", known, answers, setter(known))
        return
    ledger.compare(
        "contact",
        f"{who}, {name}",
        None,
        answers,
        lambda values: add_contact(ledger, organisation, contact_id, role, {"name": name} | values),
    )


def _named(ledger: Ledger, prefix: str) -> tuple[str, str]:
    values = ledger.form.values
    name = text.line(str(values.get(f"{prefix}_name", ""))[: text.MAX_LINE])
    return name, str(values.get(f"{prefix}_siret", ""))


def _said(name: str, siret: str) -> str:
    return ", ".join(part for part in (name, siret) if part)


def _already_set(_values: dict[str, Any]) -> None:
    """Do nothing more: taking the answer did it."""


def _is_same(ledger: Ledger, here: Buyer | Company, name: str, siret: str) -> bool:
    """Tell whether an organisation of the contract is the one that the form names."""
    if siret and here.siret:
        return siret == here.siret
    if siret:
        record = Buyer if isinstance(here, Buyer) else Company
        if _by(ledger, record, siret=siret) is not None:  # type: ignore[type-var]
            return False  # another file has this SIRET already
    return not name or not here.name or fold(name) == fold(here.name)


def _compare_organisation(ledger: Ledger, prefix: str, here: Buyer | Company) -> None:
    answers = [
        answer(ledger, f"{prefix}_name", "name", text.line),
        answer(ledger, f"{prefix}_siret", "siret"),
    ]
    title = f"{KINDS[here.kind].capitalize()} {here.name or here.siret}"
    ledger.compare(here.kind, title, here, answers, setter(here))


def _compare_address(ledger: Ledger, company: Company) -> None:
    answers = [
        answer(ledger, f"company_{name}", name, text.line)
        for name in ("address", "postal_code", "commune")
    ]
    if any(one.value for one in answers):
        title = f"Adresse de l’entreprise {company.name or company.siret}"
        ledger.compare("company", title, company, answers, setter(company))


def _companies(ledger: Ledger, contract: Contract) -> list[Company]:
    return list(
        ledger.session.scalars(
            select(Company)
            .join(Awardee, Awardee.company_id == Company.id)
            .where(Awardee.contract_id == contract.id, Awardee.deleted_at.is_(None))
            .order_by(*Awardee.by_importance())
        )
    )


def _organisation(
    ledger: Ledger, record: type[Organisation], name: str, siret: str
) -> Organisation:
    """Return the organisation of a SIRET or a name, made if need be, with an id from the form."""
    if siret:
        found = (
            buyer_for(ledger.session, siret, name)
            if record is Buyer
            else company_for(ledger.session, siret, name)
        )
        assert isinstance(found, record)  # noqa: S101 - a SIRET was given
        return found
    known = _by(ledger, record, name=name)
    if known is not None:
        return known
    record_id = natural_id(record.kind, "buyer-form", ledger.form.number, fold(name))
    made = ledger.session.get(record, record_id)
    if made is None:
        made = record(id=record_id, name=name)
        ledger.session.add(made)
    kept = survivor(ledger.session, made) if isinstance(made, Company) else made
    kept.deleted_at = None
    ledger.session.flush()
    assert isinstance(kept, record)  # noqa: S101 - a company is merged into a company
    return kept


def _known(ledger: Ledger, record: type[Organisation], name: str, siret: str) -> str:
    """Return the name, else the SIRET, of who is here under what a form says; else empty."""
    wanted = {"siret": siret} if siret else {"name": name}
    found: Buyer | Company | None = _by(ledger, record, **wanted)
    if found is None and siret and record is Company:
        merged = select(Company).where(Company.siret == siret, Company.merged_into_id.is_not(None))
        gone = ledger.session.scalars(merged.order_by(Company.id)).first()
        found = survivor(ledger.session, gone) if gone is not None else None
    return (found.name or found.siret) if found is not None else ""


def _by(ledger: Ledger, record: type[Organisation], **wanted: str) -> Organisation | None:
    return ledger.session.scalars(
        select(record).filter_by(**wanted).where(record.deleted_at.is_(None)).order_by(record.id)
    ).first()
