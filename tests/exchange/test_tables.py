"""Tables as programs and people leave them: what is read, what is noted, what is refused."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.errors import FileTooLargeError, UnreadableFileError, UnreadableTableError
from csf_desktop.exchange import tables
from csf_desktop.exchange.tables import read_table, table_from_bytes
from csf_desktop.exchange.tables_encoding import decoded
from tests.exchange.table_files import (
    AIRTABLE,
    DEMARCHES,
    SPREADSHEET,
    csv_table,
    messy_workbook,
    simple_workbook,
    workbook_bytes,
    workbook_table,
)

WORDS = (
    "Réfection de l’école", "Éclairage", "Çà et là", "Cœur de ville", "Noël à Nîmes", "Où ça ?",
    "Hôtel-Dieu", "Île d’Yeu", "maïs", "« à pourvoir »", "Ville d'Évreux", "120 000,50 €",
    "Lefèvre", "Benoît", "aiguë", "forêt", "Éric – tuteur",
)  # fmt: skip


def reason(data: bytes, name: str = "essai.xlsx") -> str:
    with pytest.raises(UnreadableTableError) as caught:
        table_from_bytes(data, name)
    return str(caught.value)


# --- CSV ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"]
)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators(encoding: str, separator: str) -> None:
    rows = [("Objet", "Société"), ("Réfection de l’école", "Bâtiment & Cie"), ("Été", "Œuvre")]
    text = "\r\n".join(separator.join(row) for row in rows)
    table = csv_table(text, encoding)
    assert table.headers == rows[0]
    assert [row.cells for row in table.rows] == rows[1:]
    assert [row.line for row in table.rows] == [2, 3]
    assert table.notes == ()


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.sampled_from(["cp1252", "utf-8"])
)
def test_french_accents_are_never_guessed_wrong(words: list[str], encoding: str) -> None:
    text = "Objet;Ville\n" + "\n".join(f"{word};Rennes" for word in words)
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "latin-1"])
def test_files_of_former_systems(encoding: str) -> None:
    text = "Objet;Ville\nRéfection de l'école élémentaire;Nîmes\nCréation d'une crèche;Orléans\n"
    assert decoded(text.encode(encoding)) == text


def test_quotes_line_breaks_and_blank_lines() -> None:
    table = csv_table('Objet;Note\n"Lot ; ""A""\r\nsuite";x\n\n;\nLot B;y\n')
    assert [(row.line, row.cells) for row in table.rows] == [
        (2, ('Lot ; "A"\nsuite', "x")),
        (6, ("Lot B", "y")),
    ]


def test_stated_separator_and_lines_of_the_former_mac() -> None:
    table = csv_table("sep=,\nObjet,Prix\nA;B,1\n")
    assert (table.headers, table.rows[0].cells, table.rows[0].line) == (
        ("Objet", "Prix"), ("A;B", "1"), 3,
    )  # fmt: skip
    assert csv_table("Objet;Prix\rA;1\r").rows[0].cells == ("A", "1")


def test_letterhead_is_left_and_told() -> None:
    table = read_table(SPREADSHEET)
    assert table.headers[:4] == ("Réf.", "Objet du marché", "Maître d’ouvrage", "Attributaire")
    assert len(table.headers) == 9
    assert [row.line for row in table.rows] == [5, 7, 9, 10]
    assert table.rows[1].cells[1] == "Réseau de chaleur ; lot 2\nCœur de ville"
    assert "lus ligne\u00a04" in table.notes[0]


def test_titles_missing_twice_and_over_nothing() -> None:
    table = csv_table("Nom;Nom;;Prix;\nA;B;C;1;\nD;E;F;2;\n")
    assert table.headers == ("Nom", "Nom (2)", "Colonne C", "Prix")
    assert "numérotées" in table.notes[0]


def test_ragged_rows() -> None:
    table = csv_table("Objet;Prix\nA\nB;2;trop\nC;3\n")
    assert table.rows[0].cells == ("A", "")
    assert "3\u00a0cellules pour 2\u00a0titres" in table.rows[1].problem
    assert table.rows[2].problem == ""


def test_titles_said_again_are_no_row() -> None:
    assert len(csv_table("Objet;Prix\nA;1\nObjet;Prix\nB;2\n").rows) == 2


def test_null_characters_are_taken_out_and_told() -> None:
    table = csv_table("Objet;Prix\nA\0B;1\n")
    assert table.rows[0].cells == ("AB", "1")
    assert "nuls" in table.notes[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "il est vide"),
        (b"\n;;\n", "il est vide"),
        (b"Objet;Prix\n", "pas de ligne sous ses titres"),
        (b'Objet;Prix\n"A' + b"x" * 200_000, "guillemet"),
        (b"a;" * 600 + b"\n1\n", "250\u00a0colonnes"),
        (b"a;b\n" + b"1;2\n" * 200_000, "50\u00a0000\u00a0lignes"),
        (b"a;b\n" + b";".join([b"1"] * 200) * 1 + b"\n" + (b";".join([b"1"] * 200) + b"\n") * 6000,
         "1\u00a0000\u00a0000\u00a0cellules"),
        (b"<!DOCTYPE html><table><tr><td>a</td></tr></table>", "page web"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ancien format .xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "mot de passe"),
        (b"%PDF-1.7", "ni un fichier CSV"),
        (b"PK\x03\x04" + bytes(40), "abîmé"),
    ],
)  # fmt: skip
def test_refusals(data: bytes, said: str) -> None:
    assert said.encode() in reason(data).encode() or said in reason(data)


def test_size_is_limited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tables, "MAX_TABLE_BYTES", 100)
    path = tmp_path / "gros.csv"
    path.write_bytes(b"a;b\n" * 100)
    with pytest.raises(FileTooLargeError):
        read_table(path)
    with pytest.raises(UnreadableFileError):
        read_table(tmp_path / "absent.csv")


@given(st.binary(max_size=300))
def test_whatever_comes_is_read_or_refused(data: bytes) -> None:
    try:
        table = table_from_bytes(data, "essai.csv")
    except UnreadableTableError:
        return  # told, as any other file that is no table
    assert all(len(row.cells) == len(table.headers) for row in table.rows)
    assert len(set(table.headers)) == len(table.headers)


# --- workbooks ---------------------------------------------------------------------------------


def test_messy_workbook() -> None:
    table = workbook_table(messy_workbook())
    assert table.headers == (
        "Objet du marché", "Acheteur Nom", "Acheteur SIRET", "Entreprise Nom", "Entreprise SIRET",
        "Notifié le", "Heures",
    )  # fmt: skip
    rennes = ("Ville de Rennes", Decimal(21350238800019))
    assert [row.cells for row in table.rows] == [
        ("Toiture du lycée", *rennes, "Bâti Ouest", "", date(2026, 2, 3), Decimal(300)),
        ("Peinture", *rennes, "Couleurs d’Ille", "", date(2026, 3, 9), Decimal(150)),
        ("Voirie", "Ville de Dol", "", "Routes SA", "", "12/04/2026", ""),
    ]
    assert [row.line for row in table.rows] == [5, 6, 8]
    assert (table.sheet, table.sheets) == ("Marchés", ("Lisez-moi", "Marchés"))
    notes = "\n".join(table.notes)
    for said in (
        "«\u00a0Marchés\u00a0», la plus remplie",
        "1\u00a0formule sans résultat enregistré, sans valeur ici\u00a0: G8",
        "1\u00a0cellule en erreur, sans valeur ici\u00a0: C8",
        "masque 1\u00a0ligne et 1\u00a0colonne\u00a0: tout a été lu",
        "lus ligne\u00a03",
    ):
        assert said in notes


def test_another_sheet_may_be_named() -> None:
    book = messy_workbook()
    book["Lisez-moi"].append(["Objet", "Prix"])
    book["Lisez-moi"].append(["A", 12.0])
    table = workbook_table(book, "Lisez-moi")
    assert (table.sheet, table.rows[0].cells) == ("Lisez-moi", ("A", Decimal(12)))
    with pytest.raises(UnreadableTableError, match="feuille"):
        workbook_table(book, "Absente")


def test_hidden_sheet_is_not_chosen() -> None:
    book = messy_workbook()
    book["Marchés"].sheet_state = "hidden"
    book["Lisez-moi"].append(["A", "B"])
    book["Lisez-moi"].append(["C", "D"])
    assert workbook_table(book).sheet == "Lisez-moi"


def test_a_value_merged_over_columns_stays_in_the_first() -> None:
    book = simple_workbook(["Objet", "Ville", "Note"], ["A", "B", "C"], ["Total", None, None])
    book.active.merge_cells("A3:C3")
    assert workbook_table(book).rows[1].cells == ("Total", "", "")


def test_kinds_of_values() -> None:
    book = simple_workbook(["a", "b", "c", "d"], [True, 12.5, 0.1, "'=1+1"])
    assert workbook_table(book).rows[0].cells == (True, Decimal("12.5"), Decimal("0.1"), "=1+1")


def test_archive_that_swells_is_refused() -> None:
    data = workbook_bytes(simple_workbook(["Objet", "Prix"], ["A", 1]))
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("xl/media/image1.png", bytes(20_000_000))
    assert "démesuré" in reason(stream.getvalue())


def _with_sheet(xml: str, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    data = workbook_bytes(simple_workbook(["Objet", "Prix"], ["A", 1]))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            target.writestr(name, xml if name == part else source.read(name))
    return stream.getvalue()


@pytest.mark.parametrize(
    "part",
    ["[Content_Types].xml", "docProps/core.xml", "xl/styles.xml", "xl/workbook.xml"],
)
def test_a_damaged_part_is_told_whoever_reads_it(part: str) -> None:
    assert "abîmé" in reason(_with_sheet("<a><b></a>", part))


SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (f'<worksheet {SPACE}><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>'
         "</worksheet>", "250\u00a0colonnes"),
        (f'<!DOCTYPE a [<!ENTITY b "c">]><worksheet {SPACE}>&b;</worksheet>', "abîmé"),
        ("<worksheet", "abîmé"),
        (f"<worksheet {SPACE}><sheetData/></worksheet>", "il est vide"),
    ],
)  # fmt: skip
def test_hostile_sheets(xml: str, said: str) -> None:
    assert said in reason(_with_sheet(xml))


def test_size_that_a_sheet_claims_is_not_believed() -> None:
    rows = "".join(
        f'<row r="{line}"><c r="A{line}" t="inlineStr"><is><t>a{line}</t></is></c>'
        f'<c r="B{line}"><v>{line}</v></c></row>'
        for line in (1, 2, 900_000)
    )
    data = _with_sheet(
        f'<worksheet {SPACE}><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    table = table_from_bytes(data, "a.xlsx")
    assert [row.line for row in table.rows] == [2, 900_000]


# --- samples -----------------------------------------------------------------------------------


def test_airtable_sample() -> None:
    table = read_table(AIRTABLE)
    assert (len(table.headers), len(table.rows), table.notes) == (18, 5, ())
    assert table.rows[0].cells[15] == "Aide au tri des ardoises\nAccueil des livraisons"
    assert [row.line for row in table.rows] == [2, 4, 5, 6, 7]


def test_demarches_simplifiees_sample() -> None:
    table = read_table(DEMARCHES)
    assert table.headers[0] == "ID"
    assert [row.cells[0] for row in table.rows] == ["20114578", "20114601", "20114700"]
    assert table.rows[1].line == 4
