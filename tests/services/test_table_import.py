"""Tables of contracts: what each row makes, completes, keeps, and says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csf_desktop.errors import CancelledError, UnmatchedColumnsError
from csf_desktop.models.entities import Company, Contract, Pathway
from csf_desktop.services.contract_list import open_contracts
from csf_desktop.services.contract_page import ContractDetails, get_contract
from csf_desktop.services.contracts import delete_contract, update_contract
from csf_desktop.services.decp_import import import_decp
from csf_desktop.services.history import undo_transaction
from csf_desktop.services.reports import ImportReport
from csf_desktop.services.rows import ListQuery
from csf_desktop.services.table_import import import_table, open_table, preview_table
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault
from tests.exchange.decp_files import contract as official
from tests.exchange.decp_files import write
from tests.exchange.table_files import (
    AIRTABLE,
    DEMARCHES,
    SPREADSHEET,
    messy_workbook,
    workbook_bytes,
)
from tests.helpers.laptops import dump
from tests.helpers.vaults import TODAY, add_contract, make_vault

RENNES = "21350238800019"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


def take(vault: Vault, folder: Path, text: str, name: str = "essai.csv") -> ImportReport:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return import_table(vault, path, None, TODAY)


def contracts(vault: Vault) -> list[ContractDetails]:
    rows = open_contracts(vault, ListQuery(TODAY, sort="reference")).rows
    return [get_contract(vault, row.id) for row in rows]


def only(vault: Vault) -> ContractDetails:
    (found,) = contracts(vault)
    return found


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.refused_count


# --- the samples -------------------------------------------------------------------------------


def test_airtable_file(vault: Vault) -> None:
    report = import_table(vault, AIRTABLE, None, TODAY)
    assert (report.kind, counts(report)) == ("table", (4, 0, 0, 1))
    assert [(row.line, row.outcome) for row in report.rows] == [
        (2, "created"), (4, "created"), (5, "created"), (6, "created"), (7, "refused"),
    ]  # fmt: skip
    assert report.rows[-1].reason == "L’objet du marché manque."
    assert [refusal.reference for refusal in report.refused] == ["ligne 7"]
    roof, cleaning, gardens, hostile = contracts(vault)
    assert roof.fields["amount_cents"] == 23_500_000
    assert roof.fields["clause_minutes"] == 450 * 60
    assert roof.fields["notified_on"] == date(2026, 3, 12)
    assert (roof.fields["status"], roof.fields["source"]) == ("notified", "table")
    assert (roof.buyer_name, roof.buyer_siret) == ("Région Bretagne", "23350001600040")
    assert (roof.fields["department"], roof.fields["academie"]) == ("35", "rennes")
    assert roof.awardees[0].contacts[0].phone == "0299112233"
    assert roof.pathways[0].planned_minutes == 450 * 60
    assert cleaning.awardees[0].name == "Net & Clair, SARL"
    assert "Étape dans le fichier\u00a0: Réservé" in cleaning.fields["note"]
    assert gardens.fields["clause_minutes"] == 300 * 60
    assert hostile.fields["object"] == '=HYPERLINK("http://exemple.invalid")'
    assert [note.partition("\u00a0: ")[0] for note in report.rows[3].notes] == [
        "Colonne «\u00a0Montant\u00a0»", "Colonne «\u00a0Date de notification\u00a0»",
    ]  # fmt: skip


def test_demarches_simplifiees_file(vault: Vault) -> None:
    report = import_table(vault, DEMARCHES, None, TODAY)
    assert counts(report) == (3, 0, 0, 0)
    college, lifts, _schools = contracts(vault)
    assert college.buyer_siret == "22350001800013"
    assert college.buyer_contacts[0].name == "Hélène Prigent"
    assert college.fields["ends_on"] == date(2028, 4, 14)
    assert "chaussures de sécurité" in college.fields["note"]
    assert lifts.awardees == ()
    assert "a perdu les derniers chiffres" in report.rows[1].notes[0]
    assert "l’usage à ce montant" in report.rows[1].notes[1]


def test_office_files(vault: Vault, tmp_path: Path) -> None:
    assert counts(import_table(vault, SPREADSHEET, None, TODAY)) == (3, 0, 0, 1)
    path = tmp_path / "suivi.xlsx"
    path.write_bytes(workbook_bytes(messy_workbook()))
    report = import_table(vault, path, None, TODAY)
    assert counts(report) == (3, 0, 0, 0)
    assert any("feuilles" in warning for warning in report.warnings)


@pytest.mark.parametrize("path", [AIRTABLE, DEMARCHES, SPREADSHEET])
def test_the_same_file_again_changes_nothing(vault: Vault, path: Path) -> None:
    first = import_table(vault, path, None, TODAY)
    before = dump(vault)
    again = import_table(vault, path, None, TODAY)
    assert counts(again) == (0, 0, first.created, first.refused_count)
    assert again.changes.is_empty
    assert dump(vault) == before


@pytest.mark.parametrize("path", [AIRTABLE, DEMARCHES, SPREADSHEET])
def test_the_preview_says_what_the_import_does(vault: Vault, path: Path) -> None:
    before = dump(vault)
    opened = open_table(vault, path)
    preview = preview_table(vault, opened.table, opened.mapping, TODAY)
    assert dump(vault) == before
    report = import_table(vault, path, opened.mapping, TODAY, table=opened.table)
    assert preview.rows == report.rows
    assert (preview.seen, preview.total) == (len(report.rows), len(report.rows))
    assert preview.counts.get("created", 0) == report.created


def test_two_laptops_make_the_same_contracts_and_pathways(tmp_path: Path) -> None:
    ids = []
    for name in ("un", "deux"):
        (tmp_path / name).mkdir()
        made = make_vault(tmp_path / name)
        import_table(made, AIRTABLE, None, TODAY)
        with reading_session(made) as session:
            ids.append(
                {kind: {row.id for row in session.query(kind)} for kind in (Contract, Pathway)}
            )
        made.close()
    assert ids[0] == ids[1]
    assert ids[0][Pathway]


# --- columns -----------------------------------------------------------------------------------


def test_columns_are_remembered_whatever_their_order(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Truc;Qui;Où\nToiture;Ville de Dol;Dol\n", encoding="utf-8")
    opened = open_table(vault, path)
    assert not opened.is_remembered
    import_table(vault, path, {0: "object", 1: "buyer_name"}, TODAY)
    path.write_text("QUI;Ou;truc\nVille de Dol;Dol;Voirie\n", encoding="utf-8")
    again = open_table(vault, path)
    assert (again.is_remembered, again.mapping) == (True, {0: "buyer_name", 2: "object"})
    assert counts(import_table(vault, path, None, TODAY)) == (1, 0, 0, 0)


def test_unknown_columns_refuse_the_file_and_name_what_is_missing(
    vault: Vault, tmp_path: Path
) -> None:
    with pytest.raises(UnmatchedColumnsError, match="l’objet du marché ni l’acheteur"):
        take(vault, tmp_path, "Zig;Zag\n1;2\n")
    with pytest.raises(UnmatchedColumnsError, match="ne donne l’acheteur"):
        take(vault, tmp_path, "Objet;Zag\nA;2\n")
    assert contracts(vault) == []


def test_samples_and_doubt_are_told(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Objet du marhcé;Acheteurs;Vide\nA;V;\nA;W;\nB;X;\nC;Y;\n", encoding="utf-8")
    first, second, _ = open_table(vault, path).columns
    assert (first.samples, first.key) == (("A", "B", "C"), "object")
    assert first.is_proposed
    assert not first.is_sure
    assert (second.key, second.is_sure) == ("buyer_name", True)


def test_several_columns_make_one_note(vault: Vault, tmp_path: Path) -> None:
    take(vault, tmp_path, "Objet;Acheteur;Note;Observations\nA;V;un;deux\n")
    assert only(vault).fields["note"] == "Note\u00a0: un\nObservations\u00a0: deux"


def test_month_first_dates_are_read_and_told(vault: Vault, tmp_path: Path) -> None:
    report = take(
        vault, tmp_path, "Objet;Acheteur;Date de notification\nA;V;3/15/2026\nB;V;4/2/2026\n"
    )
    assert [one.fields["notified_on"] for one in contracts(vault)] == [
        date(2026, 3, 15), date(2026, 4, 2),
    ]  # fmt: skip
    assert any("mois d’abord" in warning for warning in report.warnings)


# --- which contract ----------------------------------------------------------------------------


def test_a_line_is_known_whatever_else_changes(vault: Vault, tmp_path: Path) -> None:
    take(vault, tmp_path, "Dossier;Objet;Acheteur\n2011457;Toiture;Ville de Dol\n")
    report = take(
        vault, tmp_path, "Dossier;Objet;Acheteur\n2011457;Toiture du lycée;Ville de Dol\n"
    )
    assert counts(report) == (0, 1, 0, 0)
    assert only(vault).fields["object"] == "Toiture du lycée"


def test_short_numbers_of_two_files_are_not_one_line(vault: Vault, tmp_path: Path) -> None:
    take(vault, tmp_path, "ID;Objet;Acheteur\n1;Toiture;Ville de Dol\n")
    report = take(vault, tmp_path, "ID;Objet;Acheteur\n1;Voirie;Ville de Vitré\n")
    assert counts(report) == (1, 0, 0, 0)
    assert len(contracts(vault)) == 2


def test_two_lines_with_the_same_object_are_two_contracts(vault: Vault, tmp_path: Path) -> None:
    report = take(
        vault, tmp_path, "Dossier;Objet;Acheteur\n2011457;Voirie;Dol\n2011458;Voirie;Dol\n"
    )
    assert counts(report) == (2, 0, 0, 0)


def test_numbers_tell_contracts_of_one_object_apart(vault: Vault, tmp_path: Path) -> None:
    text = "Objet;Acheteur;Numéro du marché\nVoirie;Dol;M1\nVoirie;Dol;M2\nVOIRIE;dol;\n"
    report = take(vault, tmp_path, text)
    assert counts(report) == (2, 0, 1, 0)


def test_contract_typed_by_hand_is_completed(vault: Vault, tmp_path: Path) -> None:
    add_contract(vault, object="Toiture du lycée", buyer_name="Région Bretagne")
    report = take(
        vault,
        tmp_path,
        "Objet;Acheteur;Montant;Date de notification;Entreprise\n"
        "TOITURE DU LYCEE;region bretagne;120000;03/02/2026;Autre SA\n",
    )
    assert counts(report) == (0, 1, 0, 0)
    found = only(vault)
    assert found.fields["amount_cents"] == 12_000_000
    assert found.fields["notified_on"] == date(2026, 11, 2)
    assert [one.name for one in found.awardees] == ["Bâtisseurs du Nord"]
    assert "2 nov. 2026" in report.rows[0].notes[0].replace("\u00a0", " ")
    assert "Autre SA" in report.rows[0].notes[1]


def test_official_contract_is_completed_and_official_data_find_ours(
    vault: Vault, tmp_path: Path
) -> None:
    record = official()
    path = write(tmp_path / "decp.json", {"marches": {"marche": [record]}})
    import_decp(vault, path, TODAY)
    before = only(vault)
    text = (
        "Objet;SIRET acheteur;Numéro du marché;Heures;Montant;Missions\n"
        f"Autre objet;{before.buyer_siret};{record['id']};123;1;Ranger\n"
    )
    report = take(vault, tmp_path, text)
    assert counts(report) == (0, 1, 0, 0)
    after = only(vault)
    assert after.id == before.id
    assert after.fields["clause_minutes"] == 123 * 60
    assert after.fields["object"] == before.fields["object"]
    assert after.fields["amount_cents"] == before.fields["amount_cents"]
    assert len(after.pathways) == 1
    assert len(report.rows[0].notes) == 2
    assert import_decp(vault, path, TODAY).unchanged == 1


def test_contract_of_a_table_is_found_by_official_data(vault: Vault, tmp_path: Path) -> None:
    record = official()
    siret = record["acheteur"]["id"]
    take(
        vault,
        tmp_path,
        f"Objet;SIRET acheteur;Numéro du marché;Dossier\nA;{siret};{record['id']};2011457\n",
    )
    made = only(vault).id
    path = write(tmp_path / "decp.json", {"marches": {"marche": [record]}})
    assert import_decp(vault, path, TODAY).updated == 1
    assert only(vault).id == made


# --- what differs ------------------------------------------------------------------------------

HEAD = "Objet;Acheteur;Montant;Heures\n"


def test_what_a_person_changed_is_kept_and_told(vault: Vault, tmp_path: Path) -> None:
    take(vault, tmp_path, f"{HEAD}A;Dol;100000;150\n")
    update_contract(vault, only(vault).id, {"amount_cents": 9_000_000})
    report = take(vault, tmp_path, f"{HEAD}A;Dol;110000;300\n")
    found = only(vault)
    assert (found.fields["amount_cents"], found.fields["clause_minutes"]) == (9_000_000, 300 * 60)
    (note,) = report.rows[0].notes
    assert "gardé, le fichier dit" in note
    assert counts(report) == (0, 1, 0, 0)


def test_rows_that_disagree_keep_the_first_each_time(vault: Vault, tmp_path: Path) -> None:
    text = f"{HEAD}A;Dol;100000;150\nA;Dol;200000;300\n"
    for wanted in ((1, 0, 1, 0), (0, 0, 2, 0)):
        report = take(vault, tmp_path, text)
        assert counts(report) == wanted
        assert len(report.rows[1].notes) == 2
        assert only(vault).fields["amount_cents"] == 10_000_000


def test_a_place_that_is_kept_keeps_its_codes(vault: Vault, tmp_path: Path) -> None:
    add_contract(vault, object="A", buyer_name="Dol", place="Chantier nord")
    report = take(vault, tmp_path, "Objet;Acheteur;Ville;Code postal\nA;Dol;Rennes;35000\n")
    fields = only(vault).fields
    assert (fields["place"], fields["place_code"], fields["department"]) == (
        "Chantier nord",
        "",
        "",
    )
    assert counts(report) == (0, 0, 1, 0)
    assert "Chantier nord" in report.rows[0].notes[0]


def test_places_are_coded_when_they_are_sure(vault: Vault, tmp_path: Path) -> None:
    text = "Objet;Acheteur;Lieu\nA;V;Évreux (27000)\nB;V;35000 RENNES\nC;V;Saint-Denis\nD;V;Quai\n"
    take(vault, tmp_path, text)
    assert [(one.fields["place"], one.fields["place_code"]) for one in contracts(vault)] == [
        ("Évreux", "27229"), ("RENNES", "35238"), ("Saint-Denis", ""), ("Quai", ""),
    ]  # fmt: skip


def test_an_empty_cell_takes_nothing_away(vault: Vault, tmp_path: Path) -> None:
    take(vault, tmp_path, f"{HEAD}A;Dol;100000;150\n")
    report = take(vault, tmp_path, f"{HEAD}A;Dol;;\n")
    assert counts(report) == (0, 0, 1, 0)
    assert only(vault).fields["amount_cents"] == 10_000_000


def test_dates_in_the_wrong_order_are_left_out(vault: Vault, tmp_path: Path) -> None:
    text = "Objet;Acheteur;Date de début;Date de fin\nA;Dol;03/02/2027;03/02/2026\n"
    report = take(vault, tmp_path, text)
    assert "Les dates de début et de fin ne sont pas reprises" in report.rows[0].notes[0]
    assert only(vault).fields["ends_on"] is None
    assert counts(take(vault, tmp_path, text)) == (0, 0, 1, 0)


def test_a_day_to_come_is_no_notification(vault: Vault, tmp_path: Path) -> None:
    take(vault, tmp_path, "Objet;Acheteur;Date de notification\nA;Dol;03/02/2031\n")
    assert only(vault).fields["status"] == "drafted"
    take(vault, tmp_path, "Objet;Acheteur;Date de notification\nA;Dol;03/02/2026\n")
    assert only(vault).fields["status"] == "notified"


def test_rows_without_essentials_stop_no_other(vault: Vault, tmp_path: Path) -> None:
    report = take(vault, tmp_path, f"{HEAD};Dol;1;1\nA;;1;1\nB;Dol;1;1\nC;Dol;1;1;trop\n")
    assert [row.reason[:12] for row in report.rows if row.outcome == "refused"] == [
        "L’objet du m", "L’acheteur m", "Cette ligne ",
    ]  # fmt: skip
    assert report.created == 1


def test_long_texts_are_cut_and_told(vault: Vault, tmp_path: Path) -> None:
    report = take(vault, tmp_path, f"Objet;Acheteur\n{'mot ' * 200};Dol\n")
    assert "coupé" in report.rows[0].notes[0]
    assert len(only(vault).fields["object"]) <= 300


# --- companies, people, pathways ---------------------------------------------------------------


def test_companies_of_a_row(vault: Vault, tmp_path: Path) -> None:
    text = (
        "Objet,Acheteur,Entreprise,SIRET entreprise\n"
        f'A,Dol,"Un, deux et fils",\nB,Dol,"Un, Deux","{RENNES}, 23350001600040"\n'
        'C,Dol,"""Peinture, sols"", Vert",\n'
    )
    take(vault, tmp_path, text)
    one, two, three = contracts(vault)
    assert [line.name for line in one.awardees] == ["Un, deux et fils"]
    assert [(line.name, line.role) for line in two.awardees] == [
        ("Un", "titulaire"), ("Deux", "cotraitant"),
    ]  # fmt: skip
    assert {line.name for line in three.awardees} == {"Peinture, sols", "Vert"}
    assert counts(take(vault, tmp_path, text)) == (0, 0, 3, 0)


