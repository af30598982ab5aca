"""What was typed and not saved is found again, and leaves no trace once it is."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from csf_desktop.models.entities import Change, Transaction
from csf_desktop.services.drafts import drop_draft, keep_draft, read_draft
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import open_vault
from tests.helpers.vaults import PASSPHRASE, make_vault


def test_a_draft_is_found_again_after_the_vault_was_locked(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        keep_draft(vault, "event:pathway:1", {"note": "Échange «\u00a0à finir\u00a0»", "next": [1]})
        folder = vault.path
    with open_vault(folder, PASSPHRASE) as vault:
        assert read_draft(vault, "event:pathway:1") == {
            "note": "Échange «\u00a0à finir\u00a0»",
            "next": [1],
        }
        assert read_draft(vault, "event:pathway:2") is None


def test_the_last_draft_of_a_screen_replaces_the_one_before(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        for text in ("un", "deux"):
            keep_draft(vault, "event:pathway:1", {"note": text})
        assert read_draft(vault, "event:pathway:1") == {"note": "deux"}


def test_a_draft_that_was_dropped_is_gone_and_was_never_journalled(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        keep_draft(vault, "event:pathway:1", {"note": "un"})
        drop_draft(vault, "event:pathway:1")
        drop_draft(vault, "event:pathway:1")  # nothing left: no complaint
        assert read_draft(vault, "event:pathway:1") is None
        with reading_session(vault) as session:
            for table in (Change, Transaction):
                assert session.scalar(select(func.count()).select_from(table)) == 0
