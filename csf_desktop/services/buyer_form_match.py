"""Which contract a returned form is about: one that is here, or a new one with a natural id."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from csf_desktop.exchange.buyer_form import ReturnedForm
from csf_desktop.models.codes import DocumentKind
from csf_desktop.models.entities import Buyer, Contract, Document
from csf_desktop.models.form_values import fold
from csf_desktop.models.ids import natural_id

NBSP = "\u00a0"


@dataclass(frozen=True)
class FormMatch:
    """The contract of a form, ``None`` for a new one whose id will be ``contract_id``; why."""

    contract: Contract | None
    contract_id: str
    why: str


def match_contract(session: Session, form: ReturnedForm) -> FormMatch:
    """Return the contract that a form completes.

    In order: the one the form was made for; the one of the same buyer and number; the one that
    an earlier return of the same form made, unless its number is another. Else a new one, with
    the id that the official data would give it, or one made from the form's number: two laptops
    that take in the same file make the same contract (docs/decisions/0005).
    """
    own = _live(session, form.contract_id)
    if own is not None:
        return _found(own, "la fiche a été préparée pour ce marché")
    uid = external_uid(form)
    if uid:
        same = _of_buyer(session, form, uid)
        if same is not None:
            return _found(same, "même SIRET d’acheteur et même numéro de marché")
    earlier = _of_earlier_return(session, form)
    if earlier is not None:
        return _found(earlier, "un premier envoi de cette fiche a été repris dans ce marché")
    number = fold(_number(form))
    made = natural_id("contract", uid or f"buyer-form {form.number} {number}".strip())
    return FormMatch(None, made, f"aucun marché d’ici ne lui correspond{NBSP}: il sera créé")


def external_uid(form: ReturnedForm) -> str:
    """Return the identity that official data gives a contract, empty unless both parts are told."""
    siret, number = str(form.values.get("buyer_siret", "")), _number(form)
    return f"{siret}{number}" if siret and number else ""


def _found(contract: Contract, why: str) -> FormMatch:
    return FormMatch(contract, contract.id, why)


def _number(form: ReturnedForm) -> str:
    return str(form.values.get("contract_number", ""))


def _live(session: Session, contract_id: str) -> Contract | None:
    found = session.get(Contract, contract_id) if contract_id else None
    return found if found is not None and found.deleted_at is None else None


def _of_buyer(session: Session, form: ReturnedForm, uid: str) -> Contract | None:
    by_uid = _first(session, Contract.external_uid == uid)
    if by_uid is not None:
        return by_uid
    return session.scalars(
        select(Contract)
        .join(Buyer, Buyer.id == Contract.buyer_id)
        .where(
            Contract.deleted_at.is_(None),
            Contract.external_reference == _number(form),
            Buyer.siret == form.values["buyer_siret"],
        )
        .order_by(Contract.id)
    ).first()


def _first(session: Session, condition: ColumnElement[bool]) -> Contract | None:
    return session.scalars(
        select(Contract).where(condition, Contract.deleted_at.is_(None)).order_by(Contract.id)
    ).first()


def _of_earlier_return(session: Session, form: ReturnedForm) -> Contract | None:
    """Return the contract that an earlier return made; the same blank may serve for several."""
    candidates = session.scalars(
        select(Contract)
        .join(Document, Document.contract_id == Contract.id)
        .where(
            Document.document_kind == DocumentKind.BUYER_FORM_RETURNED,
            Document.number == form.number,
            Document.deleted_at.is_(None),
            Contract.deleted_at.is_(None),
        )
        .distinct()
        .order_by(Contract.id)
    ).all()
    wanted = fold(_number(form))
    same = [one for one in candidates if fold(one.external_reference) == wanted]
    if not same and wanted:
        same = [one for one in candidates if not one.external_reference]
    if not same and not wanted and len(candidates) == 1:
        same = list(candidates)
    return same[0] if same else None
