"""Documents issued: signed, numbered, journalled, and written or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from csf_desktop.errors import DiskFullError, FileNotWrittenError, NotFoundError
from csf_desktop.models.entities import Document, FollowUpEvent
from csf_desktop.services import documents, vaults
from csf_desktop.services.documents import issue_contract_sheet, issue_pathway_sheet
from csf_desktop.services.profile import Profile
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import CHEAP, add_contract, add_pathway


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An open vault with a signing identity."""
    profile = Profile("Claire Essai", "rennes")
    made = vaults.create_vault(tmp_path / "coffre", "une phrase de passe", profile, cost=CHEAP)
    yield made.vault
    made.vault.close()


def journalled(vault: Vault) -> list[tuple[str, str]]:
    """Return number and hash of the documents that the journal knows."""
    with reading_session(vault) as session:
        rows = session.execute(select(Document.number, Document.sha256).order_by(Document.number))
        return [(number, sha256) for number, sha256 in rows]


def notes(vault: Vault) -> list[str]:
    """Return the notes of the events."""
    with reading_session(vault) as session:
        return [note for note in session.scalars(select(FollowUpEvent.note)) if note]


def test_document_is_written_and_journalled(vault: Vault, tmp_path: Path) -> None:
    pathway = add_pathway(vault, add_contract(vault))
    out = tmp_path / "fiche.pdf"
    first = issue_pathway_sheet(vault, pathway, out=out)
    second = issue_pathway_sheet(vault, pathway)
    assert out.read_bytes() == first.pdf
    assert hashlib.sha256(first.pdf).hexdigest() == first.sha256
    assert journalled(vault) == [(first.number, first.sha256), (second.number, second.sha256)]
    assert second.number == first.number.replace("-F01", "-F02")
    assert f"Fiche de suivi {first.number}" in notes(vault)


@pytest.mark.parametrize("issue", [issue_pathway_sheet, issue_contract_sheet])
def test_document_that_cannot_be_written_is_not_journalled(
    vault: Vault, tmp_path: Path, issue: object
) -> None:
    contract = add_contract(vault)
    record = add_pathway(vault, contract) if issue is issue_pathway_sheet else contract
    before = notes(vault)
    with pytest.raises(FileNotWrittenError):
        issue(vault, record, out=tmp_path / "nowhere" / "fiche.pdf")  # type: ignore[operator]
    assert journalled(vault) == []
    assert notes(vault) == before
    done = issue(vault, record, out=tmp_path / "fiche.pdf")  # type: ignore[operator]
    assert [number for number, _ in journalled(vault)] == [done.number]


def test_document_that_cannot_be_journalled_is_taken_back(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pathway = add_pathway(vault, add_contract(vault))

    def commit(_work: UnitOfWork, created: str = "") -> None:
        assert (tmp_path / "fiche.pdf").exists()
        raise DiskFullError

    monkeypatch.setattr(UnitOfWork, "commit", commit)
    with pytest.raises(DiskFullError):
        issue_pathway_sheet(vault, pathway, out=tmp_path / "fiche.pdf")
    assert not (tmp_path / "fiche.pdf").exists()
    assert journalled(vault) == []


def test_unknown_record_issues_nothing(vault: Vault) -> None:
    with pytest.raises(NotFoundError):
        documents.issue_contract_sheet(vault, "M-1999-001")
