"""The buyer's form at the command line: written, taken in, refused."""

from __future__ import annotations

from pathlib import Path

from csf_desktop.exchange.buyer_form import read_form
from tests.cli.pair import Pair
from tests.helpers.buyer_forms import ANSWERS, as_pictures, blank, fill


def test_blank_form_is_written_and_its_return_taken_in(pair: Pair, tmp_path: Path) -> None:
    out, back = tmp_path / "vierge.pdf", tmp_path / "remplie.pdf"
    made = pair.run("export", pair.paul(), "form", "--out", out)
    number = read_form(out.read_bytes()).number
    assert (made.code, made.out) == (0, f"{out}\u00a0: {number}, à remplir\n")
    back.write_bytes(fill(out.read_bytes(), ANSWERS | {"contract_ends_on": "un jour"}))
    taken = pair.run("import", pair.paul(), back, "--json")
    (file,) = taken.json["files"]
    assert (taken.code, file["kind"], file["error"]) == (0, "form", None)
    assert file["created"] > 5
    assert any("«\u00a0un jour\u00a0»" in warning for warning in file["warnings"])
    (row,) = pair.run("list", "contracts", pair.paul(), "--json").json["rows"]
    assert row["object"] == "Peinture des écoles çà et là"
    again = pair.run("import", pair.paul(), back, "--json")
    assert (again.json["created"], again.json["updated"]) == (0, 0)


def test_form_of_a_contract_is_filled_in(pair: Pair, tmp_path: Path) -> None:
    out = tmp_path / "fiche.pdf"
    assert pair.run("export", pair.claire(), "form", "M-2026-001", "--out", out).code == 0
    form = read_form(out.read_bytes())
    assert form.contract_id
    assert form.values["contract_object"]


def test_form_has_nobody_to_be_sealed_for(pair: Pair, tmp_path: Path) -> None:
    card = pair.card(pair.paul())
    answer = pair.run("export", pair.claire(), "form", "--out", tmp_path / "x.pdf", "--to", card)
    assert answer.code == 2
    assert "ne porte pas de données à sceller" in answer.err


def test_scanned_form_is_refused_in_one_sentence(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(as_pictures(blank()))
    answer = pair.run("import", pair.claire(), path)
    assert answer.code == 1
    assert "ne contient que des images" in answer.err
