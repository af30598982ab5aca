"""The lots of a contract, each with its company and its share of the hours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from csf_desktop.services.contract_page import ContractDetails, LotLine
from csf_desktop.ui.contracts.part_section import LineWords, PartSection, PartWords
from csf_desktop.ui.contracts.wording import company_name, lot_name
from csf_desktop.ui.formatting import euros, hours
from csf_desktop.ui.widgets.amount_field import AmountField
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.hours_field import HoursField
from csf_desktop.ui.widgets.line_field import LineField


class LotsSection(PartSection[LotLine]):
    """A lot may be awarded to one of the companies of the contract."""

    words = PartWords("Lots", "Ce marché n’est pas alloti.", "Ajouter un lot")

    def make_fields(self) -> Mapping[str, FormField]:
        company = ChoiceField(empty_label="Pas encore connue")
        hint = "Laissez vide si la clause ne répartit pas les heures par lot."
        return {
            "number": FormField("Numéro du lot", LineField("1", max_length=40)),
            "title": FormField("Intitulé du lot", LineField(max_length=300)),
            "amount_cents": FormField("Montant du lot", AmountField()),
            "clause_minutes": FormField("Heures du lot", HoursField("300"), hint=hint),
            "company_id": FormField("Entreprise du lot", company),
        }

    def set_details(self, details: ContractDetails) -> None:
        companies = [(line.company_id, company_name(line)) for line in details.awardees]
        self.set_choices("company_id", companies)
        super().set_details(details)

    def parts(self, details: ContractDetails) -> tuple[LotLine, ...]:
        return details.lots

    def say(self, part: LotLine) -> LineWords:
        said = [part.title if part.number else "", part.company_name]
        if part.amount_cents is not None:
            said.append(euros(part.amount_cents))
        if part.clause_minutes:
            said.append(hours(part.clause_minutes))
        return LineWords(lot_name(part), " · ".join(filter(None, said)))

    def values_of(self, part: LotLine) -> dict[str, Any]:
        return {
            "number": part.number,
            "title": part.title,
            "amount_cents": part.amount_cents,
            "clause_minutes": part.clause_minutes or None,
            "company_id": part.company_id,
        }
