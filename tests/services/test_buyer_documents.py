"""What a buyer and a company are given: from the vault, signed, journalled, written or not."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from sqlalchemy import select

from csf_desktop.errors import (
    DiskFullError,
    FileNotWrittenError,
    InvalidInputError,
    NotFoundError,
)
from csf_desktop.models.codes import AwardeeRole, ContactRole, DocumentKind, EventKind
from csf_desktop.models.entities import Document, FollowUpEvent
from csf_desktop.models.rules import HOUR
from csf_desktop.services import vaults
from csf_desktop.services.buyer_documents import (
    GuideCode,
    clause_of,
    clause_plain_text,
    export_clause,
    issue_company_sheet,
    issue_guide,
    issue_young_people_sheet,
    read_guide,
)
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.contract_parts import LotDraft, PlaceDraft, add_lot, add_place
from csf_desktop.services.contracts import add_awardee, update_contract
from csf_desktop.services.notification import notification_mails, notification_pack
from csf_desktop.services.organisations import ContactDraft, add_contact, update_contact
from csf_desktop.services.profile import Profile
from csf_desktop.services.settings import write_setting
from csf_desktop.services.size_help import SizeState, size_choices
from csf_desktop.services.verification import verify_file
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import CHEAP, add_contract, add_pathway, add_person
from tests.reports import pdf

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
PROFILE = Profile("Claire Essai", "rennes", "0612345678", "claire.essai@exemple.fr")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An open vault with a signing identity."""
    made = vaults.create_vault(tmp_path / "coffre", "une phrase de passe", PROFILE, cost=CHEAP)
    yield made.vault
    made.vault.close()


@pytest.fixture
def contract(vault: Vault) -> str:
    """A contract of 900 h notified on 2 November, with a company."""
    return add_contract(
        vault,
        external_reference="2026-RH-0117",
        amount_cents=450_000_00,
        ends_on=date(2027, 11, 1),
    )


def documents(vault: Vault) -> list[tuple[str, str, str]]:
    """Return kind, number and hash of the documents that the journal knows."""
    with reading_session(vault) as session:
        rows = session.execute(
            select(Document.document_kind, Document.number, Document.sha256).order_by(
                Document.number
            )
        )
        return [(kind, number, sha256) for kind, number, sha256 in rows]


def document_events(vault: Vault) -> list[str]:
    """Return the notes of the events that tell of documents."""
    with reading_session(vault) as session:
        asked = select(FollowUpEvent.note).where(FollowUpEvent.event_kind == EventKind.DOCUMENT)
        return list(session.scalars(asked))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


# --- the clause


def test_clause_says_the_contract(vault: Vault, contract: str) -> None:
    update_contract(vault, contract, {"penalties": "80 € par jour de retard."})
    text = plain(clause_plain_text(clause_of(vault, contract)))
    for said in (
        "au marché n° 2026-RH-0117, « Réhabilitation du lycée Jean-Moulin »",
        "passé par Région Hauts-de-France",
        "Le volume de la clause est de 900 heures.",
        "de la notification du marché au 1er novembre 2027",
        "80 € par jour de retard.",
    ):
        assert said in text
    assert clause_of(vault, contract).missing == ()


