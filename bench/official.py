"""Official procurement files of 50 000 contracts: taken in, again, amended, interrupted, undone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.dataset import CHEAP, FOLDER, PASSPHRASE
from bench.decp_files import clause_count, records_for, write_json, write_xml
from bench.measure import Line, child, limit_line
from csf_desktop.services.profile import Profile
from csf_desktop.services.vaults import create_vault

FEW = 5_000
FLAT_MB = 40.0
STOPPED_MS = 1_000.0


def measure(contracts: int) -> Iterator[Line]:
    """Take files of ``contracts`` contracts in, each job in a process of its own."""
    records = records_for(contracts)
    plain, amended = official_file(records), official_file(records, is_amended=True)
    few = _told("import", _new_vault("few"), official_file(records_for(min(FEW, contracts))))
    xml = _told("import", _new_vault("xml"), official_file(records, is_xml=True))
    vault = _new_vault("official")
    first = _told("import", vault, plain)
    yield _speed(f"official data, {contracts:,} contracts, JSON", first, first["created"])
    yield _speed(f"official data, {contracts:,} contracts, XML", xml, xml["created"])
    yield limit_line(
        f"memory of that import, over one of {few['created']:,}",
        first["growth"] - few["growth"],
        FLAT_MB,
        "MB",
        f"{first['growth']:+.0f} MB against {few['growth']:+.0f} MB",
    )
    again = _told("import", vault, plain)
    yield _speed("the same file again", again, again["unchanged"])
    stopped = _told("cancel", vault, amended)
    left = "the vault untouched" if stopped["is_untouched"] else "THE VAULT CHANGED"
    yield limit_line(
        "« Interrompre » half way, until it has stopped",
        stopped["seconds"] * 1_000,
        STOPPED_MS,
        "ms",
        left,
    )
    changed = _told("import", vault, amended)
    expected = clause_count(records, amended_only=True)
    yield _speed(
        f"the same with amendments, {changed['updated']:,} updated of {expected:,} amended",
        changed,
        contracts,
    )
    yield _undone("undoing the amendments", vault)
    for name in ("few", "xml", "official"):
        shutil.rmtree(FOLDER / f"decp-{name}")
    vault = _new_vault("official")
    _told("import", vault, plain)
    yield _undone(f"undoing the import of {contracts:,}", vault)
    shutil.rmtree(vault)


def official_file(records: int, *, is_amended: bool = False, is_xml: bool = False) -> Path:
    """Return an official file of so many records, made the first time."""
    kind = "amended" if is_amended else "first"
    path = FOLDER / f"decp-{kind}-{records}.{'xml' if is_xml else 'json'}"
    if not path.exists():
        (write_xml if is_xml else write_json)(path, records, is_amended=is_amended)
    return path


def _speed(what: str, told: dict[str, Any], contracts: int) -> Line:
    seconds = told["seconds"]
    beside = f"{seconds:.1f} s, of which {told['cpu']:.1f} s of the processor"
    return Line(what, f"{contracts / seconds:.0f} a second", beside)


def _undone(what: str, vault: Path) -> Line:
    told = _told("undo", vault)
    beside = f"{told['cpu']:.1f} s of the processor, {told['growth']:+.0f} MB"
    return Line(what, f"{told['seconds']:.1f} s", beside)


def _new_vault(name: str) -> Path:
    folder = FOLDER / f"decp-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    create_vault(folder, PASSPHRASE, Profile("Claire Essai"), cost=CHEAP).vault.close()
    return folder


def _told(job: str, vault: Path, *files: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(
        child("-m", "bench.child_import", job, str(vault), *map(str, files))
    )
    return told
