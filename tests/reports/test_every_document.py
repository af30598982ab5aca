"""What holds for every printed document, whatever its kind and the length of its content."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from csf_desktop.reports.styles import GEOMETRY, MM
from tests.reports import pdf
from tests.reports.documents import every_document

DOCUMENTS = every_document()
ONE_PAGE = ("card", "recovery", "contract", "contract-initials", "synthesis", "synthesis-empty")
ROOT = Path(__file__).parents[2]


@cache
def made(name: str) -> bytes:
    return DOCUMENTS[name]()


@pytest.fixture(params=DOCUMENTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def document(name: str) -> bytes:
    return made(name)


def test_file_is_sound_for_qpdf(document: bytes) -> None:
    assert pdf.syntax_problems(document) == []


def test_fonts_are_all_embedded(document: bytes) -> None:
    fonts = pdf.fonts(document)
    assert fonts
    assert all(fonts.values()), fonts


def test_page_count_stays_within_its_bounds(name: str, document: bytes) -> None:
    if name.startswith("follow-up"):
        assert pdf.page_count(document) == 2
    elif name.startswith("clause"):
        assert pdf.page_count(document) == (4 if name == "clause-long" else 3)
    elif name in ONE_PAGE or name.startswith(("company", "young-people")):
        assert pdf.page_count(document) == 1
    else:
        assert pdf.page_count(document) in (1, 2)


def test_no_text_leaves_the_margins_or_runs_into_the_footer(document: bytes) -> None:
    slack = 1.5  # a letter may lean out of its advance width
    for boxes in pdf.char_boxes(document):
        assert boxes
        assert min(box.left for box in boxes) >= GEOMETRY.margin - slack
        assert max(box.right for box in boxes) <= GEOMETRY.width - GEOMETRY.margin + slack
        assert min(box.bottom for box in boxes) >= 6 * MM
        assert max(box.top for box in boxes) <= GEOMETRY.height - 5 * MM
        between = [b for b in boxes if GEOMETRY.footer_top < b.bottom < GEOMETRY.body_bottom - 2]
        assert between == []


def test_pages_are_numbered_and_say_their_origin(document: bytes) -> None:
    texts = pdf.page_texts(document)
    for number, text in enumerate(texts, start=1):
        assert f"page {number} sur {len(texts)}" in text
        assert "Émis le 24 nov. 2026 à 17 h 05 (heure déclarée)" in text


def test_demonstration_band_is_on_every_page_of_invented_data_and_on_no_other(name: str) -> None:
    is_demo = name in ("follow-up-demo", "follow-up-long", "contract-long")
    for text in pdf.page_texts(made(name)):
        assert ("DÉMONSTRATION – données inventées" in text) == is_demo


def test_french_marks_never_begin_a_line(document: bytes) -> None:
    for line in pdf.lines(document):
        assert not line.lstrip("\u00a0").startswith((";", ":", "?", "!", "»")), line


def test_same_data_gives_the_same_bytes(name: str, document: bytes) -> None:
    assert DOCUMENTS[name]() == document


def test_another_process_gives_the_same_bytes() -> None:
    program = (
        "import hashlib, json; from tests.reports.documents import every_document as every;"
        "print(json.dumps({n: hashlib.sha256(make()).hexdigest() for n, make in every().items()}))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Noumea", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    here = {name: hashlib.sha256(made(name)).hexdigest() for name in DOCUMENTS}
    assert json.loads(done.stdout) == here
