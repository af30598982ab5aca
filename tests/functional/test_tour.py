"""The whole course through the window: from the official file to a signed sheet that is checked."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from csf_desktop.services.history import history_of
from csf_desktop.services.pathway_list import open_pathways
from csf_desktop.services.pathway_page import get_pathway
from csf_desktop.services.rows import ListQuery
from csf_desktop.services.vaults import open_vault
from csf_desktop.ui.formatting import short_date
from csf_desktop.ui.preferences import Appearance
from scripts.tour import contracts, documents, first_run, pathway, sight
from scripts.tour.stage import Stage
from scripts.tour.waiting import wait_for
from tests.functional.conftest import MakeStage

SIZES = {"100 %": Appearance(), "200 %": Appearance(zoom=2.0)}


@pytest.mark.parametrize("appearance", SIZES.values(), ids=SIZES.keys())
def test_the_whole_course(make_stage: MakeStage, appearance: Appearance) -> None:
    stage = make_stage(appearance=appearance)
    check_first_run(stage)
    check_contract(stage)
    check_offer(stage)
    check_steps(stage)
    check_end(stage)
    check_documents(stage)
    check_lock(stage)
    first_run.leave(stage)
    check_journal(stage)


def check_first_run(stage: Stage) -> None:
    first_run.go_through_assistant(stage)
    sees("Aucun marché pour l’instant")
    assert "Coffre de démonstration" not in sight.words()


def check_contract(stage: Stage) -> None:
    contracts.import_sample(stage)
    sees(contracts.CONTRACT)
    contracts.open_contract(stage)
    sees("0 h placées sur 300 h", "le tuteur pilote doit l’appeler")
    contracts.complete_contract(stage)
    sees(contracts.BUYER)


def check_offer(stage: Stage) -> None:
    pathway.create(stage)
    sees("Statut : À pourvoir", "Tuteur pilote : joindre l’entreprise")
    pathway.reserve(stage)
    sees(pathway.PERSON, "Tuteur pilote : envoyer le profil")


def check_steps(stage: Stage) -> None:
    days = pathway.days_of(stage)
    pathway.send_profile(stage)
    sees("Entreprise : répondre au profil")
    pathway.note_call(stage)
    sees("Tuteur pilote : rappeler la responsable")
    pathway.hold_meeting(stage)
    sees("faire signer la convention")
    pathway.sign_agreement(stage)
    sees(sight.plain(f"{short_date(days.entry)} au"))
    pathway.enter_company(stage)
    pathway.note_visit(stage)
    sees("0 h sur 150 h")


def check_end(stage: Stage) -> None:
    pathway.write_hours(stage)
    pathway.review(stage)
    sees("143 h sur 150 h")
    pathway.close(stage)
    sees("Statut : Terminé", "Aucune action attendue")


def check_documents(stage: Stage) -> None:
    for step in documents.DOCUMENTS:
        step(stage)
    sheet = stage.pdf / documents.SHEET
    text = output_of("pdftotext", "-layout", str(sheet), "-")
    for said in (pathway.PERSON, "143 h", contracts.COMPANY, "Terminé"):
        assert said in text.replace("\u00a0", " ")
    for name in (documents.SHEET, documents.CONTRACT_SHEET, documents.CARD, documents.SYNTHESIS):
        assert_signed(stage.pdf / name)


def check_lock(stage: Stage) -> None:
    program = stage.program
    assert program is not None
    first_run.lock(stage)
    assert program.workspace is None
    shown = "\n".join(sight.words(window) for window in sight.windows())
    assert pathway.FAMILY_NAME not in shown
    first_run.unlock(stage)
    sees(pathway.FAMILY_NAME)  # where one was


def check_journal(stage: Stage) -> None:
    """Every step is in the history, and what it says is what was done."""
    vault = open_vault(stage.vault, first_run.PASSPHRASE)
    try:
        (row,) = open_pathways(vault, ListQuery(stage.end)).rows
        details = get_pathway(vault, row.id, stage.end)
        steps = [(one.status, one.day) for one in details.steps]
        days = pathway.days_of(stage)
        assert dict(steps)["meeting"] == days.meeting
        assert dict(steps)["closed"] == days.closed
        assert details.done_minutes == 143 * 60
        assert {one.code for one in details.outcomes} == {
            "apprenticeship",
            "career_plan",
            "orientation_found",
        }
        changed = {line.field for line in history_of(vault, row.id)}
        assert {"status", "beneficiary_id", "agreement_signed_on", "starts_on"} <= changed
    finally:
        vault.close()


def sees(*texts: str) -> None:
    """A person sees these words, at once or as soon as the worker has answered."""
    missing = set(texts)

    def look() -> bool:
        seen = sight.words()
        missing.difference_update([text for text in missing if text in seen])
        return not missing

    wait_for(look, f"on ne voit pas {texts}", 5)


def assert_signed(path: Path) -> None:
    """The file is valid for poppler and for MuPDF, which know nothing of us."""
    answer = output_of("pdfsig", "-nocert", str(path))
    assert "Signature is Valid" in answer
    assert "Total document signed" in answer
    answer = output_of("mutool", "sign", "-v", str(path))
    assert "The document is unchanged since signing." in answer


def output_of(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
