"""Two tutors and their files: cards, a pathway there and back, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.pair import Pair
from tests.cli.support import Answer, assert_one_sentence, make_vault
from tests.helpers.pdf import page_pdf

DECP = Path(__file__).parents[1] / "data" / "decp"


def test_card_shows_the_words_to_compare(pair: Pair) -> None:
    shutil.rmtree(pair.paul())
    make_vault(pair.paul(), "Paul Modèle", "rennes").close()
    card = pair.card(pair.claire())
    first = pair.run("import", pair.paul(), card)
    assert first.out == "carte-claire.pdf\u00a0: 1 créé, 0 mis à jour, 0 inchangé, 0 refusé\n"
    words = pair.run("verify", card, "--vault", pair.paul(), "--json").json["words"]
    assert first.err == (
        f"Carte de Claire Essai, mots à comparer avec cette personne\u00a0: {words}\n"
    )
    assert pair.run("import", pair.paul(), card, "--json").json["unchanged"] == 1


def test_pathway_travels_there_and_back(pair: Pair) -> None:
    file = pair.exchange(pair.claire(), pair.paul(), "aller.pdf")
    first = pair.take(pair.paul(), file)
    assert (first.code, first.err) == (0, "")
    assert first.json["created"] > 0
    assert pair.title(pair.paul()) == "Aide peintre"
    again = pair.take(pair.paul(), file)
    assert again.code == 0
    assert (again.json["created"], again.json["updated"]) == (0, 0)
    assert again.json["unchanged"] > 0
    pair.retitle(pair.paul(), "Aide plaquiste")
    back = pair.take(pair.claire(), pair.exchange(pair.paul(), pair.claire(), "retour.pdf"))
    assert (back.code, back.json["updated"], back.json["conflicts"]) == (0, 1, 0)
    assert pair.title(pair.claire()) == "Aide plaquiste"


def test_edits_on_both_sides_are_listed_and_left(pair: Pair) -> None:
    pair.take(pair.paul(), pair.exchange(pair.claire(), pair.paul(), "aller.pdf"))
    pair.retitle(pair.claire(), "Aide carreleur")
    pair.retitle(pair.paul(), "Aide plaquiste")
    file = pair.exchange(pair.claire(), pair.paul(), "deux.pdf")
    answer = pair.run("import", pair.paul(), file)
    assert answer.code == 0
    assert ", 1 en conflit\n" in answer.out
    assert "ici «\u00a0Aide plaquiste\u00a0», dans le fichier «\u00a0Aide carreleur\u00a0»" in (
        answer.out
    )
    assert pair.title(pair.paul()) == "Aide plaquiste"


def test_altered_file_is_refused_and_changes_nothing(pair: Pair) -> None:
    file = pair.exchange(pair.claire(), pair.paul(), "aller.pdf")
    data = bytearray(file.read_bytes())
    at = data.index(b"/MediaBox") + 12
    data[at] = ord("7") if data[at] != ord("7") else ord("6")
    file.write_bytes(data)
    answer = pair.run("import", pair.paul(), file)
    assert_one_sentence_about(answer, "aller.pdf", "modifié après sa signature")
    assert pair.run("list", "pathways", pair.paul(), "--json").json["total"] == 0
    found = pair.run("verify", file, "--vault", pair.paul(), "--json")
    assert (found.code, found.json["status"]) == (1, "modified")


def test_file_of_an_unknown_tutor_is_refused(pair: Pair) -> None:
    file = pair.exchange(pair.claire(), pair.paul(), "aller.pdf")
    shutil.rmtree(pair.paul())
    make_vault(pair.paul(), "Paul Modèle", "rennes").close()
    answer = pair.run("import", pair.paul(), file)
    assert_one_sentence_about(answer, "aller.pdf", "que vous ne connaissez pas encore")


def test_file_for_somebody_else_is_refused(pair: Pair) -> None:
    make_vault(pair.folder / "nadia", "Nadia Exemple", "").close()
    pair.run("import", pair.folder / "nadia", pair.card(pair.claire()))
    file = pair.exchange(pair.claire(), pair.paul(), "aller.pdf")
    answer = pair.run("import", pair.folder / "nadia", file)
    assert_one_sentence_about(answer, "aller.pdf", "scellé pour quelqu’un d’autre")


def test_one_refused_file_does_not_stop_the_others(pair: Pair) -> None:
    bad = pair.folder / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing")
    words = ("import", pair.paul(), bad, DECP / "marche.xml", "--json")
    answer = pair.run(*words)
    assert answer.code == 1
    files = answer.json["files"]
    assert [(file["file"], file["kind"]) for file in files] == [
        ("bad.pdf", ""),
        ("marche.xml", "decp"),
    ]
    assert files[0]["error"] in answer.err
    assert files[1]["error"] is None
    assert answer.json["created"] == files[1]["created"] > 0


def test_refused_record_names_itself_and_is_no_refused_file(pair: Pair) -> None:
    answer = pair.run("import", pair.paul(), DECP / "marches_avec_modifications.json")
    assert (answer.code, answer.err) == (0, "")
    first, refused, *_ = answer.out.splitlines()
    assert first.endswith(": 1 créé, 0 mis à jour, 0 inchangé, 1 refusé, 0 sans clause sociale")
    assert refused.startswith("  refusé TEST2022\u00a0: Le SIRET de l’acheteur")
    again = pair.run("import", pair.paul(), DECP / "marches_avec_modifications.json", "--json")
    assert (again.json["created"], again.json["unchanged"]) == (0, 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.json", b""),
        ("notes.txt", b"bonjour"),
        ("cut.json", b'{"marches": [{"id": '),
        ("deep.json", b"[" * 100_000),
        (
            "bomb.xml",
            b'<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><marches>&b;</marches>',
        ),
        ("outside.xml", b'<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><m>&a;</m>'),
        ("page.html", b"<html><body>marches</body></html>"),
        ("fiche.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 40),
        ("escape\x1b[2J.json", b"{"),
    ],
)
def test_hostile_files_are_refused_in_one_sentence(pair: Pair, name: str, content: bytes) -> None:
    file = pair.folder / name
    file.write_bytes(content)
    before = pair.run("info", pair.paul(), "--json").json["counts"]
    answer = pair.run("import", pair.paul(), file)
    assert_one_sentence_about(answer, name.replace("\x1b", "\N{REPLACEMENT CHARACTER}"))
    assert "\x1b" not in answer.err
    assert pair.run("info", pair.paul(), "--json").json["counts"] == before


@pytest.mark.parametrize("what", ["missing", "folder"])
def test_what_is_no_file_is_refused(pair: Pair, what: str) -> None:
    path = pair.folder / what
    if what == "folder":
        path.mkdir()
    assert_one_sentence_about(pair.run("import", pair.paul(), path), what)


@pytest.mark.parametrize("answered", ["oui", "non"])
def test_card_is_trusted_at_a_terminal_only_if_the_words_agree(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, answered: str
) -> None:
    shutil.rmtree(pair.paul())
    make_vault(pair.paul(), "Paul Modèle", "rennes").close()
    monkeypatch.setattr("sys.stdin", _Terminal(answered))
    answer = pair.run("import", pair.paul(), pair.card(pair.claire()))
    assert "Les mots sont-ils les mêmes\u00a0?" in answer.err
    file = pair.exchange(pair.claire(), pair.paul(), "aller.pdf")
    status = pair.run("verify", file, "--vault", pair.paul(), "--json").json["status"]
    assert status == ("valid" if answered == "oui" else "unknown_signer")


class _Terminal:
    """A person at the keyboard, who answers one line."""

    closed = False

    def __init__(self, line: str) -> None:
        self._line = f"{line}\n"

    def isatty(self) -> bool:
        """It is one."""
        return True

    def readline(self) -> str:
        """What was typed."""
        return self._line


# --- export and verify -----------------------------------------------------------------------


def test_verify_answers_each_status(pair: Pair) -> None:
    card = pair.card(pair.claire())
    assert pair.run("verify", card, "--vault", pair.paul()).code == 0
    unknown = pair.command("verify", card, "--json")
    assert (unknown.code, unknown.json["status"]) == (3, "unknown_signer")
    assert unknown.json["academie"] == "Académie de Nantes"
    text = pair.folder / "phrase"
    unreadable = pair.command("verify", text, "--json")
    assert (unreadable.code, unreadable.json["status"], unreadable.json["date"]) == (
        2, "unreadable", None,
    )  # fmt: skip
    assert "«\u00a0phrase\u00a0»" in unreadable.json["reason"]
    assert_one_sentence(pair.command("verify", pair.folder / "rien.pdf"), 2, "rien.pdf")


def test_unsigned_file_is_told(pair: Pair) -> None:
    file = pair.folder / "page.pdf"
    file.write_bytes(page_pdf())
    answer = pair.command("verify", file, "--json")
    assert (answer.code, answer.json["status"]) == (1, "unsigned")


def test_document_that_cannot_be_written_is_not_journalled(pair: Pair) -> None:
    before = pair.run("info", pair.claire(), "--json").json["counts"]
    words = ("export", pair.claire(), "pathway", pair.reference, "--out")
    answer = pair.run(*words, pair.folder / "nowhere" / "fiche.pdf")
    assert_one_sentence(answer, 1, "n’a pas pu être enregistré")
    assert pair.run("info", pair.claire(), "--json").json["counts"] == before
    out = pair.folder / "fiche.pdf"
    assert pair.run(*words, out, "--json").json["number"] == f"{pair.reference}-F01"
    assert pair.run("info", pair.claire(), "--json").json["counts"]["document"] == 1


def test_unknown_reference_and_card(pair: Pair) -> None:
    words = ("export", pair.claire(), "pathway", "P-1999-001-01", "--out", pair.folder / "x.pdf")
    assert_one_sentence(pair.run(*words), 2, "P-1999-001-01")
    assert_one_sentence(pair.run(*words, "--to", pair.folder / "rien.pdf"), 2, "rien.pdf")
    year = ("export", pair.claire(), "synthesis", "1999-2000", "--out", pair.folder / "x.pdf")
    assert_one_sentence(pair.run(*year), 2, "1999-2000")
    assert not (pair.folder / "x.pdf").exists()


def test_several_recipients(pair: Pair) -> None:
    make_vault(pair.folder / "nadia", "Nadia Exemple", "").close()
    pair.run("import", pair.folder / "nadia", pair.card(pair.claire()))
    out = pair.folder / "deux.pdf"
    cards = ("--to", pair.card(pair.paul()), "--to", pair.card(pair.folder / "nadia"))
    assert (
        pair.run("export", pair.claire(), "contract", "M-2026-001", "--out", out, *cards).code == 0
    )
    for folder in (pair.paul(), pair.folder / "nadia"):
        assert pair.take(folder, out).json["created"] > 0


def assert_one_sentence_about(answer: Answer, name: str, *words: str) -> None:
    assert answer.code == 1, answer.err
    assert answer.out == ""
    (line,) = answer.err.splitlines()
    assert line.startswith(f"{name}\u00a0: ")
    for word in words:
        assert word in line