def test_clause_is_found_by_its_reference_too(vault: Vault, contract: str) -> None:
    reference = get_contract(vault, contract).reference
    assert clause_of(vault, reference) == clause_of(vault, contract)
    with pytest.raises(NotFoundError):
        clause_of(vault, "M-1999-001")


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".txt", ".TXT"])
def test_clause_is_written_by_the_suffix_and_journalled(
    vault: Vault, contract: str, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"clause{suffix}"
    document = export_clause(vault, contract, out, NOW)
    data = out.read_bytes()
    assert hashlib.sha256(data).hexdigest() == document.sha256
    assert documents(vault) == [(DocumentKind.CLAUSE, document.number, document.sha256)]
    assert document.number == "M-2026-001-C01"
    assert "900 heures" in plain(read_back(out))
    assert document_events(vault) == ["Clause à insérer M-2026-001-C01"]


def read_back(path: Path) -> str:
    """Return the text of a clause that was written."""
    data = path.read_bytes()
    if path.suffix == ".docx":
        return "\n".join(one.text for one in docx.Document(io.BytesIO(data)).paragraphs)
    return pdf.text_of(data) if path.suffix == ".pdf" else data.decode("utf-8-sig")


def test_text_file_opens_in_the_simplest_editor(
    vault: Vault, contract: str, tmp_path: Path
) -> None:
    export_clause(vault, contract, tmp_path / "clause.txt", NOW)
    data = (tmp_path / "clause.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") > 20


def test_clause_as_pdf_is_signed(vault: Vault, contract: str, tmp_path: Path) -> None:
    export_clause(vault, contract, tmp_path / "clause.pdf", NOW)
    found = verify_file(vault, tmp_path / "clause.pdf")
    assert (found.status, found.signer) == ("valid", "Claire Essai")


def test_clause_of_another_kind_of_file_is_refused(
    vault: Vault, contract: str, tmp_path: Path
) -> None:
    with pytest.raises(InvalidInputError, match=r"\.docx, \.pdf ou \.txt"):
        export_clause(vault, contract, tmp_path / "clause.odt", NOW)
    assert documents(vault) == []


def test_clause_without_contract_is_written_and_not_journalled(
    vault: Vault, tmp_path: Path
) -> None:
    document = export_clause(vault, None, tmp_path / "clause.docx", NOW)
    assert "[à compléter : numéro du marché]" in plain(read_back(tmp_path / "clause.docx"))
    assert document.number == "Clause à insérer"
    assert documents(vault) == []


def test_clause_that_cannot_be_written_is_not_journalled(
    vault: Vault, contract: str, tmp_path: Path
) -> None:
    with pytest.raises(FileNotWrittenError):
        export_clause(vault, contract, tmp_path / "nowhere" / "clause.docx", NOW)
    assert documents(vault) == []
    assert document_events(vault) == []


# --- guide and sheets


Issue = Callable[[Vault, str], object]


@pytest.mark.parametrize(
    ("issue", "kind", "number", "file_name"),
    [
        (issue_guide, "buyer_guide", "G01", "guide-de-l-acheteur"),
        (issue_company_sheet, "company_sheet", "E01", "l-entreprise-et-la-clause"),
        (
            lambda vault, contract, **more: issue_young_people_sheet(
                vault, contract_id=contract, **more
            ),
            "young_people_sheet",
            "J01",
            "qui-sont-les-jeunes",
        ),
    ],
)
def test_sheet_of_a_contract_is_signed_journalled_and_named(
    vault: Vault,
    contract: str,
    tmp_path: Path,
    issue: Callable[..., object],
    kind: str,
    number: str,
    file_name: str,
) -> None:
    out = tmp_path / "feuille.pdf"
    document = issue(vault, contract, out=out, now=NOW)
    assert documents(vault) == [(kind, f"M-2026-001-{number}", document.sha256)]  # type: ignore[attr-defined]
    assert document.file_name == f"M-2026-001-{number}-{file_name}.pdf"  # type: ignore[attr-defined]
    assert verify_file(vault, out).status == "valid"
    assert "M-2026-001" in pdf.text_of(out.read_bytes())


def test_general_guide_and_sheet_are_signed_and_not_journalled(
    vault: Vault, tmp_path: Path
) -> None:
    guide = issue_guide(vault, out=tmp_path / "guide.pdf", now=NOW)
    sheet = issue_young_people_sheet(vault, now=NOW)
    assert guide.file_name == "guide-de-l-acheteur.pdf"
    assert sheet.file_name == "qui-sont-les-jeunes.pdf"
    assert verify_file(vault, tmp_path / "guide.pdf").status == "valid"
    assert documents(vault) == []
    assert "Claire Essai" in pdf.text_of(sheet.pdf)


def test_company_sheet_needs_a_contract(vault: Vault) -> None:
    with pytest.raises(InvalidInputError, match="Indiquez le marché"):
        issue_company_sheet(vault, "")


def test_sheets_name_no_young_person(vault: Vault, contract: str) -> None:
    add_pathway(vault, contract)
    add_person(vault, "Inès", "Benali")
    for document in (issue_company_sheet(vault, contract), issue_guide(vault, contract)):
        assert "Benali" not in pdf.text_of(document.pdf)


def test_guide_of_a_contract_and_in_general(vault: Vault, contract: str) -> None:
    guide = read_guide(vault, contract)
    assert (guide.contract_id, guide.reference) == (contract, "M-2026-001")
    assert guide.amount_cents == 450_000_00
    notify = next(step for step in guide.steps if step.code is GuideCode.NOTIFY)
    assert plain(notify.deadline) == "Au plus tard le mardi 17 novembre 2026."
    general = read_guide(vault)
    assert general.contract_id == ""
    assert general.clause.missing


# --- what is handed over at notification


def test_pack_writes_both_sheets_and_one_event(vault: Vault, contract: str, tmp_path: Path) -> None:
    pack = notification_pack(vault, contract, tmp_path, NOW)
    assert [path.name for path in pack.paths] == [
        "M-2026-001-E01-l-entreprise-et-la-clause.pdf",
        "M-2026-001-J01-qui-sont-les-jeunes.pdf",
    ]
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in pack.paths]
    assert [(kind, sha256) for kind, _, sha256 in documents(vault)] == list(
        zip(("company_sheet", "young_people_sheet"), hashes, strict=True)
    )
    (note,) = document_events(vault)
    assert plain(note) == (
        "Documents remis : L’entreprise et la clause M-2026-001-E01, Qui sont les jeunes ? "
        "M-2026-001-J01"
    )
    assert pack.changes.transaction
    assert [verify_file(vault, path).status for path in pack.paths] == ["valid", "valid"]


