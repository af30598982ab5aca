"""Any file that is dropped: what it is, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from csf_desktop.errors import CsfError, UnreadableFileError
from csf_desktop.services.documents import issue_card, issue_pathway_sheet, issue_synthesis
from csf_desktop.services.identities import list_colleagues
from csf_desktop.services.imports import import_file, kind_of
from csf_desktop.services.verification import verify_file
from tests.exchange.decp_files import SAMPLES
from tests.helpers.laptops import MOMENT, Laptop, acquaint, dump, laptop, recipient
from tests.helpers.pdf import page_pdf
from tests.helpers.vaults import add_contract, add_pathway


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Laptop, Laptop]]:
    made = laptop(tmp_path, 0), laptop(tmp_path, 1)
    yield made
    for one in made:
        one.vault.close()


def test_kinds_come_from_the_content(pair: tuple[Laptop, Laptop], tmp_path: Path) -> None:
    here, there = pair
    pathway_id = add_pathway(here.vault, add_contract(here.vault))
    to = [recipient(tmp_path, there)]
    files = {
        "decp": SAMPLES / "marche.xml",
        "card": tmp_path / "une carte.bin",
        "exchange": tmp_path / "fiche.json",
    }
    files["card"].write_bytes(issue_card(here.vault, now=MOMENT).pdf)
    sheet = issue_pathway_sheet(here.vault, pathway_id, recipients=to, now=MOMENT)
    files["exchange"].write_bytes(sheet.pdf)
    assert {kind: kind_of(path) for kind, path in files.items()} == {kind: kind for kind in files}


def test_each_kind_is_taken_in(pair: tuple[Laptop, Laptop], tmp_path: Path) -> None:
    here, there = pair
    acquaint(tmp_path, here, there)
    pathway_id = add_pathway(here.vault, add_contract(here.vault))
    sheet = tmp_path / "fiche.pdf"
    to = [recipient(tmp_path, there)]
    sheet.write_bytes(issue_pathway_sheet(here.vault, pathway_id, recipients=to, now=MOMENT).pdf)
    assert import_file(there.vault, sheet, now=MOMENT).kind == "exchange"
    decp = import_file(there.vault, SAMPLES / "marche.xml", now=MOMENT)
    assert (decp.kind, decp.name) == ("decp", "marche.xml")
    assert not decp.changes.is_empty


def test_a_card_is_trusted_only_if_its_words_were_compared(
    pair: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    here, there = pair
    card = tmp_path / "carte.pdf"
    card.write_bytes(issue_card(there.vault, now=MOMENT).pdf)
    report = import_file(here.vault, card, now=MOMENT)
    assert (report.kind, report.created, report.unchanged) == ("card", 1, 0)
    assert not list_colleagues(here.vault)[0].is_trusted
    report = import_file(here.vault, card, trust_cards=True, now=MOMENT)
    assert list_colleagues(here.vault)[0].is_trusted
    report = import_file(here.vault, card, trust_cards=True, now=MOMENT)
    assert (report.created, report.unchanged) == (0, 1)


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 100, b"bonjour", b"a;b\n1;2\n", b"<html></html>", b"%PDF-1.7", b"PK\x03\x04",
     b"\x89PNG\r\n", page_pdf()],
)  # fmt: skip
def test_other_files_are_refused_and_change_nothing(
    pair: tuple[Laptop, Laptop], tmp_path: Path, content: bytes
) -> None:
    here, _there = pair
    path = tmp_path / "fichier.pdf"
    path.write_bytes(content)
    before = dump(here.vault)
    with pytest.raises(CsfError) as caught:
        import_file(here.vault, path, now=MOMENT)
    assert str(caught.value)
    assert dump(here.vault) == before


def test_what_is_no_file(pair: tuple[Laptop, Laptop], tmp_path: Path) -> None:
    for path in (tmp_path / "absent.json", tmp_path):
        with pytest.raises(UnreadableFileError):
            import_file(pair[0].vault, path, now=MOMENT)


def test_verification_with_and_without_a_vault(pair: tuple[Laptop, Laptop], tmp_path: Path) -> None:
    here, there = pair
    path = tmp_path / "synthese.pdf"
    path.write_bytes(issue_synthesis(here.vault, now=MOMENT).pdf)
    own = verify_file(here.vault, path)
    assert (own.status, own.signer, own.covers_whole_file) == ("valid", "Karim Besson", True)
    assert own.date == MOMENT
    assert own.fingerprint == here.author
    assert len(own.words.split()) == 8
    assert verify_file(there.vault, path).status == "unknown_signer"
    assert verify_file(None, path).status == "unknown_signer"
    acquaint(tmp_path, here, there)
    assert verify_file(there.vault, path).status == "valid"


@pytest.mark.parametrize(
    ("spoil", "status"),
    [
        (lambda pdf: pdf[:300] + b"X" + pdf[301:], "modified"),
        (lambda pdf: pdf + b"\n% une ligne de plus\n", "modified"),
        (lambda _pdf: page_pdf(), "unsigned"),
        (lambda _pdf: b"", "unreadable"),
        (lambda _pdf: b"pas un PDF", "unreadable"),
    ],
)
def test_what_is_not_intact_says_why(
    pair: tuple[Laptop, Laptop], tmp_path: Path, spoil: object, status: str
) -> None:
    here, _there = pair
    path = tmp_path / "fiche.pdf"
    pdf = issue_synthesis(here.vault, now=MOMENT).pdf
    path.write_bytes(spoil(pdf))  # type: ignore[operator]
    found = verify_file(here.vault, path)
    assert found.status == status
    assert found.reason.endswith(".")


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    assert verify_file(None, tmp_path / "absent.pdf").status == "unreadable"
