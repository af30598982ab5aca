"""What the demonstration shows of contracts: lots, orders, places, documents, people who left.

Each contract has a story by its number, so that a small demonstration shows each part, and each
alert. Nothing is drawn by lot here: the young people stay those of the seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.models.codes import Actor, ContractStatus, VolumeMode
from csf_desktop.models.entities import (
    Awardee,
    Contact,
    Contract,
    DocumentRequest,
    ExecutionPlace,
    Lot,
    Pathway,
    PurchaseOrder,
)
from csf_desktop.models.ids import new_id
from csf_desktop.models.rules import HOUR
from csf_desktop.models.sizing import end_of_period
from csf_desktop.services import demo_words as words

ORDER_MINUTES = 150 * HOUR


class Story(IntEnum):
    """What is told of a contract, by its number modulo how many stories there are."""

    LOTS = 0
    ORDERS = 1
    FORGOTTEN = 2
    NOBODY_LEFT = 3
    SUCCESSOR = 4
    ENDING = 5
    DOCUMENTS = 6


@dataclass(frozen=True)
class DemoParts:
    """Adds the parts of contracts within a session, on a day."""

    session: Session
    today: date

    def begin(self, contract: Contract, number: int) -> int | None:
        """Set the dates of a story; return how many pathways it has at most, ``None``: as drawn."""
        story = _story(number)
        if story is Story.FORGOTTEN:
            self._notify(contract, self._ago(15 if number % 2 else 18))  # owed today, or late
            return 0
        if story is Story.ENDING:
            self._notify(contract, self._ago(620))
            contract.ends_on = self.today + timedelta(days=110)
            return 1
        if story in (Story.LOTS, Story.ORDERS, Story.NOBODY_LEFT):
            self._notify(contract, contract.notified_on or self._ago(200))
        return None

    def tell(self, contract: Contract, number: int, pathways: Sequence[Pathway]) -> None:
        """Add the parts of a story, once the contract has its pathways."""
        story = _story(number)
        sector, service = words.SECTORS[contract.cpv], words.SERVICES[number % len(words.SERVICES)]
        contract.sector, contract.service = sector, service
        if story is Story.LOTS:
            self._lots(contract, pathways)
            self._place(contract, number)
            contract.renewal_count, contract.renewal_months = 2, 12
            contract.penalties = words.PENALTIES
        elif story is Story.ORDERS:
            self._orders(contract)
        elif story is Story.NOBODY_LEFT:
            self._leave(contract, self._ago(4), None)
        elif story is Story.SUCCESSOR:
            self._leave(contract, self._ago(30), words.CONTACT_NAMES[number % 5])
        if story in (Story.LOTS, Story.DOCUMENTS):
            self._requests(contract, due_in=3 if story is Story.LOTS else 0)

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def _notify(self, contract: Contract, day: date) -> None:
        contract.status = ContractStatus.NOTIFIED
        contract.published_on, contract.notified_on = day - timedelta(days=70), day
        contract.ends_on = end_of_period(day, contract.duration_months)

    def _lots(self, contract: Contract, pathways: Sequence[Pathway]) -> None:
        """Two lots share the clause; a pathway goes to the first one that still has its hours."""
        company_id = self.session.scalars(
            select(Awardee.company_id).where(Awardee.contract_id == contract.id)
        ).first()
        first = contract.clause_minutes // HOUR * 2 // 3 * HOUR
        room: dict[str, int] = {}
        for number, (title, minutes) in enumerate(
            zip(words.LOTS, (first, contract.clause_minutes - first), strict=True), start=1
        ):
            lot = Lot(
                id=new_id(),
                contract_id=contract.id,
                number=str(number),
                title=title,
                clause_minutes=minutes,
                company_id=company_id,
            )
            self.session.add(lot)
            room[lot.id] = minutes
        for pathway in pathways:
            fits = (lot for lot, left in room.items() if left >= pathway.planned_minutes)
            pathway.lot_id = next(fits, None)
            if pathway.lot_id is not None:
                room[pathway.lot_id] -= pathway.planned_minutes

    def _orders(self, contract: Contract) -> None:
        """Orders that unlock the whole clause, the last one of these weeks."""
        contract.volume_mode = VolumeMode.PER_ORDER
        contract.minutes_per_order = ORDER_MINUTES
        count = -(-contract.clause_minutes // ORDER_MINUTES)
        started = contract.notified_on or self._ago(200)
        for number in range(1, count + 1):
            is_last = number == count
            day = self._ago(12) if is_last else started + timedelta(days=20 * number)
            self.session.add(
                PurchaseOrder(
                    id=new_id(),
                    contract_id=contract.id,
                    number=f"BC-{number:02d}",
                    ordered_on=min(day, self._ago(12)),
                    amount_cents=(30 + 5 * number) * 100_000,
                )
            )

    def _place(self, contract: Contract, number: int) -> None:
        code, commune, postal = words.COMMUNES[number % len(words.COMMUNES)]
        self.session.add(
            ExecutionPlace(
                id=new_id(),
                contract_id=contract.id,
                label=words.SITES[number % len(words.SITES)],
                commune_code=code,
                commune=commune,
                postal_code=postal,
                department=contract.department,
                academie=contract.academie,
            )
        )

    def _requests(self, contract: Contract, due_in: int) -> None:
        """One document is on its way, one is late, one came."""
        for (title, addressee), asked, due, received in zip(
            words.REQUESTS, (8, 24, 40), (-due_in, 10, 26), (None, None, 28), strict=True
        ):
            self.session.add(
                DocumentRequest(
                    id=new_id(),
                    contract_id=contract.id,
                    title=title,
                    addressee=Actor(addressee),
                    asked_on=self._ago(asked),
                    due_on=self._ago(due),
                    received_on=None if received is None else self._ago(received),
                )
            )

    def _leave(self, contract: Contract, day: date, successor: str | None) -> None:
        """Have everybody at the contract's companies leave, for somebody or for nobody."""
        here = select(Awardee.company_id).where(Awardee.contract_id == contract.id)
        people = self.session.scalars(
            select(Contact).where(Contact.company_id.in_(here), Contact.until.is_(None))
        ).all()
        for person in people:
            person.until = max(day, person.since or day)
            if successor is not None:
                after = Contact(
                    id=new_id(),
                    company_id=person.company_id,
                    name=successor,
                    role=person.role,
                    phone="02 00 00 00 11",
                    since=person.until,
                )
                self.session.add(after)
                person.replaced_by_id = after.id


def _story(number: int) -> Story:
    return Story(number % len(Story))
