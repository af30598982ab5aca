"""Lists and searches as the window asks for them, and the same statements on plain SQLite."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from statistics import median
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import event

from bench.dataset import TODAY, large_vault, plain_copy
from bench.measure import Line, alternated, limit_line, p95, ratio_line, timed
from csf_desktop.services.contract_list import contract_chips, contract_total, open_contracts
from csf_desktop.services.due_list import due_counts, open_due
from csf_desktop.services.global_search import search_everything
from csf_desktop.services.pathway_list import open_pathways, pathway_chips, pathway_page
from csf_desktop.services.rows import ListQuery
from csf_desktop.storage.engine import CACHE_KIB
from csf_desktop.storage.french import sql_fold
from csf_desktop.storage.vault import Vault

TYPED = ("benali inès", "P-2026-1014", "aide peintre", "kerlann", "zélie vabert", "M-2026-2", "ri")
CONTRACTS_TYPED = ("M-2026-2", "peinture", "ville de rennes", "travaux")
BAR_MS = {1_000: 30, 100_000: 30, 1_000_000: 80}
ROUNDS = 5


def measure(pathways: int) -> Iterator[Line]:
    """Yield the lines of a vault of this many pathways."""
    vault = large_vault(pathways)
    try:
        yield from _keystrokes(vault, pathways)
        yield from _against_plain(vault, pathways)
    finally:
        vault.close()


def by_number(most: int) -> Iterator[Line]:
    """Yield lines of Marchés with ten contracts, ten thousand, ``most``, taken in turns.

    A vault of so many pathways has ten contracts for twenty-six of them.
    """
    vaults = {number: large_vault(number * 26 // 10) for number in (10, 10_000, most)}
    texts = [typed[: at + 1] for typed in CONTRACTS_TYPED for at in range(len(typed))]
    asked: dict[str, Callable[[Vault], object]] = {
        "open": lambda vault: open_contracts(vault, ListQuery(TODAY)),
        "by buyer": lambda vault: open_contracts(vault, ListQuery(TODAY, sort="buyer")),
        "by hours to place": lambda vault: open_contracts(vault, ListQuery(TODAY, sort="hours")),
        "hours to place in six months": lambda vault: open_contracts(
            vault, ListQuery(TODAY, chip="to_place")
        ),
        "counts of the chips": lambda vault: contract_chips(vault, ListQuery(TODAY)),
    }
    try:
        for name, ask in asked.items():
            calls = [partial(ask, vault) for vault in vaults.values()]
            yield _side_by_side(name, vaults, alternated(*calls, rounds=ROUNDS * 3))
        times: list[list[float]] = [[] for _ in vaults]
        for typed in texts * 3:
            for taken, vault in zip(times, vaults.values(), strict=True):
                query = ListQuery(TODAY, typed)
                taken.append(timed(partial(open_contracts, vault, query)))
        yield _side_by_side("keystroke, p95", vaults, [p95(taken) for taken in times])
    finally:
        for vault in vaults.values():
            vault.close()


def _side_by_side(name: str, vaults: Mapping[int, Vault], times: Sequence[float]) -> Line:
    beside = ", ".join(
        f"{number:,} contracts {time:.1f} ms" for number, time in zip(vaults, times, strict=True)
    )
    worst = max(times)
    return Line(f"Marchés, {name}", f"{worst:.1f} ms", beside, "<= 30 ms", worst <= 30)


def _keystrokes(vault: Vault, pathways: int) -> Iterator[Line]:
    texts = [typed[: at + 1] for typed in TYPED for at in range(len(typed))]
    kinds: dict[str, Callable[[str], object]] = {
        "Parcours": lambda typed: open_pathways(vault, ListQuery(TODAY, typed)),
        "Parcours, counts of the chips": lambda typed: pathway_chips(
            vault, ListQuery(TODAY, typed)
        ),
        "Marchés": lambda typed: open_contracts(vault, ListQuery(TODAY, typed)),
        "Marchés, counts of the chips": lambda typed: contract_chips(
            vault, ListQuery(TODAY, typed)
        ),
        "À faire": lambda typed: open_due(vault, ListQuery(TODAY, typed)),
        "Ctrl+K": lambda typed: search_everything(vault, typed),
    }
    for name, ask in kinds.items():
        for typed in texts[:8]:
            ask(typed)
        times = [timed(partial(ask, typed)) for typed in texts for _ in range(3)]
        yield limit_line(
            f"keystroke, {name}, {pathways:,} pathways, p95",
            p95(times),
            BAR_MS[pathways],
            "ms",
            f"median {median(times):.1f} ms, longest {max(times):.1f} ms",
        )


def _against_plain(vault: Vault, pathways: int) -> Iterator[Line]:
    queries: dict[str, Callable[[], object]] = {
        "Parcours": lambda: open_pathways(vault, ListQuery(TODAY)),
        "Parcours by person": lambda: open_pathways(vault, ListQuery(TODAY, sort="person")),
        "Parcours, late": lambda: open_pathways(vault, ListQuery(TODAY, chip="late")),
        "Parcours, « aide »": lambda: open_pathways(vault, ListQuery(TODAY, "aide")),
        "Parcours, counts": lambda: pathway_chips(vault, ListQuery(TODAY)),
        "Parcours, page at 90 %": lambda: pathway_page(
            vault, pathways * 9 // 10, 256, query=ListQuery(TODAY)
        ),
        "Marchés": lambda: open_contracts(vault, ListQuery(TODAY)),
        "Marchés by hours to place": lambda: open_contracts(vault, ListQuery(TODAY, sort="hours")),
        "Marchés, hours to place": lambda: open_contracts(vault, ListQuery(TODAY, chip="to_place")),
        "Marchés, counts": lambda: contract_chips(vault, ListQuery(TODAY)),
        "Marchés, total": lambda: contract_total(vault),
        "À faire": lambda: open_due(vault, ListQuery(TODAY)),
        "À faire, counts": lambda: due_counts(vault, ListQuery(TODAY)),
    }
    plain = sqlcipher.connect(str(plain_copy(vault)), isolation_level=None)
    plain.create_function("fold", 1, sql_fold, deterministic=True)
    plain.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    encrypted = vault.engine.raw_connection()
    try:
        for name, ask in queries.items():
            statements = _statements(vault, ask)
            ours, same, beside = alternated(
                ask,
                partial(_run, encrypted.driver_connection, statements),
                partial(_run, plain, statements),
                rounds=ROUNDS * 3,
            )
            line = ratio_line(f"SQL of {name}, {pathways:,} pathways", same, beside, 1.5)
            yield Line(
                line.what,
                line.value,
                f"{line.beside}; as rows of the window {ours:.1f} ms",
                line.bar,
                line.holds,
            )
    finally:
        encrypted.close()
        plain.close()


def _statements(vault: Vault, ask: Callable[[], object]) -> list[tuple[str, Any]]:
    """Return the statements, with their values, that a service sends."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, sql: str, values: object, *_: object) -> None:
        if sql.startswith("SELECT"):
            sent.append((sql, values))

    event.listen(vault.engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(vault.engine, "before_cursor_execute", note)
    return sent


def _run(connection: Any, statements: list[tuple[str, Any]]) -> None:  # noqa: ANN401 - a driver's
    for sql, values in statements:
        connection.execute(sql, values).fetchall()
