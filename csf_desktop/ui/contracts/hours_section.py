"""The hours of a clause: the bar to scale, the figures apart, what will be left, by lot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csf_desktop.models.hours import Balance
from csf_desktop.services.contract_page import ContractDetails
from csf_desktop.ui.contracts.hours_bar import HoursBar, Swatch, shares_of
from csf_desktop.ui.contracts.hours_words import (
    done_words,
    forecast_words,
    lot_balances,
    volume_words,
)
from csf_desktop.ui.contracts.section import Lines, Section
from csf_desktop.ui.contracts.size_section import SizeSection
from csf_desktop.ui.formatting import hours
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import label


class HoursSection(Section):
    """« 300 h placées sur 900 h » in every way that matters, then what may be done about them."""

    share_requested = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("Heures de la clause", parent)
        self._today = today
        self._shown: tuple[object, ...] = ()
        self._words = label("", "value", wrap=True)
        self._bar = HoursBar()
        self._figures = Lines(spacing=0)
        self._done = label("", "small", wrap=True)
        self._forecast = label("", wrap=True)
        self._warning = label("", "warning", wrap=True)
        self._lots = Lines(spacing=0)
        self.sizes = SizeSection()
        self.share_button = button("Répartir en parcours…", "link", icon_name="route-line")
        parts = (
            self._words, self._bar, self._figures, self._done, self._forecast, self._warning,
            self._lots, self.sizes,
        )  # fmt: skip
        for part in parts:
            self.box.addWidget(part)
        self.box.addWidget(self.share_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.share_button.clicked.connect(self.share_requested)

    def set_details(self, details: ContractDetails) -> None:
        """Show the hours of a contract."""
        today, balance = self._today(), details.balance
        has_hours = bool(balance.owed or balance.committed or balance.on_offer)
        self._words.setText(volume_words(details))
        self._bar.set_balance(balance)
        sentence = forecast_words(details, today)
        self._forecast.setText(sentence)
        self._warning.setText(" ".join(details.warnings))
        self._done.setText(done_words(balance))
        self._bar.setVisible(has_hours)
        self._done.setVisible(has_hours)
        self._forecast.setVisible(bool(sentence))
        self._warning.setVisible(bool(details.warnings))
        self.share_button.setVisible(balance.left > 0)
        self.sizes.set_details(details)
        self._show_tables(details, has_hours=has_hours)

    def _show_tables(self, details: ContractDetails, *, has_hours: bool) -> None:
        lots = lot_balances(details)
        shown = (details.balance, lots)
        if shown == self._shown:
            return
        self._shown = shown
        self._figures.set_rows([_figures(details.balance)] if has_hours else [])
        self._lots.set_rows([_lot_table(lots)] if lots else [])


def _figures(balance: Balance) -> QWidget:
    """Return « Dues », then each share with its swatch: two a line."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(14))
    grid.setVerticalSpacing(px(6))
    grid.addLayout(_figure("Dues", hours(balance.owed), None), 0, 0)
    for at, share in enumerate(shares_of(balance), 1):
        minutes = share.minutes
        said = hours(minutes) if minutes >= 0 else f"{hours(-minutes)} en trop"
        grid.addLayout(_figure(share.word, said, Swatch(share)), at // 3, at % 3)
    for column in range(3):
        grid.setColumnStretch(column, 1)
    return made


def _figure(word: str, said: str, swatch: QWidget | None) -> QVBoxLayout:
    head = QHBoxLayout()
    head.setSpacing(px(5))
    if swatch is not None:
        head.addWidget(swatch)
    head.addWidget(label(word, "key"))
    head.addStretch(1)
    value = label(said, "value", wrap=True)
    value.setAccessibleName(f"{word}\u00a0: {said}")
    box = QVBoxLayout()
    box.setSpacing(px(1))
    box.addLayout(head)
    box.addWidget(value)
    return box


def _lot_table(lots: tuple[tuple[str, Balance], ...]) -> QWidget:
    """Return a line a lot: owed, placed, on offer, left."""
    made = QWidget()
    made.setAccessibleName("Heures par lot")
    grid = QGridLayout(made)
    grid.setContentsMargins(0, px(4), 0, 0)
    grid.setHorizontalSpacing(px(10))
    grid.setVerticalSpacing(px(4))
    grid.setColumnStretch(0, 1)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
    heads = ("Par lot", "Dues", "Placées", "Proposées", "À prévoir")
    for column, head in enumerate(heads):
        grid.addWidget(label(head, "key"), 0, column, right if column else Qt.AlignmentFlag(0))
    for row, (name, balance) in enumerate(lots, 1):
        grid.addWidget(label(name, "strong", wrap=True), row, 0)
        figures = (balance.owed, balance.committed, balance.on_offer, balance.left)
        for column, minutes in enumerate(figures, 1):
            cell = label(hours(minutes))
            cell.setAccessibleName(f"{name}, {heads[column].lower()}\u00a0: {hours(minutes)}")
            grid.addWidget(cell, row, column, right)
    return made
