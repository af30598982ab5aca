"""Answers of a returned form about the contract itself, its buyer, lots and places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select

from csf_desktop.models.buyer_form import FIELDS, LOTS, PLACES, PRIVATE
from csf_desktop.models.checks import order_problem
from csf_desktop.models.codes import ContractStatus, Source, VolumeMode
from csf_desktop.models.entities import Contract, ExecutionPlace, Lot
from csf_desktop.models.form_values import fold
from csf_desktop.models.ids import natural_id
from csf_desktop.reference.communes import communes_of_postal_code
from csf_desktop.reference.places import place_from_code
from csf_desktop.services import text
from csf_desktop.services.buyer_form_lines import Answer, Ledger
from csf_desktop.services.buyer_form_match import FormMatch, external_uid
from csf_desktop.services.contracts import CLEANERS
from csf_desktop.services.references import contract_references

NBSP = "\u00a0"
_POSTAL = "Code postal"

PLAIN = {
    "contract_number": "external_reference",
    "contract_object": "object",
    "buyer_service": "service",
    "contract_procedure": "procedure",
    "contract_sector": "sector",
    "contract_cpv": "cpv",
    "contract_amount": "amount_cents",
    "contract_published_on": "published_on",
    "contract_notified_on": "notified_on",
    "contract_starts_on": "starts_on",
    "contract_ends_on": "ends_on",
    "contract_renewal_count": "renewal_count",
    "contract_renewal_months": "renewal_months",
    "contract_place": "place",
    "clause_hours": "clause_minutes",
    "clause_hours_per_order": "minutes_per_order",
    "clause_hours_per_step": "minutes_per_amount",
    "clause_step_amount": "amount_step_cents",
    "clause_penalties": "penalties",
    "contract_note": "note",
}
"""Field of the form, field of the contract; the form is filled in by the same table."""


def answer(
    ledger: Ledger,
    key: str,
    attribute: str,
    clean: text.Cleaner = text.same,
    **more: Any,  # noqa: ANN401
) -> Answer:
    """Return what the form answers in a field, for a field of a record."""
    value = ledger.form.values.get(key)
    return Answer(key, FIELDS[key].label, attribute, value, clean, **more)


def setter(record: object) -> Callable[[dict[str, Any]], None]:
    """Return what sets the values taken on a record."""

    def apply(values: dict[str, Any]) -> None:
        for name, value in values.items():
            setattr(record, name, value)

    return apply


def take_contract(ledger: Ledger, match: FormMatch, today: date) -> Contract:
    """Compare the contract, made if need be, and return it."""
    contract, is_new = match.contract, match.contract is None
    if contract is None:
        contract = _made(ledger, match.contract_id, today)
    before = contract.starts_on, contract.ends_on
    ledger.compare(
        "contract",
        f"Marché {contract.reference}",
        contract,
        _answers(ledger, contract),
        setter(contract),
        is_new=is_new,
    )
    problem = order_problem(contract.starts_on or contract.notified_on, contract.ends_on)
    if problem:
        contract.starts_on, contract.ends_on = before
        ledger.warnings.append(f"Les dates de début et de fin ne sont pas reprises. {problem}")
    uid = external_uid(ledger.form)
    if is_new and uid:
        contract.external_uid = uid
    return contract


def _made(ledger: Ledger, contract_id: str, today: date) -> Contract:
    """Make the contract; bring it back if it was here once."""
    found = ledger.session.get(Contract, contract_id)
    if found is not None:
        found.deleted_at = None
        return found
    contract = Contract(
        id=contract_id,
        reference=contract_references(ledger.session, today.year)(),
        source=Source.FORM,
        status=ContractStatus.DRAFTED,
        volume_mode=VolumeMode.FIXED,
        is_private=False,
    )
    ledger.session.add(contract)
    return contract


def _answers(ledger: Ledger, contract: Contract) -> list[Answer]:
    """Return the answers in the order of the form, then the step they lead to."""
    given = [answer(ledger, key, name, CLEANERS[name]) for key, name in PLAIN.items()]
    given += [*_choices(ledger, contract), *_place(ledger, contract)]
    order = list(FIELDS)
    return [*sorted(given, key=lambda one: order.index(one.key)), *_status(ledger, contract)]


def _choices(ledger: Ledger, contract: Contract) -> list[Answer]:
    values = ledger.form.values
    found: list[Answer] = []
    if "contract_kind" in values:
        is_private = values["contract_kind"] == PRIVATE
        found.append(
            Answer(
                "contract_kind",
                FIELDS["contract_kind"].label,
                "is_private",
                is_private,
                shown="Privé" if is_private else "Public",
            )
        )
    # Nobody chose « fixed » while no hours were written.
    is_free = not contract.clause_minutes and not contract.minutes_per_order
    found.append(answer(ledger, "clause_mode", "volume_mode", is_free=is_free))
    return found


def _place(ledger: Ledger, contract: Contract) -> list[Answer]:
    """Return the coded place; the département and académie it lies in come with it."""
    code = ledger.form.values.get("contract_place_code")
    if code is None:
        return []
    known = place_from_code(str(code), _POSTAL)
    follows = {
        "place_code_type": _POSTAL,
        "department": known.department,
        "academie": known.academie,
    }
    on_take = partial(setter(contract), follows)
    return [
        answer(ledger, "contract_place_code", "place_code", text.line, on_take=on_take),
    ]


def _status(ledger: Ledger, contract: Contract) -> list[Answer]:
    """Return the step that the dates of the form lead to, if it lies ahead."""
    values = ledger.form.values
    steps = [ContractStatus.DRAFTED, ContractStatus.PUBLISHED, ContractStatus.NOTIFIED]
    target = (
        ContractStatus.NOTIFIED
        if "contract_notified_on" in values
        else ContractStatus.PUBLISHED
        if "contract_published_on" in values
        else None
    )
    if target is None or contract.status not in steps[: steps.index(target)]:
        return []
    return [Answer("contract_status", "Étape", "status", target, is_free=True)]


def take_lots(ledger: Ledger, contract: Contract) -> None:
    """Compare the lots, known by their number; one without number takes its rank."""
    known = {
        fold(lot.number): lot
        for lot in ledger.session.scalars(select(Lot).where(Lot.contract_id == contract.id))
        if lot.deleted_at is None
    }
    seen: set[str] = set()
    for rank in range(1, LOTS + 1):
        name = f"lot_{rank}"
        answers = [
            answer(ledger, f"{name}_title", "title", text.line),
            answer(ledger, f"{name}_hours", "clause_minutes", text.minutes),
        ]
        given = ledger.form.values.get(f"{name}_number")
        if given is None and all(one.value is None for one in answers):
            continue
        number = text.line(str(given or rank))
        if fold(number) in seen:
            ledger.warnings.append(
                f"Lot {number}{NBSP}: la fiche donne deux fois ce numéro, le premier est repris."
            )
            continue
        seen.add(fold(number))
        lot = known.get(fold(number))
        if lot is None:
            key = f"{name}_number"
            answers.insert(0, Answer(key, FIELDS[key].label, "number", number, text.line))
        ledger.compare(
            "lot", f"Lot {number}", lot, answers, _lot_maker(ledger, contract, number, lot)
        )


def _lot_maker(
    ledger: Ledger, contract: Contract, number: str, lot: Lot | None
) -> Callable[[dict[str, Any]], None]:
    if lot is not None:
        return setter(lot)

    def make(values: dict[str, Any]) -> None:
        lot_id = natural_id("lot", contract.id, fold(number))
        made = ledger.session.get(Lot, lot_id)
        if made is None:
            made = Lot(id=lot_id, contract_id=contract.id, number=number)
            ledger.session.add(made)
        made.deleted_at = None
        setter(made)(values)

    return make


def take_places(ledger: Ledger, contract: Contract) -> None:
    """Add the further places that are not there yet; what a place says is its identity."""
    here = {
        _place_key(one.address or one.label, one.postal_code, one.commune)
        for one in ledger.session.scalars(
            select(ExecutionPlace).where(ExecutionPlace.contract_id == contract.id)
        )
        if one.deleted_at is None
    }
    for rank in range(1, PLACES + 1):
        keys = {name: f"place_{rank}_{name}" for name in ("address", "postal_code", "commune")}
        said = _place_key(*(str(ledger.form.values.get(key, "")) for key in keys.values()))
        place_id = natural_id("execution_place", contract.id, *said)
        known = ledger.session.get(ExecutionPlace, place_id)
        if not any(said) or said in here or (known is not None and known.deleted_at is None):
            continue
        here.add(said)  # the form may say it again
        answers = [answer(ledger, key, name, text.line) for name, key in keys.items()]
        title = f"Lieu d’exécution {next(str(one.value) for one in answers if one.value)}"
        ledger.compare(
            "execution_place", title, None, answers, _place_maker(ledger, contract, place_id, known)
        )


def _place_key(address: str, postal_code: str, commune: str) -> tuple[str, str, str]:
    return fold(address), postal_code, fold(commune)


def _place_maker(
    ledger: Ledger, contract: Contract, place_id: str, known: ExecutionPlace | None
) -> Callable[[dict[str, Any]], None]:
    def make(values: dict[str, Any]) -> None:
        made = known or ExecutionPlace(id=place_id, contract_id=contract.id)
        made.deleted_at = None
        setter(made)(values | located(values))
        if known is None:
            ledger.session.add(made)

    return make


def located(values: dict[str, Any]) -> dict[str, str]:
    """Return the codes of the commune, département and académie that a postal code tells."""
    postal_code, commune = str(values.get("postal_code", "")), str(values.get("commune", ""))
    served = communes_of_postal_code(postal_code) if postal_code else ()
    named = [one for one in served if fold(one.name) == fold(commune)] or list(served)
    if len(named) != 1:
        known = place_from_code(postal_code, _POSTAL)
        return {"department": known.department, "academie": known.academie}
    found = named[0]
    return {
        "commune_code": found.code_insee,
        "commune": commune or found.name,
        "department": found.department,
        "academie": found.academie,
    }
