"""Signed PDFs between two vaults: verified, shown, taken in whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from csf_desktop.errors import (
    ExchangeError,
    ModifiedFileError,
    NotForThisVaultError,
    UnknownSignerError,
    UnreadableFileError,
    UnsignedFileError,
)
from csf_desktop.exchange.package import write_exchange_pdf
from csf_desktop.models.ids import new_id
from csf_desktop.models.rules import HOUR
from csf_desktop.services.documents import (
    IssuedDocument,
    Recipient,
    issue_contract_sheet,
    issue_pathway_sheet,
    save_document,
)
from csf_desktop.services.exchange_import import import_exchange, preview_exchange
from csf_desktop.services.follow_ups import EventDraft, record_event
from csf_desktop.services.identities import current_identity, forget_colleague
from csf_desktop.services.pathways import set_week, update_pathway
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from tests.helpers.laptops import MOMENT, Laptop, acquaint, derived, dump, laptop, recipient
from tests.helpers.pdf import page_pdf
from tests.helpers.vaults import TODAY, add_contract, add_pathway, bring_to

LATER = MOMENT + timedelta(hours=1)


@dataclass
class Desk:
    """Two laptops that know each other, and a folder that a USB stick goes through."""

    folder: Path
    here: Laptop
    there: Laptop

    def path(self, document: IssuedDocument) -> Path:
        path = self.folder / document.file_name
        save_document(path, document)
        return path

    def sheet(self, giver: Laptop, taker: Laptop, pathway_id: str) -> Path:
        to = [recipient(self.folder, taker)]
        return self.path(issue_pathway_sheet(giver.vault, pathway_id, recipients=to, now=LATER))

    def signed(self, content: bytes) -> Path:
        """Return a file of data that the program would not have written, signed all the same."""
        with reading_session(self.here.vault) as session:
            sender = current_identity(session)
        path = self.folder / "compose.pdf"
        pdf = write_exchange_pdf(
            page_pdf(),
            content,
            sender=sender,
            recipients=[recipient(self.folder, self.there).certificate],
            number="P-2026-001-01-F01",
            issued_at=LATER,
        )
        path.write_bytes(pdf)
        return path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    here, there = laptop(tmp_path, 0), laptop(tmp_path, 1)
    acquaint(tmp_path, here, there)
    yield Desk(tmp_path, here, there)
    for one in (here, there):
        one.vault.close()


@pytest.fixture
def pathway_id(desk: Desk) -> str:
    """A pathway in company, on the first laptop."""
    made = add_pathway(desk.here.vault, add_contract(desk.here.vault))
    bring_to(desk.here.vault, made, "in_progress")
    return made


def test_a_pathway_travels_and_comes_back(desk: Desk, pathway_id: str) -> None:
    file = desk.sheet(desk.here, desk.there, pathway_id)
    preview = preview_exchange(desk.there.vault, file, LATER)
    assert preview.sender == "Karim Besson"
    assert preview.number == "P-2026-001-01-F01"
    assert preview.count("created") == len(preview.lines) > 5
    report = import_exchange(desk.there.vault, file, LATER)
    assert report.created == preview.count("created")
    assert (report.updated, report.unchanged, report.conflicts) == (0, 0, ())
    assert report.changes.kinds >= {"contract", "pathway"}
    assert not report.changes.is_undoable
    set_week(desk.there.vault, pathway_id, TODAY.replace(year=2027), done_minutes=7 * HOUR)
    record_event(
        desk.there.vault,
        EventDraft(pathway_id=pathway_id, actor="company", channel="phone", result="reached"),
    )
    back = desk.sheet(desk.there, desk.here, pathway_id)
    report = import_exchange(desk.here.vault, back, LATER)
    assert report.created > 0
    assert report.conflicts == ()
    assert desk.here.value("pathway", pathway_id, "done_minutes") == 7 * HOUR
    for one in (desk.here, desk.there):
        assert derived(one.vault, rebuilt=False) == derived(one.vault, rebuilt=True)


def test_only_this_pathway_travels(desk: Desk, pathway_id: str) -> None:
    contract_id = desk.here.value("pathway", pathway_id, "contract_id")
    other = add_pathway(desk.here.vault, contract_id, title="Cuisine")
    import_exchange(desk.there.vault, desk.sheet(desk.here, desk.there, pathway_id), LATER)
    assert other not in {row[1] for row in desk.there.changes().values()}


def test_a_contracts_file_has_nothing_of_young_people(desk: Desk, pathway_id: str) -> None:
    contract_id = desk.here.value("pathway", pathway_id, "contract_id")
    to = [recipient(desk.folder, desk.there)]
    document = issue_contract_sheet(desk.here.vault, contract_id, recipients=to, now=LATER)
    import_exchange(desk.there.vault, desk.path(document), LATER)
    kinds = {row[0] for row in desk.there.changes().values()}
    assert {"contract", "buyer", "company", "awardee"} <= kinds
    assert not kinds & {"beneficiary", "guardian", "pathway", "pathway_week", "visit"}


def test_the_same_file_twice_changes_nothing(desk: Desk, pathway_id: str) -> None:
    file = desk.sheet(desk.here, desk.there, pathway_id)
    import_exchange(desk.there.vault, file, LATER)
    before = dump(desk.there.vault)
    again = import_exchange(desk.there.vault, file, LATER)
    assert (again.created, again.updated) == (0, 0)
    assert again.unchanged > 5
    assert again.changes.is_empty
    assert dump(desk.there.vault) == before
    assert preview_exchange(desk.there.vault, file, LATER).was_imported


def test_what_both_changed_is_listed_and_left(desk: Desk, pathway_id: str) -> None:
    import_exchange(desk.there.vault, desk.sheet(desk.here, desk.there, pathway_id), LATER)
    update_pathway(desk.here.vault, pathway_id, {"title": "Aide peintre", "note": "ici"})
    update_pathway(desk.there.vault, pathway_id, {"tasks": "Poncer", "note": "là"})
    file = desk.sheet(desk.here, desk.there, pathway_id)
    preview = preview_exchange(desk.there.vault, file, LATER)
    report = import_exchange(desk.there.vault, file, LATER)
    assert report.conflicts == preview.conflicts
    assert [(line.here, line.there) for line in report.conflicts] == [("là", "ici")]
    assert desk.there.value("pathway", pathway_id, "note") == "là"
    assert desk.there.value("pathway", pathway_id, "tasks") == "Poncer"


def test_a_preview_leaves_the_vault_and_its_clock(desk: Desk, pathway_id: str) -> None:
    ahead = datetime.now(UTC) + timedelta(days=400)
    assert desk.here.vault.clock is not None
    desk.here.vault.clock.observe(f"{int(ahead.timestamp() * 1000):013d}.00000")
    update_pathway(desk.here.vault, pathway_id, {"note": "de l’an prochain"})
    file = desk.sheet(desk.here, desk.there, pathway_id)
    before = dump(desk.there.vault)
    preview = preview_exchange(desk.there.vault, file, LATER)
    assert any("horloge" in sentence for sentence in preview.warnings)
    assert dump(desk.there.vault) == before
    with UnitOfWork(desk.there.vault, "") as work:
        assert work.recorder.clock.tick() < f"{int(ahead.timestamp() * 1000):013d}"


def test_edits_made_after_an_import_descend_from_it(desk: Desk, pathway_id: str) -> None:
    ahead = datetime.now(UTC) + timedelta(days=30)
    assert desk.here.vault.clock is not None
    desk.here.vault.clock.observe(f"{int(ahead.timestamp() * 1000):013d}.00000")
    update_pathway(desk.here.vault, pathway_id, {"note": "première"})
    import_exchange(desk.there.vault, desk.sheet(desk.here, desk.there, pathway_id), LATER)
    update_pathway(desk.there.vault, pathway_id, {"note": "seconde"})
    back = import_exchange(desk.here.vault, desk.sheet(desk.there, desk.here, pathway_id), LATER)
    assert back.conflicts == ()
    assert desk.here.value("pathway", pathway_id, "note") == "seconde"


def test_refusals_leave_the_vault_as_it_was(desk: Desk, pathway_id: str) -> None:
    file = desk.sheet(desk.here, desk.there, pathway_id)
    altered = desk.folder / "altere.pdf"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    altered.write_bytes(data)
    plain = desk.folder / "simple.pdf"
    plain.write_bytes(page_pdf())
    own = desk.sheet(desk.here, desk.here, pathway_id)
    before = dump(desk.there.vault)
    refusals: list[tuple[Path, type[ExchangeError]]] = [
        (altered, ModifiedFileError),
        (plain, UnsignedFileError),
        (own, NotForThisVaultError),
        (desk.folder / "absent.pdf", UnreadableFileError),
    ]
    for path, refusal in refusals:
        for take in (preview_exchange, import_exchange):
            with pytest.raises(refusal):
                take(desk.there.vault, path, LATER)
    assert dump(desk.there.vault) == before


def test_somebody_no_longer_trusted(desk: Desk, pathway_id: str) -> None:
    file = desk.sheet(desk.here, desk.there, pathway_id)
    forget_colleague(desk.there.vault, desk.here.author)
    with pytest.raises(UnknownSignerError):
        import_exchange(desk.there.vault, file, LATER)


def test_signed_data_that_cannot_stand_is_refused_in_preview_too(
    desk: Desk, pathway_id: str
) -> None:
    tree = json.loads(desk.here.file())
    for change in tree["changes"]:
        if change["kind"] == "pathway" and not change["field"]:
            values = json.loads(change["new"])
            change |= {
                "new": json.dumps({**values, "contract_id": new_id()}),
                "entity": new_id(),
                "id": new_id(),
            }
    before = dump(desk.there.vault)
    for content in (json.dumps(tree).encode(), b'{"format":"csf-exchange"}', b"", b"\xff"):
        path = desk.signed(content)
        for take in (preview_exchange, import_exchange):
            with pytest.raises(UnreadableFileError):
                take(desk.there.vault, path, LATER)
    assert dump(desk.there.vault) == before


def test_a_file_for_several(desk: Desk, pathway_id: str) -> None:
    to: list[Recipient] = [recipient(desk.folder, one) for one in (desk.here, desk.there)]
    document = issue_pathway_sheet(desk.here.vault, pathway_id, recipients=to, now=LATER)
    path = desk.path(document)
    assert import_exchange(desk.there.vault, path, LATER).created > 0
    own = preview_exchange(desk.here.vault, path, LATER)
    assert own.sender == "vous-même"
    assert own.count("created") == own.count("updated") == 0
