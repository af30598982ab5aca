"""Reads the rows of a table by the fields chosen for its columns; a bad cell spares its row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from csf_desktop.errors import InvalidInputError
from csf_desktop.exchange import cells
from csf_desktop.exchange.tables import Cell, Table, TableRow
from csf_desktop.services import text
from csf_desktop.services.table_fields import FIELDS, NBSP, Shape
from csf_desktop.services.table_memory import FieldMap


@dataclass(frozen=True)
class RowValues:
    """A row as read: its line, values by key of field, companies as (name, SIRET).

    ``problems`` are sentences, each on a cell that was left out; ``refusal`` is why the whole row
    is, empty if it is not.
    """

    line: int
    values: dict[str, Any]
    companies: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
    refusal: str = ""


SHORTEST_CUT = text.MAX_LINE - 10
"""Texts are cut at a limit, less the spaces that end there."""


class RowReader:
    """Reads the rows of one table; ``notes`` are sentences about whole columns."""

    def __init__(self, table: Table, mapping: FieldMap) -> None:
        self._table = table
        self._columns = [(at, FIELDS[key]) for at, key in sorted(mapping.items()) if key in FIELDS]
        self._month_first = {
            at
            for at, target in self._columns
            if target.shape is Shape.DAY and cells.month_first(table.column(at))
        }
        self._is_alone = sum(target.is_repeatable for _, target in self._columns) < 2
        self.notes = tuple(
            f"Les dates de la colonne «{NBSP}{table.headers[at]}{NBSP}» sont écrites mois d’abord, "
            "elles ont été lues ainsi."
            for at in sorted(self._month_first)
        )

    def read(self, row: TableRow) -> RowValues:
        """Return the values of a row."""
        if row.problem:
            return RowValues(row.line, {}, refusal=f"{row.problem[0].upper()}{row.problem[1:]}.")
        reading = _Reading()
        for at, target in self._columns:
            cell = row.cells[at]
            if cell == "":
                continue
            header = self._table.headers[at]
            if target.key in ("company_name", "company_siret"):
                reading.company[target.key] = (header, cell)
                continue
            if at in self._month_first:
                cell = cells.turned_round(cell)
            value = reading.take(header, target.read, cell)
            if value is None or value == "":
                continue
            if target.is_repeatable and not self._is_alone:
                reading.repeated[target.key].append(f"{header}{NBSP}: {value}")
            else:
                reading.values[target.key] = value
                reading.tell_cut(header, value, cell)
        return reading.done(row.line)


@dataclass
class _Reading:
    """One row being read."""

    values: dict[str, Any] = field(default_factory=dict)
    company: dict[str, tuple[str, Cell]] = field(default_factory=dict)
    repeated: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    problems: list[str] = field(default_factory=list)

    def take(self, header: str, read: Any, cell: Cell) -> Any:  # noqa: ANN401 - any field's value
        try:
            return read(cell)
        except InvalidInputError as error:
            said = text.after_colon(str(error))
            self.problems.append(f"Colonne «{NBSP}{header}{NBSP}»{NBSP}: {said}")
            return None

    def tell_cut(self, header: str, value: object, cell: Cell) -> None:
        if isinstance(value, str) and isinstance(cell, str):
            kept, whole = " ".join(value.split()), " ".join(cell.split())
            if len(value) > SHORTEST_CUT and whole.startswith(kept) and whole != kept:
                self.problems.append(
                    f"Colonne «{NBSP}{header}{NBSP}»{NBSP}: le texte est trop long, il est coupé "
                    f"à {len(value)}{NBSP}caractères."
                )

    def done(self, line: int) -> RowValues:
        for key, lines in self.repeated.items():
            self.values[key] = "\n".join(lines)[: text.MAX_TEXT]
        return RowValues(line, self.values, self._companies(), tuple(self.problems))

    def _companies(self) -> tuple[tuple[str, str], ...]:
        """Return the companies of the row: several when the file quotes them or has their SIRET.

        « Dupont, Durand et fils » is one name, unless two SIRET stand beside it.
        """
        _, name = self.company.get("company_name", ("", ""))
        siret_title, siret = self.company.get("company_siret", ("", ""))
        names, sirets = cells.split_values(name), cells.split_values(siret)
        are_several = len(sirets) > 1 or cells.read_text(name).startswith('"')
        if not are_several or len(names) < 2:
            names = (FIELDS["company_name"].read(name),) if name != "" else ()
            read = self.take(siret_title, cells.read_siret, siret) if siret != "" else ""
            return ((names[0] if names else "", read or ""),) if names or read else ()
        read_all = [self.take(siret_title, cells.read_siret, one) or "" for one in sirets]
        if len(read_all) != len(names):
            read_all = [""] * len(names)
        return tuple(zip(names, read_all, strict=True))