def test_contact_that_left_is_not_brought_back(vault: Vault, tmp_path: Path) -> None:
    from csf_desktop.services.organisations import update_contact

    text = "Objet;Acheteur;Entreprise;Contact entreprise;Téléphone\nA;Dol;Un;Anne Roy;0299000000\n"
    take(vault, tmp_path, text.replace(";0299000000", ";"))
    (contact,) = only(vault).awardees[0].contacts
    update_contact(vault, contact.id, {"until": TODAY})
    assert counts(take(vault, tmp_path, text)) == (0, 0, 1, 0)
    (contact,) = only(vault).awardees[0].contacts
    assert contact.phone == ""


def test_address_without_a_name(vault: Vault, tmp_path: Path) -> None:
    take(
        vault, tmp_path,
        "Objet;Acheteur;Courriel acheteur;Entreprise;Email;Téléphone\n"
        "A;Dol;achats@dol.example;Un;un@un.example;0299000000\n",
    )  # fmt: skip
    assert only(vault).buyer_contacts[0].name == "achats@dol.example"
    with reading_session(vault) as session:
        company = session.query(Company).one()
        assert (company.email, company.phone) == ("un@un.example", "0299000000")


def test_rows_of_one_contract_make_its_pathways(vault: Vault, tmp_path: Path) -> None:
    text = (
        "Objet;Acheteur;Heures;Missions;Heures du parcours;Début du parcours\n"
        "A;Dol;450;Peindre;150;04/01/2027\nA;Dol;450;Poncer;;\n"
    )
    assert counts(take(vault, tmp_path, text)) == (1, 1, 0, 0)
    pathways = only(vault).pathways
    assert [one.planned_minutes for one in pathways] == [150 * 60, 300 * 60]
    assert len({one.reference for one in pathways}) == 2
    assert counts(take(vault, tmp_path, text)) == (0, 0, 2, 0)
    report = take(vault, tmp_path, text.replace("04/01/2027", "11/01/2027"))
    assert counts(report) == (0, 1, 1, 0)
    assert only(vault).pathways[0].starts_on == date(2027, 1, 11)


