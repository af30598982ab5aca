"""What the import of tables remembers from one time to the next, in the vault's settings.

It never leaves this vault: which column is what, which line made which contract, and which
transactions were imports, so that what they wrote can be told from what a person wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy.orm import Session

from csf_desktop.services.settings import read_setting, write_setting
from csf_desktop.services.table_fields import FIELDS
from csf_desktop.services.table_guess import title_key

MAPPINGS, ROWS, IMPORTS = "table_mappings", "table_rows", "table_imports"
MOST_MAPPINGS, MOST_IMPORTS = 50, 500

FieldMap = Mapping[int, str]
"""Key of a field by index of a column; columns that are not taken are not in it."""


def signature(headers: Iterable[str]) -> str:
    """Return what a table is known by: its titles, whatever their order, case and accents."""
    plain = "\n".join(sorted(title_key(header) for header in headers))
    return sha256(plain.encode()).hexdigest()[:16]


def remembered(session: Session, headers: Sequence[str]) -> dict[int, str] | None:
    """Return the fields chosen last time for a table with these titles, ``None`` the first time."""
    found = read_setting(session, MAPPINGS, {}).get(signature(headers))
    if found is None:
        return None
    keys = {column: found.get(title_key(header), "") for column, header in enumerate(headers)}
    return {column: key for column, key in keys.items() if key in FIELDS}


def remember(session: Session, headers: Sequence[str], mapping: FieldMap) -> None:
    """Keep the fields chosen for a table with these titles."""
    kept = read_setting(session, MAPPINGS, {})
    known = signature(headers)
    kept.pop(known, None)
    kept[known] = {title_key(header): mapping.get(at, "") for at, header in enumerate(headers)}
    oldest = list(kept)[: max(0, len(kept) - MOST_MAPPINGS)]
    write_setting(session, MAPPINGS, {one: kept[one] for one in kept if one not in oldest})


@dataclass
class LineMemory:
    """Which line of which table made which contract, and the transactions of imports."""

    contracts: dict[str, str]
    imports: set[str]
    lines: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = {contract: line for line, contract in self.contracts.items()}

    def tie(self, line: str, contract_id: str) -> None:
        """Note that a line is about a contract."""
        if line and self.contracts.get(line) != contract_id:
            self.contracts[line] = contract_id
            self.lines[contract_id] = line


def read_lines(session: Session) -> LineMemory:
    """Return what is remembered of lines and imports."""
    return LineMemory(
        dict(read_setting(session, ROWS, {})), set(read_setting(session, IMPORTS, []))
    )


def keep_lines(session: Session, memory: LineMemory, transaction: str) -> None:
    """Keep what is known of lines, and the transaction of this import (empty: it wrote nothing)."""
    write_setting(session, ROWS, memory.contracts)
    if transaction:
        imports = [*read_setting(session, IMPORTS, []), transaction]
        write_setting(session, IMPORTS, imports[-MOST_IMPORTS:])
