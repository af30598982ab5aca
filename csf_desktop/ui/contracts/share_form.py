"""« Répartir en parcours »: the hours of a clause shared among young people, with their dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.models.hours import Balance
from csf_desktop.services.contract_page import ContractDetails
from csf_desktop.services.pathways import DEFAULT_WEEK_MINUTES
from csf_desktop.ui.contracts.inline_form import InlineForm
from csf_desktop.ui.contracts.share_words import (
    AT_ONCE,
    FREE,
    ONE_AFTER,
    RULE,
    WRONG,
    dates_words,
    difference_words,
    parse_shares,
    usual_choices,
)
from csf_desktop.ui.contracts.wording import lot_name
from csf_desktop.ui.formatting import hours
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.hours_field import HoursField
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.text import label

AFTER, TOGETHER = "after", "together"
ORDERS = ((AFTER, "L’un après l’autre"), (TOGETHER, "En même temps"))


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a person chose; minutes."""

    shares: tuple[int, ...]
    lot_id: str | None
    starts_on: date | None
    week_minutes: int
    one_after_another: bool


class ShareForm(InlineForm):
    """Opened by « Répartir en parcours… »; says the dates and the rule as one chooses."""

    sharing_submitted = Signal(object)  # Sharing

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        self._left: dict[str, int] = {}
        self._was_chosen = False
        self._way, self._lot = ChoiceField(), ChoiceField(empty_label="Le marché entier")
        self._free = LineField("150 + 750", check=_free_problem)
        self._order = ChoiceField(ORDERS)
        self._start, self._week = DateField(today), HoursField("35")
        self._week.set_value(DEFAULT_WEEK_MINUTES)
        fields = {
            "lot_id": FormField("Lot à répartir", self._lot),
            "way": FormField("Répartition", self._way),
            "shares": FormField("Heures de chacun", self._free, hint="Séparées par un +."),
            "order": FormField("Parcours", self._order),
            "starts_on": FormField("Entrée du premier", self._start),
            "week_minutes": FormField("Heures par semaine", self._week),
        }
        super().__init__("", fields, "Créer les parcours", parent=parent)
        self._rows = fields
        self._dates, self._rule = label("", wrap=True), label("", "small", wrap=True)
        self.add_below(self._dates)
        self.add_below(self._rule)
        self.hide()
        self.folded.connect(self.hide)
        self.submitted.connect(self._on_submitted)
        self._lot.value_changed.connect(self._on_lot_changed)
        self._way.value_changed.connect(self._on_way_chosen)
        for field in (self._way, self._free, self._order, self._start, self._week):
            field.value_changed.connect(self._show_what_follows)
            field.edit_finished.connect(self._show_what_follows)

    def set_details(self, details: ContractDetails) -> None:
        """Offer the hours that no pathway uses, of the contract or of a lot."""
        left = {"": _left(details.balance), **{one.id: _left(one.balance) for one in details.lots}}
        if left == self._left:
            return
        self._left = left
        self._lot.set_choices(
            [(one.id, f"{lot_name(one)} ({hours(left[one.id])})") for one in details.lots]
        )
        self._rows["lot_id"].setVisible(bool(details.lots))
        self._offer_ways()

    def open_for(self, lot_id: str = "") -> None:
        """Open the form on a lot, or on the whole contract."""
        self._lot.set_value(lot_id)
        self._offer_ways()
        self.open()

    def reset(self) -> None:
        """Put every field back to what it held at first."""
        self._was_chosen = False
        super().reset()

    # --- what follows from what

    def _minutes(self) -> int:
        return self._left.get(self._lot.value(), 0)

    def _shares(self) -> tuple[int, ...]:
        chosen = self._way.value()
        return parse_shares(self._free.value() if chosen == FREE else chosen) or ()

    def _offer_ways(self) -> None:
        """Offer the ways to share these minutes, the first one until a person chose another."""
        self._way.set_choices(usual_choices(self._minutes()))
        if not self._was_chosen:
            self._way.set_value("")
        self._show_what_follows()

    @Slot()
    def _on_way_chosen(self) -> None:
        self._was_chosen = True

    @Slot()
    def _on_lot_changed(self) -> None:
        self._offer_ways()

    @Slot()
    def _show_what_follows(self) -> None:
        shares, minutes = self._shares(), self._minutes()
        is_free = self._way.value() == FREE
        self._rows["shares"].setVisible(is_free)
        self._rows["shares"].set_warning(
            difference_words(shares, minutes) if is_free and shares else ""
        )
        is_after = self._order.value() == AFTER
        week = self._week.value() or DEFAULT_WEEK_MINUTES
        words = dates_words(shares, self._start.value(), week, one_after_another=is_after)
        self._dates.setText(words)
        self._dates.setVisible(bool(words))
        is_several = len(shares) > 1
        self._rows["order"].setVisible(is_several)
        self._rule.setText(RULE + (ONE_AFTER if is_after else AT_ONCE))
        self._rule.setVisible(is_several)

    @Slot()
    def _on_submitted(self) -> None:
        shares, form_field = self._shares(), self._rows["shares"]
        if not shares:
            form_field.set_error(WRONG)
            self.focus("shares")
            return
        gap = difference_words(shares, self._minutes())
        if gap:
            form_field.set_error(f"{gap} Corrigez les heures de chacun.")
            self.focus("shares")
            return
        self.sharing_submitted.emit(
            Sharing(
                shares,
                self._lot.value() or None,
                self._start.value(),
                self._week.value() or DEFAULT_WEEK_MINUTES,
                self._order.value() == AFTER,
            )
        )


def _left(balance: Balance) -> int:
    return max(0, balance.left)


def _free_problem(typed: str) -> str:
    return "" if parse_shares(typed) else WRONG