# --- the whole ---------------------------------------------------------------------------------


def test_undone_and_deleted(vault: Vault, tmp_path: Path) -> None:
    text = f"{HEAD}A;Dol;100000;150\nB;Dol;100000;150\n"
    report = take(vault, tmp_path, text)
    undo_transaction(vault, report.changes.transaction)
    assert contracts(vault) == []
    assert counts(take(vault, tmp_path, text)) == (2, 0, 0, 0)
    delete_contract(vault, contracts(vault)[0].id)
    report = take(vault, tmp_path, text)
    assert counts(report) == (0, 0, 2, 0)
    assert len(contracts(vault)) == 1
    assert any("supprimé ici" in note for row in report.rows for note in row.notes)


def test_interrupted_import_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    rows = "".join(f"A{number};Dol;1;1\n" for number in range(450))
    path = tmp_path / "long.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    before = dump(vault)

    def stop(done: int, _total: int) -> None:
        if done == 420:
            raise CancelledError

    with pytest.raises(CancelledError):
        import_table(vault, path, None, TODAY, progress=stop)
    assert dump(vault) == before
    assert not open_table(vault, path).is_remembered
    assert import_table(vault, path, None, TODAY).created == 450
    assert import_table(vault, path, None, TODAY).unchanged == 450


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "10001", "10002", "7"]),
        st.sampled_from(["A", "a", "B", ""]),
        st.sampled_from(["", "M1", "M2"]),
        st.sampled_from(["Dol", "Vitré", ""]),
        st.sampled_from(["", RENNES]),
        st.sampled_from(["", "100000", "200000", "12k€"]),
        st.sampled_from(["", "Un", "Deux"]),
        st.sampled_from(["", "Peindre", "Poncer"]),
        st.sampled_from(["", "03/02/2026", "01/01/2025"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ROWS)
def test_any_table_comes_to_rest(  # rows that disagree: the first that can say it does
    vault: Vault, tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    titles = (
        "Dossier;Objet;Numéro du marché;Acheteur;SIRET acheteur;Montant;Entreprise;Missions;"
        "Date de fin"
    )
    text = "\n".join([titles, *(";".join(row) for row in rows), "10003;C;;Dol;;;;;\n"])
    take(vault, tmp_path, text)
    second = take(vault, tmp_path, text)
    assert second.created == 0
    before = dump(vault)
    again = take(vault, tmp_path, text)
    assert again.changes.is_empty
    assert (again.created, again.updated) == (0, 0)
    assert dump(vault) == before


def test_only_the_first_rows_of_a_long_table_are_previewed(vault: Vault, tmp_path: Path) -> None:
    rows = "".join(f"A{number};Dol;1;1\n" for number in range(600))
    path = tmp_path / "long.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    opened = open_table(vault, path)
    preview = preview_table(vault, opened.table, opened.mapping, TODAY)
    assert (preview.seen, preview.total, preview.counts) == (500, 600, {"created": 500})
