"""The full-text index of what lists are searched by: words without accents, by their beginnings.

One contentless FTS5 table a kind, its rows numbered as the rows of the records' table. Those row
numbers stay while nothing copies a table: after a migration the index is rebuilt.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    TableClause,
    Text,
    bindparam,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.orm import Session

from csf_desktop.models.base import Record
from csf_desktop.storage.french import fold

MAX_WORDS = 12
INDEXED = ("contract", "pathway", "beneficiary", "company")
FOUND_TABLES = tuple(
    f"CREATE TEMP TABLE found_{kind} (number INTEGER PRIMARY KEY)" for kind in INDEXED
)
"""Where ``set_aside`` writes; made with each connection, in memory."""


def create_statement(kind: str) -> str:
    """Return the DDL of a kind's index."""
    return (
        f"CREATE VIRTUAL TABLE {kind}_search USING fts5(words, content='', contentless_delete=1, "
        "tokenize=\"unicode61 remove_diacritics 2\", prefix='1 2 3')"
    )


def words_of(*parts: str) -> str:
    """Return the text to index for some field values."""
    return fold(" ".join(part for part in parts if part))


def match_expression(typed: str) -> str:
    """Return the FTS5 query for what a person typed: each word is the beginning of one.

    Empty when there is nothing to look for. What is typed without a space stays together: a
    reference finds its record, not each record that has its numbers somewhere. Everything but
    letters and digits separates words, as the index does, so that no character of FTS5's own
    syntax gets through.
    """
    words = [_words(chunk) for chunk in fold(typed).split()]
    return " ".join(f'"{word}"*' for word in [word for word in words if word][:MAX_WORDS])


def _words(chunk: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in chunk).split())


@cache
def search_table(kind: str) -> TableClause:
    """Return the index of a kind, for statements."""
    if kind not in INDEXED:
        raise ValueError(kind)
    return table(f"{kind}_search", column("rowid", Integer), column("words", Text))


def indexed_count(record: type[Record]) -> Select[int]:
    """Return what counts the rows of an index, in the table where FTS5 keeps their lengths."""
    return select(func.count()).select_from(
        table(f"{search_table(record.__tablename__).name}_docsize")
    )


def set_aside(session: Session, record: type[Record], found: Select[Any]) -> Select[Any]:
    """Keep the row numbers found, for several statements; return what selects them again.

    They last until the transaction ends or other numbers of this kind are set aside.
    """
    kept = table(f"found_{record.__tablename__}", column("number", Integer), schema="temp")
    connection = session.connection()
    connection.execute(delete(kept))
    connection.execute(insert(kept).from_select(["number"], found))
    return select(kept.c.number)


def rowid_of(record: type[Record]) -> ColumnElement[int]:
    """Return the number of a record's row, by which its index knows it."""
    return literal_column(f"{record.__tablename__}.rowid", Integer)


def index_rows(session: Session, record: type[Record], words: Mapping[str, str]) -> None:
    """Index records again, by their ids; those whose words are empty leave the index."""
    source = record.__table__
    known = session.execute(
        select(source.c.id, rowid_of(record)).where(source.c.id.in_(words))
    ).all()
    index = search_table(record.kind)
    kept = [{"rowid": rowid, "words": words[key]} for key, rowid in known if words[key]]
    gone = [{"gone": rowid} for key, rowid in known if not words[key]]
    connection = session.connection()
    if kept:
        connection.execute(insert(index).prefix_with("OR REPLACE"), kept)
    if gone:
        connection.execute(delete(index).where(index.c.rowid == bindparam("gone")), gone)


def clear(session: Session, kind: str) -> None:
    """Empty a kind's index."""
    session.execute(text(f"DROP TABLE IF EXISTS {search_table(kind).name}"))
    session.execute(text(create_statement(kind)))
