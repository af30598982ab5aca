"""The services that make, change and take off the lines of a contract, wired to their sections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from csf_desktop.services import contract_parts as parts
from csf_desktop.ui.contracts.part_section import PartSection

if TYPE_CHECKING:
    from csf_desktop.ui.contracts.panel_writer import ContractWriter

NOBODY_OR_NOTHING = ("company_id", "lot_id", "pathway_id")
"""Choices that are stored as none when nothing is chosen."""


@dataclass(frozen=True)
class PartServices:
    """How a kind of line is made, changed and taken off; ``today`` goes last to what asks it."""

    draft: Callable[..., Any]
    add: Callable[..., Any]
    update: Callable[..., Any]
    delete: Callable[..., Any]
    today: Callable[[], date] | None = None


LOTS = PartServices(parts.LotDraft, parts.add_lot, parts.update_lot, parts.delete_lot)
ORDERS = PartServices(parts.OrderDraft, parts.add_order, parts.update_order, parts.delete_order)
PLACES = PartServices(parts.PlaceDraft, parts.add_place, parts.update_place, parts.delete_place)


def requests_services(today: Callable[[], date]) -> PartServices:
    """Return the services of documents asked for: a request is dated of the day it is noted."""
    return PartServices(
        _request_draft, parts.request_document, parts.update_request, parts.delete_request, today
    )


def connect_part(section: PartSection[Any], services: PartServices, writer: ContractWriter) -> None:
    """Write what is done in a section for the contract in sight."""

    def add(values: Mapping[str, Any]) -> None:
        day = (services.today(),) if services.today is not None else ()
        writer.write(
            services.add,
            writer.shown_id(),
            services.draft(**_cleaned(values)),
            *day,
            done=section.adding.finish,
            refused=section.adding.show_error,
        )

    def edit(part_id: str, values: Mapping[str, Any]) -> None:
        writer.write(
            services.update,
            part_id,
            _cleaned(values),
            done=section.editing.finish,
            refused=section.editing.show_error,
        )

    section.add_requested.connect(add)
    section.edit_requested.connect(edit)
    section.removal_requested.connect(partial(writer.write, services.delete))


def _request_draft(**values: Any) -> parts.RequestDraft:  # noqa: ANN401 - the fields of the form
    values.pop("received_on")
    return parts.RequestDraft(**values)


def _cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the services store of fields left empty."""
    found = dict(values)
    for name in NOBODY_OR_NOTHING:
        if name in found:
            found[name] = found[name] or None
    if "clause_minutes" in found:
        found["clause_minutes"] = found["clause_minutes"] or 0
    return found
