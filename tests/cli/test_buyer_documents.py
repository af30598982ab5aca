"""What a buyer and a company are given, written by « export »."""

from __future__ import annotations

import io

import docx
import pytest

from tests.cli.pair import Pair
from tests.cli.support import assert_one_sentence
from tests.reports import pdf

REFERENCE = "M-2026-001"


@pytest.mark.parametrize(
    ("kind", "number", "said"),
    [
        ("guide", "G01", "en sept étapes"),
        ("clause", "C01", "Article 3. Volume d’heures"),
        ("company-sheet", "E01", "Ce que vous avez signé"),
        ("young-people", "J01", "en remobilisation scolaire"),
    ],
)
def test_document_of_a_contract_is_signed_and_numbered(
    pair: Pair, kind: str, number: str, said: str
) -> None:
    out = pair.folder / "document.pdf"
    answer = pair.run("export", pair.claire(), kind, REFERENCE, "--out", out)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"{out}\u00a0: {REFERENCE}-{number}, signé\n"
    assert said in pdf.text_of(out.read_bytes())
    assert pair.run("verify", out, "--vault", pair.claire()).code == 0
    assert pair.run("info", pair.claire(), "--json").json["counts"]["document"] == 1


@pytest.mark.parametrize(
    ("kind", "name"), [("guide", "guide.pdf"), ("young-people", "j.pdf"), ("clause", "c.pdf")]
)
def test_document_without_a_contract_is_signed_and_not_journalled(
    pair: Pair, kind: str, name: str
) -> None:
    out = pair.folder / name
    answer = pair.run("export", pair.claire(), kind, "--out", out, "--json")
    assert answer.code == 0
    assert answer.json["sha256"]
    assert pair.run("verify", out, "--vault", pair.claire()).code == 0
    assert pair.run("info", pair.claire(), "--json").json["counts"]["document"] == 0


def test_clause_as_text_documents_is_told_to_bear_no_signature(pair: Pair) -> None:
    for name in ("clause.docx", "clause.txt"):
        out = pair.folder / name
        answer = pair.run("export", pair.claire(), "clause", REFERENCE, "--out", out)
        assert answer.code == 0
        assert answer.out.endswith("sans signature, à compléter\n")
    document = docx.Document(io.BytesIO((pair.folder / "clause.docx").read_bytes()))
    headings = [one.text for one in document.paragraphs if one.style and "2" in one.style.name]
    assert "Volume d’heures" in headings
    text = (pair.folder / "clause.txt").read_text(encoding="utf-8-sig")
    assert "Le volume de la clause est de 900\u00a0heures." in text


def test_what_cannot_be_made_is_told(pair: Pair) -> None:
    words = ("export", pair.claire())
    out = ("--out", pair.folder / "x.pdf")
    assert_one_sentence(pair.run(*words, "company-sheet", *out), 2, "Indiquez la référence")
    assert_one_sentence(pair.run(*words, "guide", "M-1999-001", *out), 2, "M-1999-001")
    odt = ("--out", pair.folder / "x.odt")
    assert_one_sentence(pair.run(*words, "clause", REFERENCE, *odt), 2, ".docx, .pdf ou .txt")
    assert_one_sentence(
        pair.run(*words, "guide", *out, "--to", pair.card(pair.paul())), 2, "--to va avec"
    )
    assert not list(pair.folder.glob("x.*"))
