"""Files for spreadsheets: read back they are what was written, and nothing is calculated."""

from __future__ import annotations

import csv
import io
import os
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csf_desktop.errors import CancelledError, FileNotWrittenError, InvalidInputError
from csf_desktop.exchange.formulas import STARTERS
from csf_desktop.exchange.tables import read_table
from csf_desktop.services.contract_export import COLUMNS, export_contracts
from csf_desktop.services.rows import ListQuery
from csf_desktop.services.table_export import write_csv, write_table, write_xlsx
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import TODAY, add_contract, add_pathway, make_vault

HEADERS = ("Référence", "Objet", "Montant", "Jour", "Nombre", "Oui")
ROW = ("M-1", 'Toit ; "A"\nsuite', Decimal("-1234.50"), date(2026, 2, 3), -12, True)
HOSTILE = ("=1+1", "+33 6", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "''-x", "d’accord")


def test_csv_as_french_spreadsheets_read_it(tmp_path: Path) -> None:
    out = tmp_path / "liste.csv"
    assert write_csv(out, HEADERS, [ROW, ("", "", None, None, None, False)]) == 2
    assert (
        out.read_bytes()
        == (
            "\ufeffRéférence;Objet;Montant;Jour;Nombre;Oui\r\n"
            'M-1;"Toit ; ""A""\nsuite";-1234,50;03/02/2026;-12;Oui\r\n'
            ";;;;;Non\r\n"
        ).encode()
    )


def test_xlsx_keeps_days_and_numbers(tmp_path: Path) -> None:
    out = tmp_path / "liste.xlsx"
    assert write_xlsx(out, HEADERS, [ROW] * 300) == 300
    sheet = openpyxl.load_workbook(out).active
    assert [cell.value for cell in sheet[1]] == list(HEADERS)
    assert all(cell.font.b for cell in sheet[1])
    day = datetime(2026, 2, 3)  # noqa: DTZ001 - as spreadsheets hold days
    assert [cell.value for cell in sheet[2]] == ["M-1", ROW[1], -1234.5, day, -12, "Oui"]
    assert sheet["D2"].number_format == "dd/mm/yyyy"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:F301")
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_nothing_is_taken_for_a_formula_and_all_comes_back(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"liste.{ending}"
    write_table(out, ("Texte", "Rang"), [(text, rank) for rank, text in enumerate(HOSTILE, 1)])
    back = [row.cells[0] for row in read_table(out).rows]
    assert [str(text).strip() for text in back] == [text.strip() for text in HOSTILE]
    if ending == "csv":
        lines = csv.reader(io.StringIO(out.read_text("utf-8-sig"), newline=""), delimiter=";")
        cells = [row[0] for row in lines][1:]
        assert not any(cell.startswith(tuple(STARTERS)) for cell in cells)
    else:
        assert "<f>" not in zipfile.ZipFile(out).read("xl/worksheets/sheet1.xml").decode()
        sheet = openpyxl.load_workbook(out).active
        assert {cell.data_type for cell in sheet["A"]} == {"s"}
        assert sheet["A2"].quotePrefix


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
            min_size=1,
        ).map(str.strip),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["csv", "xlsx"]),
)
def test_any_text_comes_back(tmp_path: Path, texts: list[str], ending: str) -> None:
    out = tmp_path / f"liste.{ending}"
    write_table(out, ("Le rang", "Le texte"), [(f"r{at}", text) for at, text in enumerate(texts)])
    back = {row.cells[0]: row.cells[1] for row in read_table(out).rows if len(row.cells) > 1}
    wanted = {f"r{at}": text for at, text in enumerate(texts) if text and "#" not in text}
    assert {key: str(back.get(key, "")).split() for key in wanted} == {
        key: text.split() for key, text in wanted.items()
    }


