"""The documents asked for, of whom, due when; one that came is no longer owed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csf_desktop.labels import choices
from csf_desktop.labels import label as code_label
from csf_desktop.models.codes import Actor
from csf_desktop.services.contract_page import ContractDetails, RequestLine
from csf_desktop.ui.contracts.inline_form import InlineForm
from csf_desktop.ui.contracts.part_section import LineWords, PartSection, PartWords
from csf_desktop.ui.formatting import count_of, short_date
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.line_field import LineField


class RequestsSection(PartSection[RequestLine]):
    """« Document reçu » in one press; the day may be mended afterwards."""

    receipt_told = Signal(str, object)  # id, date

    words = PartWords("Documents demandés", "Aucun document n’est attendu.", "Demander un document")

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        self._today = today
        self._pathways: dict[str, str] = {}
        super().__init__(parent)

    def make_fields(self) -> Mapping[str, FormField]:
        due_hint = "Dix jours ouvrés après la demande si vous ne dites rien."
        title = LineField("RIB, attestation de présence…", max_length=300)
        addressee, asked_on = ChoiceField(choices(Actor)), DateField(self._today)
        addressee.set_value(Actor.COMPANY)  # what is asked for mostly comes from a company
        asked_on.set_value(self._today())
        return {
            "title": FormField("Document", title, required=True),
            "addressee": FormField("Demandé à", addressee),
            "asked_on": FormField("Demandé le", asked_on),
            "due_on": FormField("Attendu pour le", DateField(self._today), hint=due_hint),
            "received_on": FormField("Reçu le", DateField(self._today)),
            "pathway_id": FormField("Parcours", ChoiceField(empty_label="Le marché entier")),
        }

    def arrange_adding(self, form: InlineForm) -> None:
        form.hide_field("received_on")

    def set_details(self, details: ContractDetails) -> None:
        pathways = {row.id: row.reference for row in details.pathways}
        self.set_choices("pathway_id", list(pathways.items()))
        is_other, self._pathways = pathways != self._pathways, pathways
        self.show_parts(details.requests, anew=is_other)

    def parts(self, details: ContractDetails) -> tuple[RequestLine, ...]:
        return details.requests

    def say(self, part: RequestLine) -> LineWords:
        said = [self._pathways.get(part.pathway_id, ""), code_label(Actor, part.addressee)]
        if part.asked_on is not None:
            said.append(f"demandé le {short_date(part.asked_on)}")
        warning = ""
        if part.received_on is not None:
            said.append(f"reçu le {short_date(part.received_on)}")
        elif part.due_on is not None:
            said.append(f"attendu pour le {short_date(part.due_on)}")
            days = (self._today() - part.due_on).days
            warning = f"En retard de {count_of(days, 'jour')}" if days > 0 else ""
        return LineWords(part.title, " · ".join(filter(None, said)), warning)

    def values_of(self, part: RequestLine) -> dict[str, Any]:
        return {
            "title": part.title,
            "addressee": part.addressee,
            "asked_on": part.asked_on,
            "due_on": part.due_on,
            "received_on": part.received_on,
            "pathway_id": part.pathway_id,
        }

    def buttons_of(self, part: RequestLine) -> Sequence[QWidget]:
        if part.received_on is not None:
            return ()
        came = button("Document reçu", "link", on_click=partial(self._tell_receipt, part.id))
        came.setAccessibleName(f"Document reçu\u00a0: {part.title}")
        return (came,)

    def _tell_receipt(self, request_id: str) -> None:
        self.receipt_told.emit(request_id, self._today())
