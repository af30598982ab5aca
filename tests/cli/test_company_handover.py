"""« Fiche de passation » of a company, written by « export »."""

from __future__ import annotations

from tests.cli.pair import Pair
from tests.cli.support import assert_one_sentence
from tests.reports import pdf


def company_of(pair: Pair) -> str:
    """Return the name of the company of Claire's contract."""
    (row,) = pair.run("list", "contracts", pair.claire(), "--json").json["rows"]
    return str(row["company"])


def test_a_company_is_handed_over_by_its_name(pair: Pair) -> None:
    out, company = pair.folder / "passation.pdf", company_of(pair)
    answer = pair.run("export", pair.claire(), "company", company.upper(), "--out", out)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"{out}\u00a0: Fiche de passation {company}, signé\n"
    assert "Points d’attention" in pdf.text_of(out.read_bytes())
    assert pair.run("verify", out, "--vault", pair.claire()).code == 0


def test_a_company_is_named_and_known(pair: Pair) -> None:
    out = ("--out", pair.folder / "passation.pdf")
    assert_one_sentence(pair.run("export", pair.claire(), "company", *out), 2, "référence")
    unknown = pair.run("export", pair.claire(), "company", "Personne", *out)
    assert unknown.code != 0
    assert not (pair.folder / "passation.pdf").exists()
