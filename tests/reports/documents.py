"""Every kind of document with its way to be made, for the tests that hold for all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from csf_desktop.reports import (
    buyer_guide,
    clause_sheet,
    company_handover,
    company_sheet,
    contact_card,
    contract_sheet,
    follow_up_sheet,
    recovery_sheet,
    synthesis_sheet,
    young_people_sheet,
)
from tests.reports import buyer_samples, handover_samples, samples


def every_document() -> dict[str, Callable[[], bytes]]:
    """Return the builders of every sample, by name."""
    made: dict[str, Callable[[], bytes]] = {
        "card": partial(contact_card.build, samples.card()),
        "recovery": partial(recovery_sheet.build, samples.recovery()),
    }
    for name, follow_up in samples.follow_ups().items():
        made[f"follow-up-{name}"] = partial(follow_up_sheet.build, follow_up)
    for name, contract in samples.contracts().items():
        made[name] = partial(contract_sheet.build, contract)
    for name, synthesis in samples.syntheses().items():
        made[name] = partial(synthesis_sheet.build, synthesis)
    for name, handover in handover_samples.handovers().items():
        made[name] = partial(company_handover.build, handover)
    return made | buyer_documents()


def buyer_documents() -> dict[str, Callable[[], bytes]]:
    """Return the builders of what a buyer and a company are given."""
    made: dict[str, Callable[[], bytes]] = {}
    for name, clause in buyer_samples.clauses().items():
        made[name] = partial(clause_sheet.build, clause)
    for name, guide in buyer_samples.guides().items():
        made[name] = partial(buyer_guide.build, guide)
    for name, company in buyer_samples.company_sheets().items():
        made[name] = partial(company_sheet.build, company)
    for name, young_people in buyer_samples.young_people_sheets().items():
        made[name] = partial(young_people_sheet.build, young_people)
    return made