def test_second_pack_has_numbers_of_its_own(vault: Vault, contract: str, tmp_path: Path) -> None:
    first = notification_pack(vault, contract, tmp_path, NOW)
    second = notification_pack(vault, contract, tmp_path, NOW)
    assert not set(first.paths) & set(second.paths)


def test_pack_is_written_whole_or_not_at_all(
    vault: Vault, contract: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FileNotWrittenError):
        notification_pack(vault, contract, tmp_path / "nowhere", NOW)
    (tmp_path / "M-2026-001-J01-qui-sont-les-jeunes.pdf").mkdir()
    with pytest.raises(FileNotWrittenError):
        notification_pack(vault, contract, tmp_path, NOW)
    assert list(tmp_path.glob("*.pdf")) == [tmp_path / "M-2026-001-J01-qui-sont-les-jeunes.pdf"]
    assert documents(vault) == []

    def commit(_work: UnitOfWork, created: str = "") -> None:
        raise DiskFullError

    (tmp_path / "M-2026-001-J01-qui-sont-les-jeunes.pdf").rmdir()
    monkeypatch.setattr(UnitOfWork, "commit", commit)
    with pytest.raises(DiskFullError):
        notification_pack(vault, contract, tmp_path, NOW)
    assert list(tmp_path.glob("*.pdf")) == []


def test_pack_needs_a_contract(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError):
        notification_pack(vault, "", tmp_path, NOW)
    with pytest.raises(InvalidInputError):
        notification_mails(vault, "")


def test_mail_goes_to_the_referent_with_the_buyer_in_copy(vault: Vault, contract: str) -> None:
    details = get_contract(vault, contract)
    company, buyer = details.awardees[0].company_id, details.fields["buyer_id"]
    people = (
        ("Luc Petit", ContactRole.HUMAN_RESOURCES, "rh@batisseurs.example"),
        ("Ana Roy", ContactRole.REFERENT, "ana.roy@batisseurs.example"),
        ("Jean Parti", ContactRole.REFERENT, "parti@batisseurs.example"),
    )
    *_, gone = [
        add_contact(vault, ContactDraft(name, role, email=email, company_id=company))
        for name, role, email in people
    ]
    update_contact(vault, gone.created, {"until": date(2026, 11, 10)})
    eva = ContactDraft(
        "Eva Buis", ContactRole.BUYER, email="eva.buis@region.example", buyer_id=buyer
    )
    add_contact(vault, eva)
    mail = notification_mails(vault, contract)[0].draft
    assert mail.to == ("ana.roy@batisseurs.example",)
    assert mail.copies == ("eva.buis@region.example",)
    assert plain(mail.subject) == "Marché 2026-RH-0117 : la clause sociale de formation"
    body = plain(mail.body)
    assert "Avant le 17 novembre 2026, merci de m’indiquer votre référent unique" in body
    assert "pour 900 heures en tout" in body
    assert body.endswith("Cordialement,\nClaire Essai\ntuteur pilote\n06 12 34 56 78")


def test_mail_of_a_contract_without_number_or_object_reads_well(vault: Vault) -> None:
    contract = add_contract(vault, is_private=True)
    update_contract(vault, contract, {"object": ""})
    mail = notification_mails(vault, contract)[0].draft
    assert plain(mail.subject) == "Contrat : la clause sociale de formation"
    assert "Votre contrat comporte une clause" in plain(mail.body)
    assert "M-2026" not in mail.body


def test_mail_of_a_very_long_contract_still_fits_a_link(vault: Vault) -> None:
    contract = add_contract(vault, object="Éàü " * 75, external_reference="M", notified_on=None)
    mail = notification_mails(vault, contract)[0].draft
    assert "Dans les 15 jours" in plain(mail.body)
    assert len(mail.url()) < 2_500


def test_titulaire_answers_even_when_another_hosts(vault: Vault, contract: str) -> None:
    add_awardee(vault, contract, "Abeille Peinture", "", AwardeeRole.SUBCONTRACTOR)
    said = pdf.text_of(issue_company_sheet(vault, contract).pdf)
    assert "Bâtisseurs du Nord" in said
    assert "Abeille Peinture" not in said


