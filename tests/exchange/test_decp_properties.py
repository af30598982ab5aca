"""Whatever a file holds, a record or a French sentence comes out; valid records survive."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csf_desktop.errors import CsfError
from csf_desktop.exchange.decp import DecpKind, DecpRecord, DecpRefusal, effective, read_decp
from csf_desktop.exchange.decp_record import to_record
from tests.exchange.decp_files import AWARDEE, BUYER, Tree, as_json, as_xml, contract, read, write

SHARED_FOLDER = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
KEYS = st.sampled_from([*contract(), "marche", "modifications", "uid", "code", "titulaire"])
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(["NC", "2024-02-30", "2024-05-15", "1e400", BUYER, AWARDEE, "-1", "nan"]),
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(KEYS | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=20,
)
DAYS = st.dates(min_value=date(1995, 1, 1), max_value=date(2060, 12, 31)).map(date.isoformat)
AMOUNTS = st.integers(min_value=1, max_value=10**12).map(lambda cents: Decimal(cents) / 100)
MONTHS = st.integers(min_value=1, max_value=180)
LETTERS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=4, max_size=40
).map(lambda text: f"Lot {text}")


@st.composite
def contracts(draw: st.DrawFn) -> Tree:
    amendments = draw(
        st.lists(
            st.fixed_dictionaries(
                {"dateNotificationModification": DAYS},
                optional={"montant": AMOUNTS, "dureeMois": MONTHS},
            ),
            max_size=3,
        )
    )
    return contract(
        objet=draw(LETTERS),
        montant=draw(AMOUNTS),
        dureeMois=draw(MONTHS),
        dateNotification=draw(DAYS),
        considerationsSociales={
            "considerationSociale": draw(
                st.lists(
                    st.sampled_from(["Clause sociale", "Critère social", "Marché réservé"]),
                    min_size=1,
                    unique=True,
                )
            )
        },
        modifications=[
            {"modification": {"id": at, **fields}} for at, fields in enumerate(amendments, 1)
        ]
        or None,
    )


@given(TREES)
@settings(max_examples=300, deadline=None)
def test_any_tree_is_a_record_or_a_refusal(tree: object) -> None:
    found = to_record(DecpKind.CONTRACT, tree, 1)
    assert isinstance(found, (DecpRecord, DecpRefusal))


@given(st.dictionaries(st.sampled_from([*contract(), "modifications"]), TREES, max_size=4))
@settings(max_examples=300, deadline=None)
def test_a_record_with_some_fields_spoilt_is_a_record_or_a_refusal(spoilt: Tree) -> None:
    found = to_record(DecpKind.CONTRACT, contract(**spoilt), 1)
    if isinstance(found, DecpRefusal):
        assert found.reason.endswith(".")
        assert len(found.reason) < 300
    else:
        assert found.amount_cents >= 0
        assert found.duration_months >= 0
        assert effective(found).awardees


@given(tree=st.one_of(TREES, st.builds(lambda inner: {"marches": inner}, TREES)))
@SHARED_FOLDER
def test_any_json_is_read_or_refused_with_a_sentence(tmp_path: Path, tree: object) -> None:
    path = write(tmp_path / "f.json", json.dumps(tree, default=float))
    _read_or_refused(path)


@given(content=st.binary(max_size=200), start=st.sampled_from([b"{", b"[", b"<marches>", b""]))
@SHARED_FOLDER
def test_any_bytes_are_read_or_refused_with_a_sentence(
    tmp_path: Path, content: bytes, start: bytes
) -> None:
    _read_or_refused(write(tmp_path / "f", start + content))


@given(st.data())
@SHARED_FOLDER
def test_a_file_cut_anywhere_is_refused_whole(tmp_path: Path, data: st.DataObject) -> None:
    content = json.dumps(as_json(contract(), contract(id="M2"))).encode()
    kept = data.draw(st.integers(min_value=0, max_value=len(content) - 1))
    path = write(tmp_path / "f.json", content[:kept])
    with pytest.raises(CsfError):
        read(path)


@given(trees=st.lists(contracts(), min_size=1, max_size=3))
@SHARED_FOLDER
def test_json_and_xml_give_equal_records(tmp_path: Path, trees: list[Tree]) -> None:
    from_xml = read(write(tmp_path / "f.xml", as_xml(*trees)))
    assert from_xml == read(write(tmp_path / "f.json", json.dumps(as_json(*trees), default=str)))
    for tree, record in zip(trees, from_xml, strict=True):
        assert isinstance(record, DecpRecord), record
        assert record.amount_cents == tree["montant"] * 100
        assert record.notification_date.isoformat() == tree["dateNotification"]
        assert record.object == tree["objet"]
        assert len(record.amendments) == len(tree.get("modifications", ()))
        assert record.warnings == ()


def _read_or_refused(path: Path) -> None:
    try:
        for found in read_decp(path):
            assert isinstance(found, (DecpRecord, DecpRefusal))
    except CsfError as error:
        assert str(error)  # noqa: PT017 - a refusal is as right as a record
