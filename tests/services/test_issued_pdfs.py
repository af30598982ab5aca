"""What the issued PDFs are for other programs, and what their pages say."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.entities import Document, FollowUpEvent
from csf_desktop.services.documents import (
    IssuedDocument,
    issue_card,
    issue_contract_sheet,
    issue_pathway_sheet,
    issue_synthesis,
    recipients_from,
)
from csf_desktop.services.verification import verify_file
from csf_desktop.storage.unit_of_work import reading_session
from tests.helpers.laptops import MOMENT, Laptop, laptop, recipient
from tests.helpers.vaults import add_contract, add_pathway, bring_to
from tests.reports.pdf import page_count, text_of

Issue = Callable[[Laptop, str], IssuedDocument]
GIVEN, FAMILY = "Inès", "Benali"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Laptop]:
    made = laptop(tmp_path, 0)
    yield made
    made.vault.close()


@pytest.fixture
def pathway_id(here: Laptop) -> str:
    made = add_pathway(here.vault, add_contract(here.vault))
    bring_to(here.vault, made, "in_progress")
    return made


def pathway_sheet(here: Laptop, pathway_id: str) -> IssuedDocument:
    return issue_pathway_sheet(here.vault, pathway_id, now=MOMENT)


def contract_sheet(here: Laptop, pathway_id: str) -> IssuedDocument:
    contract_id = here.value("pathway", pathway_id, "contract_id")
    return issue_contract_sheet(here.vault, contract_id, now=MOMENT)


def card(here: Laptop, _pathway_id: str) -> IssuedDocument:
    return issue_card(here.vault, now=MOMENT)


def synthesis(here: Laptop, _pathway_id: str) -> IssuedDocument:
    return issue_synthesis(here.vault, now=MOMENT)


@pytest.mark.parametrize("issue", [pathway_sheet, contract_sheet, card, synthesis])
def test_other_programs_find_the_signature_valid(
    here: Laptop, pathway_id: str, tmp_path: Path, issue: Issue
) -> None:
    document = issue(here, pathway_id)
    path = tmp_path / document.file_name
    path.write_bytes(document.pdf)
    said = [
        subprocess.run([*command, str(path)], capture_output=True, text=True, check=False).stdout
        for command in (["pdfsig"], ["mutool", "sign", "-v"])
    ]
    assert "Signature is Valid." in said[0]
    assert "Total document signed" in said[0]
    assert "Karim Besson" in said[0]
    assert "The document is unchanged since signing." in said[1]
    assert verify_file(here.vault, path).status == "valid"
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_follow_up_sheet_has_two_pages(here: Laptop, pathway_id: str) -> None:
    assert page_count(pathway_sheet(here, pathway_id).pdf) == 2


@pytest.mark.parametrize("issue", [issue_pathway_sheet, issue_contract_sheet])
def test_pages_show_initials_unless_names_are_asked_for(
    here: Laptop,
    pathway_id: str,
    issue: Callable[..., IssuedDocument],
) -> None:
    record = (
        pathway_id
        if issue is issue_pathway_sheet
        else here.value("pathway", pathway_id, "contract_id")
    )
    hidden = text_of(issue(here.vault, record, now=MOMENT).pdf)
    shown = text_of(issue(here.vault, record, show_names=True, now=MOMENT).pdf)
    assert GIVEN in shown
    assert FAMILY in shown
    assert GIVEN not in hidden
    assert FAMILY not in hidden
    assert "I. B." in hidden


def test_documents_are_numbered_and_name_their_recipients(
    here: Laptop, pathway_id: str, tmp_path: Path
) -> None:
    other = laptop(tmp_path, 1)
    to = [recipient(tmp_path, other)]
    other.vault.close()
    first = pathway_sheet(here, pathway_id)
    second = issue_pathway_sheet(here.vault, pathway_id, recipients=to, now=MOMENT)
    assert (first.number, second.number) == ("P-2026-001-01-F01", "P-2026-001-01-F02")
    assert second.file_name == "P-2026-001-01-F02.pdf"
    with reading_session(here.vault) as session:
        rows = session.scalars(select(Document).order_by(Document.number)).all()
        assert [(row.number, row.sha256, row.recipients) for row in rows] == [
            (first.number, first.sha256, ""),
            (second.number, second.sha256, "Claire Modèle"),
        ]
        notes = session.scalars(
            select(FollowUpEvent.note).where(FollowUpEvent.event_kind == "document")
        ).all()
    assert any(note.endswith("remise à Claire Modèle") for note in notes)


def test_a_document_without_recipients_carries_no_data(here: Laptop, pathway_id: str) -> None:
    assert b"csf-exchange" not in pathway_sheet(here, pathway_id).pdf


def test_somebody_to_seal_for_is_needed(here: Laptop) -> None:
    with pytest.raises(InvalidInputError):
        recipients_from([])
