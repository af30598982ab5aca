"""Large encrypted vaults, made once under ``build/bench``: some by the services, then multiplied.

Two thousand pathways come from the demonstration, through the services. The others are copies of
their rows under new ids, made in SQL: lists, searches and counts read them as they read the first
ones; events, weeks and the journal are left out.
"""

# ruff: noqa: S608 - the statements are put together from this module's own words

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from csf_desktop.models.entities import Pathway
from csf_desktop.services.demo import fill
from csf_desktop.services.profile import Profile
from csf_desktop.services.vaults import create_vault
from csf_desktop.storage.kdf import KdfCost
from csf_desktop.storage.migrate import SCRIPTS
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault, open_vault

TODAY = date(2026, 11, 24)
PASSPHRASE = "phrase de passe du banc d'essai"
CHEAP = KdfCost(memory_kib=64, passes=1, lanes=1)  # the derivation is no part of what is measured
FOLDER = Path("build/bench")
SEED = 2_000
"""Pathways made by the services; the others are copies."""

_GIVEN = (
    "Abel", "Brune", "Cyprien", "Dalia", "Erwan", "Flore", "Gaspard", "Hélène", "Isaac", "Jade",
    "Killian", "Louane", "Marius", "Nora", "Oscar", "Paola", "Quentin", "Rose", "Swann", "Tessa",
    "Ulysse", "Violette", "Wassim", "Xavier", "Ysé", "Zélie",
)  # fmt: skip
_FAMILY_STARTS = (
    "Ba", "Be", "Bri", "Ca", "Cha", "Da", "Du", "Fer", "Ga", "Gué", "Ha", "Jo", "Ker", "La", "Le",
    "Ma", "Mo", "Ni", "Pé", "Qui", "Ro", "Sa", "Ta", "Va",
)  # fmt: skip
_FAMILY_ENDS = (
    "bert", "chard", "din", "gnon", "lard", "lier", "mond", "nec", "nier", "quin", "rand", "reau",
    "rice", "ron", "tier", "vel",
)  # fmt: skip


def large_vault(pathways: int) -> Vault:
    """Return an open vault of at least ``pathways`` pathways, made the first time."""
    folder = FOLDER / f"{pathways}-{_schema()}"
    if not (folder / "vault.json").exists():
        partial = folder.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        _make(partial, pathways)
        partial.rename(folder)
    return open_vault(folder, PASSPHRASE)


