"""What a person types never breaks the search, and finds words by their beginnings."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, insert, select, text

from csf_desktop.models.entities import BY_KIND
from csf_desktop.storage.search import (
    INDEXED,
    MAX_WORDS,
    clear,
    match_expression,
    search_table,
    words_of,
)
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.vault import Vault, create_vault
from tests.storage.support import CHEAP, PASSPHRASE

SYNTAX = st.text(st.sampled_from("\"'*^:(){}[]+-,.;\\/ \t\n\0 NEARORANDOT\u00a0éœ\u2019123"))
ANYTHING = st.one_of(st.text(), SYNTAX)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A connection to a vault, which has the real indexes."""
    folder = tmp_path_factory.mktemp("search") / "coffre"
    made, _code = create_vault(folder, PASSPHRASE, cost=CHEAP)
    with made, made.engine.connect() as connection:
        yield connection


def found(index: Connection, typed: str, words: str) -> bool:
    """Tell whether what is typed finds a row indexed under some words."""
    index.execute(text("DELETE FROM pathway_search"))
    statement = text("INSERT INTO pathway_search (rowid, words) VALUES (7, :words)")
    index.execute(statement, {"words": words_of(words)})
    query = text("SELECT rowid FROM pathway_search WHERE pathway_search MATCH :typed")
    return index.execute(query, {"typed": match_expression(typed)}).scalar() == 7


@given(ANYTHING)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@example('"')
@example("NEAR(a b)")
@example("a AND NOT b OR")
@example("col: ^a *")
@example("\0")
def test_no_text_is_a_syntax_error(index: Connection, typed: str) -> None:
    expression = match_expression(typed)
    if expression:
        query = text("SELECT count(*) FROM pathway_search WHERE pathway_search MATCH :typed")
        assert index.execute(query, {"typed": expression}).scalar() is not None


@given(ANYTHING)
def test_an_expression_is_made_of_quoted_beginnings(typed: str) -> None:
    parts = re.findall(r'"([^"]*)"\*', expression := match_expression(typed))
    assert expression == " ".join(f'"{part}"*' for part in parts)
    assert len(parts) <= MAX_WORDS
    assert all(word.isalnum() for part in parts for word in part.split(" "))


LETTERS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzéèêàçôîœ0123456789"), min_size=1)


@given(LETTERS, st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_beginning_of_a_word_finds_it(
    index: Connection, word: str, data: st.DataObject
) -> None:
    length = data.draw(st.integers(1, len(word)))
    assert found(index, word[:length].upper(), f"avant {word} après")


@pytest.mark.parametrize(
    ("typed", "words", "is_found"),
    [
        ("benali", "Inès Benali", True),
        ("ines ben", "Inès Benali", True),
        ("INÈS", "Inès Benali", True),
        ("enali", "Inès Benali", False),
        ("inès durand", "Inès Benali", False),
        ("P-2026-014", "P-2026-014-02", True),
        ("oeuvre", "Œuvres sociales", True),
        ("l’espace", "Entretien de l’espace", True),
        ("014-02", "P-2026-014-02", True),
        ("014-02", "P-2026-002-014", False),
        ("jean-pierre", "Jean-Pierre Garnier", True),
        ("123 456", "123 456 789 00012", True),
    ],
)
def test_words_are_found_as_people_type_them(
    index: Connection, typed: str, words: str, is_found: bool
) -> None:
    assert found(index, typed, words) is is_found


@pytest.mark.parametrize("typed", ["", "   ", "«\u00a0»", "- . /"])
def test_nothing_to_look_for_is_an_empty_expression(typed: str) -> None:
    assert match_expression(typed) == ""


def test_only_the_kinds_that_are_indexed_have_a_table() -> None:
    for kind in INDEXED:
        assert search_table(kind).name == f"{kind}_search"
    for kind in set(BY_KIND) - set(INDEXED):
        with pytest.raises(ValueError, match=kind):
            search_table(kind)


def test_an_index_can_be_emptied(vault: Vault) -> None:
    with UnitOfWork(vault, "Essai") as work:
        companies = search_table("company")
        count = select(func.count()).select_from(companies)
        work.session.execute(insert(companies), {"rowid": 1, "words": "bati"})
        assert work.session.scalar(count) == 1
        clear(work.session, "company")
        assert work.session.scalar(count) == 0