def test_each_company_of_several_lots_gets_its_own_hours(
    vault: Vault, contract: str, tmp_path: Path
) -> None:
    first = get_contract(vault, contract).awardees[0].company_id
    other = add_awardee(vault, contract, "Abeille & Fils Peinture", "").created
    add_lot(vault, contract, LotDraft("1", "Murs", clause_minutes=600 * HOUR, company_id=first))
    for number in ("2", "3"):
        add_lot(vault, contract, LotDraft(number, clause_minutes=150 * HOUR, company_id=other))
    pack = notification_pack(vault, contract, tmp_path, NOW)
    assert [path.name for path in pack.paths] == [
        "M-2026-001-E01-l-entreprise-et-la-clause-abeille-fils-peinture.pdf",
        "M-2026-001-E02-l-entreprise-et-la-clause-batisseurs-du-nord.pdf",
        "M-2026-001-J01-qui-sont-les-jeunes.pdf",
    ]
    ours, theirs = (pdf.text_of(path.read_bytes()) for path in pack.paths[:2])
    assert "300 heures, pour les lots 2 et 3" in ours
    assert "600 heures, pour le lot 1" in theirs
    assert [mail.company for mail in pack.mails] == [
        "Abeille & Fils Peinture",
        "Bâtisseurs du Nord",
    ]
    assert "pour 300 heures en tout (les lots 2 et 3)" in plain(pack.mails[0].draft.body)
    alone = issue_company_sheet(vault, contract, other, now=NOW)
    assert (alone.number, "300 heures" in pdf.text_of(alone.pdf)) == ("M-2026-001-E03", True)
    with pytest.raises(NotFoundError):
        issue_company_sheet(vault, contract, "autre")
    assert len(document_events(vault)) == 2


def test_contract_without_company_still_has_its_sheet(vault: Vault, tmp_path: Path) -> None:
    contract = add_contract(vault, company_name="")
    pack = notification_pack(vault, contract, tmp_path, NOW)
    assert len(pack.paths) == 2
    assert "Entreprise à compléter" in pdf.text_of(pack.paths[0].read_bytes())
    assert pack.mails[0].draft.to == ()


def test_clause_says_lots_places_and_renewals(vault: Vault) -> None:
    contract = add_contract(vault, clause_minutes=0, place="Lille")
    update_contract(vault, contract, {"renewal_count": 2, "renewal_months": 12})
    for number, hours in (("1", 300), ("2", 150)):
        add_lot(vault, contract, LotDraft(number, clause_minutes=hours * HOUR))
    add_place(vault, contract, PlaceDraft(label="Lycée Pasteur", commune="Roubaix"))
    text = plain(clause_plain_text(clause_of(vault, contract)))
    assert "Le volume de la clause est de 450 heures." in text
    assert "lot 1 : 300 heures ; lot 2 : 150 heures." in text
    assert "suivie de 2 reconductions de 12 mois chacune" in text
    assert "Lieu d’exécution : Lille, Lycée Pasteur." in text


def test_rules_that_were_set_are_those_of_the_clause(vault: Vault, contract: str) -> None:
    with UnitOfWork(vault, "Règles") as work:
        write_setting(work.session, "rules", {"company_failed_days": 21, "absent_contact_cents": 1})
        work.commit()
    text = plain(clause_plain_text(clause_of(vault, contract)))
    assert "au bout de 21 jours, le délai est tenu pour manqué" in text
    assert "0,01 € pour l’absence" in text
    assert "18 jours" not in text
    assert any("21 jours" in action for action in map(plain, actions_of(vault)))


def actions_of(vault: Vault) -> list[str]:
    """Return what the general guide asks to do."""
    return [action for step in read_guide(vault).steps for action in step.actions]


# --- sizes


def test_sizes_answer_an_amount() -> None:
    states = [choice.state for choice in size_choices(250_000_00)]
    assert states == [SizeState.SHORTER, SizeState.SHORTER, SizeState.USUAL, SizeState.LONGER]
    assert {choice.state for choice in size_choices(None)} == {SizeState.UNKNOWN}
    assert size_choices(99_999_99)[0].state is SizeState.USUAL
    assert size_choices(100_000_00)[1].state is SizeState.USUAL


def test_sizes_say_how_they_are_shared() -> None:
    shared = [plain(choice.shared) for choice in size_choices(None)]
    assert shared == [
        "un jeune pendant 1 mois",
        "un jeune pendant 2 mois, ou 2 jeunes pendant 1 mois chacun",
        "un jeune pendant 3 mois, ou 3 jeunes pendant 1 mois chacun",
        "un jeune pendant 6 mois, ou 2 jeunes pendant 3 mois chacun",
    ]
    assert [choice.minutes for choice in size_choices(None)] == [
        hours * HOUR for hours in (150, 300, 450, 900)
    ]
