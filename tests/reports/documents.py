"""Every kind of document with its way to be made, for the tests that hold for all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from csf_desktop.reports import (
    contact_card,
    contract_sheet,
    follow_up_sheet,
    recovery_sheet,
    synthesis_sheet,
)
from tests.reports import samples


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
    return made
