"""Sharing the hours of a clause among several young people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.entities import Contract, Lot
from csf_desktop.services.pathways import DEFAULT_WEEK_MINUTES, PathwayDraft, put_on_offer
from csf_desktop.services.references import get
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.vault import Vault

MAX_SHARES = 24
"""Young people a clause is shared among at once; 900 h are 26 weeks."""


def share_contract(
    vault: Vault,
    contract_id: str,
    shares: Sequence[int],
    today: date,
    *,
    lot_id: str | None = None,
    starts_on: date | None = None,
    week_minutes: int = DEFAULT_WEEK_MINUTES,
    one_after_another: bool = True,
) -> ChangeSet:
    """Put a pathway on offer for each share of minutes, in one transaction.

    One after another, each begins the Monday after the one before ends; else all on the same day,
    which asks for as many company tutors or places. Raises ``InvalidInputError``.
    """
    if not 1 <= len(shares) <= MAX_SHARES or min(shares) <= 0:
        raise InvalidInputError(
            f"Répartissez les heures entre 1 et {MAX_SHARES}\u00a0parcours, chacun avec des heures."
        )
    with UnitOfWork(vault, "Répartition des heures d’un marché") as work:
        contract = get(work.session, Contract, contract_id)
        work.relabel(f"Répartition des heures du marché {contract.reference}")
        lot = get(work.session, Lot, lot_id) if lot_id else None
        day = starts_on
        for minutes in shares:
            draft = PathwayDraft(
                contract.id,
                planned_minutes=minutes,
                week_minutes=week_minutes,
                starts_on=day,
                company_id=lot.company_id if lot else None,
                lot_id=lot.id if lot else None,
            )
            made = put_on_offer(work.session, contract, draft, today)
            work.flush()  # the next reference follows this one
            if one_after_another and made.ends_on is not None:
                day = made.ends_on + timedelta(days=7 - made.ends_on.weekday())
        return work.commit()