def _schema() -> str:
    """Return what names the schema: vaults of another one are made again."""
    revisions = sorted((SCRIPTS / "versions").glob("[0-9]*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in revisions)).hexdigest()[:8]


def plain_copy(vault: Vault) -> Path:
    """Return a copy of the database in clear (invented data), rows, indexes and FTS5 included."""
    path = vault.path.with_suffix(".plain.db")
    if not path.exists():
        partial = path.with_suffix(".partial")
        partial.unlink(missing_ok=True)
        connection = vault.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("ATTACH DATABASE ? AS plain KEY ''", (str(partial.absolute()),))
            cursor.execute("SELECT sqlcipher_export('plain')")
            cursor.execute("DETACH DATABASE plain")
        finally:
            connection.close()
        partial.rename(path)
    return path


def _make(folder: Path, pathways: int) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = create_vault(
        folder, PASSPHRASE, Profile("Dominique Exemple", "rennes", is_demo=True), cost=CHEAP
    )
    vault = made.vault
    fill(vault, TODAY, contracts=max(1, min(pathways, SEED) * 10 // 26), seed=2026)
    with reading_session(vault) as session:
        made_by_services = session.scalar(select(func.count()).select_from(Pathway)) or 1
    copies = max(0, -(-pathways // made_by_services) - 1)
    if pathways > SEED and copies:
        with vault.engine.begin() as connection:
            _multiply(connection, copies)
    vault.close()


def _multiply(connection: Connection, copies: int) -> None:
    # A « z » is no hexadecimal digit: no copy takes the id of another record.
    connection.execute(text("CREATE TEMP TABLE copy (k INTEGER PRIMARY KEY, tail TEXT)"))
    connection.execute(
        text("INSERT INTO copy VALUES (:k, :tail)"),
        [{"k": k, "tail": f"z{k:03x}"} for k in range(1, copies + 1)],
    )
    names = [
        {"n": n, "given": given, "family": start + end}
        for n, (start, end, given) in enumerate(
            (start, end, given)
            for end in _FAMILY_ENDS
            for given in _GIVEN
            for start in _FAMILY_STARTS
        )
    ]
    connection.execute(text("CREATE TEMP TABLE name (n INTEGER PRIMARY KEY, given, family)"))
    connection.execute(text("INSERT INTO name VALUES (:n, :given, :family)"), names)
    _copy(connection, "contract", reference=_numbered("M-"))
    person = f"(SELECT {{}} FROM name WHERE n = abs(t.rowid * 7919 + k * 104729) % {len(names)})"
    _copy(
        connection,
        "beneficiary",
        reference=_numbered("J-"),
        given_name=person.format("given"),
        family_name=person.format("family"),
        name_key=f"fold({person.format('family')} || ' ' || {person.format('given')})",
    )
    _copy(
        connection,
        "pathway",
        reference=_numbered("P-"),
        contract_id=_copied("contract_id"),
        beneficiary_id=_copied("beneficiary_id"),
        person_key=(
            "coalesce((SELECT fold(b.family_name || ' ' || b.given_name) FROM beneficiary b"
            f" WHERE b.id = {_copied('beneficiary_id')}), '')"
        ),
    )
    for statement in _INDEX_STATEMENTS:
        connection.execute(text(statement))


def _numbered(letter: str) -> str:
    """M-2026-014 gives M-2026-k014: still the reference of a year, and nobody else's."""
    return f"'{letter}2026-' || k || substr(t.reference, 8)"


def _copied(name: str) -> str:
    return f"substr(t.{name}, 1, 32) || tail"


def _copy(connection: Connection, table: str, **replaced: str) -> None:
    columns = [row[1] for row in connection.execute(text(f"PRAGMA table_info({table})"))]
    values = {"id": _copied("id"), **replaced}
    last = connection.execute(text(f"SELECT max(rowid) FROM {table}")).scalar()
    connection.execute(
        text(
            f"INSERT INTO {table} ({', '.join(columns)}) "
            f"SELECT {', '.join(values.get(name, f't.{name}') for name in columns)} "
            f"FROM copy CROSS JOIN {table} t WHERE t.rowid <= {last}"
        )
    )


_INDEX_STATEMENTS = (
    "INSERT OR REPLACE INTO pathway_search (rowid, words) "
    "SELECT p.rowid, fold(p.reference || ' ' || p.title || ' ' ||"
    " coalesce(b.given_name || ' ' || b.family_name || ' ' || b.reference, '') || ' ' ||"
    " coalesce(c.name || ' ' || c.siret, '') || ' ' ||"
    " m.reference || ' ' || m.place || ' ' || coalesce(u.name, ''))"
    " FROM pathway p JOIN contract m ON m.id = p.contract_id"
    " LEFT JOIN beneficiary b ON b.id = p.beneficiary_id"
    " LEFT JOIN company c ON c.id = p.company_id LEFT JOIN buyer u ON u.id = m.buyer_id",
    "INSERT OR REPLACE INTO contract_search (rowid, words) "
    "SELECT m.rowid, fold(m.reference || ' ' || m.object || ' ' || m.cpv || ' ' || m.place || ' '"
    " || m.academie || ' ' || coalesce(u.name || ' ' || u.siret, '') || ' ' || m.company_name)"
    " FROM contract m LEFT JOIN buyer u ON u.id = m.buyer_id",
    "INSERT OR REPLACE INTO beneficiary_search (rowid, words) "
    "SELECT rowid, fold(reference || ' ' || given_name || ' ' || family_name || ' ' || commune)"
    " FROM beneficiary",
)
