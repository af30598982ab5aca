"""What the contract's sheet is made from, taken from a real vault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from csf_desktop.models.rules import HOUR
from csf_desktop.reports import contract_sheet
from csf_desktop.reports.contract_data import ClauseHours, ContractReportData
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.contract_parts import (
    LotDraft,
    OrderDraft,
    PlaceDraft,
    RequestDraft,
    add_lot,
    add_order,
    add_place,
    request_document,
)
from csf_desktop.services.contracts import update_contract
from csf_desktop.services.profile import get_profile
from csf_desktop.services.sheet_data import contract_report, issue_of
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import TODAY, add_contract, add_pathway, bring_to, make_vault
from tests.reports import pdf

NOW = datetime(2026, 11, 24, 10).astimezone()


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


def report(vault: Vault, contract_id: str) -> ContractReportData:
    details = get_contract(vault, contract_id)
    issue = issue_of(get_profile(vault), details.reference, NOW)
    return contract_report(details, issue, show_names=True)


def test_a_framework_agreement_is_told_in_full(vault: Vault) -> None:
    contract_id = add_contract(vault)
    update_contract(
        vault,
        contract_id,
        {
            "cpv": "45442100",
            "sector": "Second œuvre",
            "service": "Direction des achats",
            "renewal_count": 2,
            "renewal_months": 12,
            "volume_mode": "per_order",
            "minutes_per_order": 150 * HOUR,
        },
    )
    lot = add_lot(vault, contract_id, LotDraft("1", "Peinture")).created
    add_order(vault, contract_id, OrderDraft("BC-1", date(2026, 11, 5), 45_000_00, lot_id=lot))
    add_order(vault, contract_id, OrderDraft("BC-2", date(2026, 11, 10), minutes=300 * HOUR))
    add_place(vault, contract_id, PlaceDraft("Lycée Jean-Moulin", commune="Roubaix"))
    request_document(vault, contract_id, RequestDraft("RIB", due_on=date(2026, 11, 25)), TODAY)
    begun = add_pathway(vault, contract_id, lot_id=lot, planned_minutes=150 * HOUR)
    bring_to(vault, begun, "in_progress")
    reserved = add_pathway(vault, contract_id, planned_minutes=100 * HOUR)
    bring_to(vault, reserved, "reserved")

    data = report(vault, contract_id)
    assert data.hours == ClauseHours(450 * HOUR, 250 * HOUR, 0, 0, 100 * HOUR)
    assert [(line.name, line.hours.owed, line.hours.reserved) for line in data.lots] == [
        ("Lot 1, Peinture", 150 * HOUR, 0),
        ("Hors lot", 300 * HOUR, 100 * HOUR),
    ]
    assert [(one.number, one.lot, one.unlocked, one.planned) for one in data.orders] == [
        ("BC-1", "Lot 1, Peinture", 150 * HOUR, 150 * HOUR),
        ("BC-2", "", 300 * HOUR, 100 * HOUR),
    ]
    assert data.places == ("Lycée Jean-Moulin, Roubaix",)
    assert (data.renewals, data.sector) == ("2\u00a0fois 12\u00a0mois", "Second œuvre")
    assert data.cpv_label == "Travaux de peinture"
    assert [alert.replace("\u00a0", " ") for alert in data.alerts] == [
        "Le bon BC-2 n’a pas tous ses parcours : le tuteur pilote doit les prévoir, au plus tard "
        "le 25 nov. 2026.",
        "Document attendu, « RIB » : l’entreprise doit le remettre, au plus tard le 25 nov. 2026.",
    ]
    said = pdf.text_of(contract_sheet.build(data))
    for expected in ("Hors lot 300 h 0 h 100 h 0 h 200 h 0 h", "BC-2 10 nov. 2026"):
        assert expected in said


def test_a_contract_without_lot_or_order_has_neither_table(vault: Vault) -> None:
    data = report(vault, add_contract(vault))
    assert (data.lots, data.orders, data.places, data.renewals) == ((), (), (), "")
    assert len(contract_sheet.pages(data)) == 1
