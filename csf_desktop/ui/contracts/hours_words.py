"""How the hours of a clause are said: done apart, what will be left, by lot. Qt-free."""

from __future__ import annotations

from datetime import date

from csf_desktop.models.codes import ContractStatus, VolumeMode
from csf_desktop.models.hours import Balance
from csf_desktop.services.contract_page import ContractDetails
from csf_desktop.ui.contracts.wording import lot_name, placed_words
from csf_desktop.ui.formatting import hours, short_date

NO_LOT = "Sans lot"


def volume_words(details: ContractDetails) -> str:
    """Return « 300 h placées sur 900 h », or why nobody knows yet how many are owed."""
    balance = details.balance
    if balance.owed:
        return placed_words(balance.committed, balance.owed)
    comes_from_orders = details.fields["volume_mode"] != VolumeMode.FIXED
    if comes_from_orders and not details.orders:
        return "Aucun bon de commande saisi"
    return "Volume à préciser"


def done_words(balance: Balance) -> str:
    """Return the hours really done, apart: they never count against the clause."""
    return f"Réalisées par les jeunes, comptées à part\u00a0: {hours(balance.done)}"


def forecast_words(details: ContractDetails, today: date) -> str:
    """Return what will be left the day the contract ends; empty when nothing can be said.

    « Si rien ne change, 150 h resteront dues le 31 mars 2027, dont 150 h risquent d’être
    perdues. »
    """
    ends_on = details.fields["ends_on"]
    if ends_on is None or not details.owed_minutes:
        return ""
    found = details.forecast(today)
    left = found.left_at_end
    if details.fields["status"] == ContractStatus.CLOSED or ends_on < today:
        return f"{hours(left)} sont restées dues au {short_date(ends_on)}." if left else ""
    if not left:
        return f"Toutes les heures dues auront un jeune avant le {short_date(ends_on)}."
    said = f"Si rien ne change, {hours(left)} resteront dues le {short_date(ends_on)}"
    if found.at_risk == left:
        return f"{said}, et risquent d’être perdues."
    if found.at_risk:
        return f"{said}, dont {hours(found.at_risk)} risquent d’être perdues."
    return f"{said}\u00a0; il est encore temps de les placer."


def lot_balances(details: ContractDetails) -> tuple[tuple[str, Balance], ...]:
    """Return each lot with its balance, then what belongs to none if there is any."""
    found = [(lot_name(lot), lot.balance) for lot in details.lots]
    rest = details.unlotted
    if found and (rest.owed or rest.committed or rest.on_offer):
        found.append((NO_LOT, rest))
    return tuple(found)
