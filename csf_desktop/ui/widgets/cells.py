"""What a list shows in a cell, apart from how it is painted. Qt-free."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from csf_desktop.ui.tokens import Tone

TONE_ICONS: dict[Tone, str] = {
    Tone.LATE: "error-warning-line",
    Tone.SOON: "calendar-event-line",
    Tone.DONE: "check-line",
    Tone.PROGRESS: "loader-4-line",
    Tone.MUTE: "pause-circle-line",
}
"""The icon of a status when its cell names none."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``text`` and, as asked, a second line, a pill, a bar.

    ``second`` makes it a two-line cell, the first in bold. ``is_pill`` draws a status pill in
    ``tone``; without it ``tone`` colours the text. ``fraction`` (0 to 1) draws a small bar before
    the text. ``icon`` replaces the tone's icon. ``spoken`` is said instead of the shown words.
    ``ending`` ends the second line; where that line is too long ``short_ending`` takes its place,
    if there is one, and is shown whole.
    """

    text: str
    second: str = ""
    tone: Tone | None = None
    is_pill: bool = False
    is_bold: bool = False
    fraction: float | None = None
    icon: str = ""
    spoken: str = ""
    ending: str = ""
    short_ending: str = ""

    @property
    def icon_name(self) -> str:
        """The icon to draw, empty for none."""
        return self.icon or (TONE_ICONS[self.tone] if self.is_pill and self.tone else "")

    @property
    def second_line(self) -> str:
        """The whole second line."""
        return f"{self.second}{self.ending}"

    def as_speech(self) -> str:
        """Return what a screen reader says."""
        return self.spoken or ", ".join(part for part in (self.text, self.second_line) if part)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    ``cell`` turns a row into a ``Cell`` or a text. ``width`` is in pixels of zoom 1; the column
    with ``stretches`` takes what is left. The column hides when the list is narrower than
    ``hide_below_px``. ``sort_value`` gives the raw value (for ``SortRole``); a column is sortable
    when ``is_sortable``: the view then asks its service for the rows in that order. One that
    ``is_optional`` shows only where somebody chose it. ``stand_ins`` end the second line of its
    cells: the words of another column, by its key, where that one is not in sight.
    """

    key: str
    title: str
    cell: Callable[[Any], Cell | str]
    width: int = 120
    stretches: bool = False
    is_right_aligned: bool = False
    hide_below_px: int = 0
    is_sortable: bool = True
    sort_value: Callable[[Any], object] | None = None
    is_optional: bool = False
    stand_ins: tuple[tuple[str, Callable[[Any], str]], ...] = ()

    def cell_beside(self, row: Any, in_sight: Collection[str]) -> Cell:  # noqa: ANN401
        """Return the cell of a row where the columns of these keys are in sight."""
        made = self.cell(row)
        cell = Cell(made) if isinstance(made, str) else made
        hidden = (words(row) for key, words in self.stand_ins if key not in in_sight)
        second = " · ".join(part for part in (cell.second, *hidden) if part)
        return cell if second == cell.second else replace(cell, second=second)


def shown_columns(columns: Sequence[Column], keys: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of these keys, in their order; the usual ones when there are none.

    The column that stretches is always there. A key that no column has any more counts for nothing.
    """
    by_key = {column.key: column for column in columns}
    chosen = [by_key[key] for key in dict.fromkeys(keys) if key in by_key]
    if not chosen:
        return tuple(column for column in columns if not column.is_optional)
    missing = [column for column in columns if column.stretches and column not in chosen]
    return (*missing, *chosen)