def test_control_characters_do_not_spoil_a_workbook(tmp_path: Path) -> None:
    out = tmp_path / "liste.xlsx"
    write_xlsx(out, ("Texte",), [("a\x00\x0b\ufffe\uffffb",)])
    assert openpyxl.load_workbook(out).active["A2"].value == "ab"


def test_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"\.csv ou \.xlsx"):
        write_table(tmp_path / "liste.pdf", ("A",), [])
    with pytest.raises(FileNotWrittenError):
        write_table(tmp_path / "absent" / "liste.csv", ("A",), [("a",)])
    assert list(tmp_path.iterdir()) == []


# --- the list of contracts -----------------------------------------------------------------------


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


def test_list_as_seen(vault: Vault, tmp_path: Path) -> None:
    contract_id = add_contract(vault, object="Toiture", amount_cents=12_345_60)
    add_pathway(vault, contract_id)
    add_contract(vault, object="Voirie", buyer_name="=cmd()", notified_on=None)
    out = tmp_path / "marchés.csv"
    query = ListQuery(TODAY, sort="reference", is_descending=True)
    keys = (
        "reference",
        "object",
        "buyer",
        "amount",
        "notified_on",
        "owed",
        "offered",
        "left",
        "status",
    )
    assert export_contracts(vault, out, query, keys) == 2
    lines = out.read_text("utf-8-sig").splitlines()
    assert lines[0].split(";")[:4] == ["Référence", "Objet", "Acheteur", "Montant (€)"]
    assert lines[1] == "M-2026-002;Voirie;'=cmd();;;900;0;900;Clause rédigée"
    assert lines[2] == (
        "M-2026-001;Toiture;Région Hauts-de-France;12345,60;02/11/2026;900;300;600;Notifié"
    )
    assert export_contracts(vault, out, ListQuery(TODAY, search="voirie"), ["object"]) == 1


def test_unknown_volume_is_an_empty_cell(vault: Vault, tmp_path: Path) -> None:
    add_pathway(vault, add_contract(vault, clause_minutes=0))
    out = tmp_path / "marchés.csv"
    keys = ["owed", "left", "unplaced", "committed", "offered"]
    export_contracts(vault, out, ListQuery(TODAY), keys)
    assert out.read_text("utf-8-sig").splitlines() == [
        "Heures dues;Heures restantes;Heures à placer;Heures engagées;Heures proposées",
        ";;;;300",  # what is on offer is known
    ]


def test_every_column_in_a_workbook(vault: Vault, tmp_path: Path) -> None:
    add_pathway(vault, add_contract(vault))
    out = tmp_path / "marchés.xlsx"
    export_contracts(vault, out, ListQuery(TODAY), list(COLUMNS))
    sheet = openpyxl.load_workbook(out).active
    assert [cell.value for cell in sheet[1]] == [column.title for column in COLUMNS.values()]
    found = dict(zip(COLUMNS, (cell.value for cell in sheet[2]), strict=True))
    assert (found["next_owner"], found["next_action"]) == ("Tuteur pilote", "Joindre l’entreprise")
    assert found["owed"] == 900


def test_empty_list_is_a_line_of_titles(vault: Vault, tmp_path: Path) -> None:
    out = tmp_path / "marchés.csv"
    assert export_contracts(vault, out, ListQuery(TODAY), ["reference"]) == 0
    assert out.read_text("utf-8-sig") == "Référence\n"


def test_interrupted_export_leaves_no_file(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_contract(vault)
    scratch = tmp_path / "temp"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    before = set(os.listdir(tmp_path))

    def stop(done: int, total: int) -> None:
        assert total == 1
        if done == total:
            raise CancelledError

    for ending in ("csv", "xlsx"):
        with pytest.raises(CancelledError):
            export_contracts(
                vault, tmp_path / f"a.{ending}", ListQuery(TODAY), ["object"], progress=stop
            )
    assert set(os.listdir(tmp_path)) == before
    assert list(scratch.iterdir()) == []
