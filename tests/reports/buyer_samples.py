"""Invented contracts for the clause, the guide and the two sheets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from csf_desktop.models.codes import VolumeMode
from csf_desktop.models.rules import HOUR
from csf_desktop.reports.buyer_guide import BuyerGuideData
from csf_desktop.reports.clause_data import (
    NO_CONTRACT,
    ClauseData,
    ClauseLot,
    ClausePeriod,
    ClauseVolume,
)
from csf_desktop.reports.clause_sheet import ClauseSheetData
from csf_desktop.reports.clause_words import clause_text
from csf_desktop.reports.company_sheet import CompanySheetData
from csf_desktop.reports.guide_words import GuideData
from csf_desktop.reports.people import ContactLine
from csf_desktop.reports.young_people_sheet import YoungPeopleSheetData
from tests.reports.samples import ISSUE, LONG

ABOUT = replace(ISSUE, reference="M-2026-014")
TUTOR = ContactLine("Nadia Benali", "Tuteur pilote", "0612345678", "nadia.benali@exemple.fr")
NOTIFIED_ON = date(2026, 11, 2)
FIXED = ClauseData(
    reference="M-2026-014",
    market_number="2026-RH-0117",
    contract_object="Réhabilitation thermique du lycée Jean-Moulin",
    buyer="Région Hauts-de-France",
    buyer_siret="20005374200017",
    place="Lille",
    volume=ClauseVolume(
        minutes=900 * HOUR,
        lots=(ClauseLot("1", "Peinture", 300 * HOUR), ClauseLot("2", "Menuiseries", 600 * HOUR)),
    ),
    period=ClausePeriod(date(2027, 1, 4), date(2028, 1, 3), 12, 2, 12),
)
PER_ORDER = replace(
    FIXED, volume=ClauseVolume(VolumeMode.PER_ORDER, 900 * HOUR, per_order=35 * HOUR)
)
PER_AMOUNT = replace(
    FIXED,
    volume=ClauseVolume(
        VolumeMode.PER_AMOUNT, 0, per_amount=35 * HOUR, amount_step_cents=50_000_00
    ),
)
LONG_NAMES = replace(
    PER_AMOUNT,
    market_number=LONG[:300],
    contract_object=LONG[:300],
    buyer=LONG[:300],
    place=LONG[:300],
    penalties="\n".join([LONG * 3, LONG]),
    is_private=True,
)


def clauses() -> dict[str, ClauseSheetData]:
    """Return the clauses by name."""
    return {
        "clause": ClauseSheetData(ABOUT, clause_text(FIXED)),
        "clause-empty": ClauseSheetData(
            replace(ISSUE, reference="", signer=""), clause_text(NO_CONTRACT)
        ),
        "clause-long": ClauseSheetData(ABOUT, clause_text(LONG_NAMES)),
    }


def guides() -> dict[str, BuyerGuideData]:
    """Return the guides by name."""
    return {
        "guide": BuyerGuideData(ABOUT, GuideData(FIXED, NOTIFIED_ON), TUTOR),
        "guide-general": BuyerGuideData(replace(ISSUE, reference=""), GuideData()),
        "guide-long": BuyerGuideData(
            ABOUT,
            GuideData(LONG_NAMES, NOTIFIED_ON),
            ContactLine(LONG[:300], "", LONG[:300], LONG[:300]),
        ),
    }


def company_sheets() -> dict[str, CompanySheetData]:
    """Return the sheets « L’entreprise et la clause » by name."""
    long_card = ContactLine(LONG[:300], "", LONG[:300], LONG[:300])
    return {
        "company": CompanySheetData(ABOUT, FIXED, "Bâtisseurs du Nord", NOTIFIED_ON, TUTOR),
        "company-empty": CompanySheetData(ABOUT, NO_CONTRACT),
        "company-long": CompanySheetData(ABOUT, LONG_NAMES, LONG[:300], None, long_card),
    }


def young_people_sheets() -> dict[str, YoungPeopleSheetData]:
    """Return the sheets « Qui sont les jeunes ? » by name."""
    return {
        "young-people": YoungPeopleSheetData(ABOUT, TUTOR),
        "young-people-empty": YoungPeopleSheetData(replace(ISSUE, reference="", signer="")),
    }
