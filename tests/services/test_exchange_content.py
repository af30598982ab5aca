"""Data of a file that nobody honest wrote: one sentence, and the vault as it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csf_desktop.errors import CsfError, NewerFormatError, UnreadableFileError
from csf_desktop.models.entities import RECORDS
from csf_desktop.models.ids import new_id
from csf_desktop.services.content_checks import required_fields
from csf_desktop.services.content_versions import LATEST
from csf_desktop.services.contract_list import open_contracts
from csf_desktop.services.demo import fill
from csf_desktop.services.exchange_content import read_content
from csf_desktop.services.pathway_list import open_pathways
from csf_desktop.services.rows import ListQuery
from csf_desktop.services.synthesis import get_synthesis
from tests.helpers.laptops import NAME, Laptop, dump, laptop

TODAY = date(2026, 11, 24)
Tree = dict[str, Any]

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.sampled_from(["", "2026-02-30", "\ud800", "\0", "9" * 400, "[" * 2000, "null", "{}", '"x"']),
)
trees = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@pytest.fixture(scope="module")
def giver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """A laptop with records of every kind."""
    made = laptop(tmp_path_factory.mktemp("donne"), 0)
    fill(made.vault, TODAY, contracts=2, seed=11)
    yield made
    made.vault.close()


@pytest.fixture(scope="module")
def taker(tmp_path_factory: pytest.TempPathFactory, valid: Tree) -> Iterator[Laptop]:
    """A laptop that has taken the valid data in."""
    made = laptop(tmp_path_factory.mktemp("prend"), 1)
    made.take(encoded(valid))
    yield made
    made.vault.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Laptop]:
    """A laptop that has seen nothing."""
    made = laptop(tmp_path, 2)
    yield made
    made.vault.close()


@pytest.fixture(scope="module")
def valid(giver: Laptop) -> Tree:
    """The data of a valid file."""
    tree: Tree = json.loads(giver.file())
    return tree


def encoded(tree: object) -> bytes:
    return json.dumps(tree).encode()


def creation(tree: Tree, kind: str) -> Tree:
    """Return the first creation of a kind, to be changed in place."""
    found: Tree = next(
        change for change in tree["changes"] if change["kind"] == kind and not change["field"]
    )
    return found


def with_values(tree: Tree, kind: str, **values: object) -> Tree:
    """Return the tree with values of a creation changed; ``None`` leaves a value out."""
    changed = deepcopy(tree)
    one = creation(changed, kind)
    plain = {**json.loads(one["new"]), **values}
    one["new"] = json.dumps({name: value for name, value in plain.items() if value is not None})
    return changed


def with_edit(tree: Tree, kind: str, field: str, value: object, **keys: object) -> Tree:
    """Return the tree with one more change."""
    changed = deepcopy(tree)
    made = creation(changed, kind)
    edit = {
        **made,
        "id": new_id(),
        "field": field,
        "old": "null",
        "new": json.dumps(value),
        "stamp": "1795513000000.00000",
        "replaces": [made["id"]],
        **keys,
    }
    changed["changes"].append(edit)
    return changed


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_content(data, NAME)
    return str(caught.value)


def test_what_is_written_is_read(valid: Tree) -> None:
    content = read_content(encoded(valid), NAME)
    assert len(content.changes) == len(valid["changes"])
    assert {change.kind for change in content.changes} >= {"contract", "pathway", "event", "buyer"}


@given(trees)
def test_any_tree_gives_one_sentence(tree: object) -> None:
    with pytest.raises(CsfError):
        read_content(json.dumps(tree).encode("utf-8", "surrogatepass"), NAME)


@given(st.binary())
def test_any_bytes_give_one_sentence(data: bytes) -> None:
    with pytest.raises(CsfError):
        read_content(data, NAME)


Mutation = tuple[str, int, str, Any]
mutations = st.tuples(
    st.sampled_from(["changes", "transactions"]),
    st.integers(0, 10_000),
    st.sampled_from(
        [
            "id",
            "transaction",
            "kind",
            "entity",
            "field",
            "old",
            "new",
            "stamp",
            "author",
            "replaces",
        ]
    ),
    trees,
)
values = st.tuples(st.just("value"), st.integers(0, 10_000), st.text(), trees)


@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(mutations | values, min_size=1, max_size=2))
def test_mutated_data_is_refused_or_stands(
    taker: Laptop, valid: Tree, changes: list[Mutation]
) -> None:
    tree = deepcopy(valid)
    for change in changes:
        mutate(tree, change)
    before = dump(taker.vault)
    try:
        taker.take(json.dumps(tree).encode("utf-8", "surrogatepass"))
    except CsfError as refusal:
        assert str(refusal).startswith("Le fichier «")  # noqa: PT017
        assert dump(taker.vault) == before
    else:
        can_be_shown(taker)


def mutate(tree: Tree, mutation: Mutation) -> None:
    """Put something else in a place; new ids, so that the change is new to whoever has it."""
    name, position, key, value = mutation
    items = tree["transactions" if name == "transactions" else "changes"]
    one = items[position % len(items)]
    if name == "value" and one["field"] == "":
        plain = json.loads(one["new"])
        plain[sorted(plain)[position % len(plain)]] = value
        one |= {"new": json.dumps(plain), "id": new_id()}
    elif name == "value":
        one |= {"new": json.dumps(value), "id": new_id()}
    else:
        one[key] = value


def can_be_shown(one: Laptop) -> None:
    """Read what the window reads."""
    assert open_contracts(one.vault, ListQuery(TODAY)).count >= 0
    assert open_pathways(one.vault, ListQuery(TODAY)).count >= 0
    assert get_synthesis(one.vault)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("pathway", {"status": "foo"}),
        ("pathway", {"status": ""}),
        ("contract", {"status": "in_progress"}),
        ("contract", {"volume_mode": "guess"}),
        ("contract", {"source": "elsewhere"}),
        ("contract", {"clause_minutes": -60}),
        ("contract", {"clause_minutes": True}),
        ("contract", {"amount_cents": 10**30}),
        ("contract", {"amount_cents": 1.5}),
        ("contract", {"object": "x" * 10_000_000}),
        ("contract", {"object": "x" * 20_001}),
        ("contract", {"object": "a\0b"}),
        ("contract", {"buyer_id": "quelqu’un"}),
        ("contract", {"notified_on": "0001-01-01"}),
        ("contract", {"notified_on": "2026-02-30"}),
        ("contract", {"starts_on": "2027-02-01", "ends_on": "2027-01-01"}),
        ("contract", {"owed_minutes": 60}),
        ("contract", {"official": "{}"}),
        ("contract", {"id": "x"}),
        ("contract", {"reference": None}),
        ("pathway", {"contract_id": None}),
        ("pathway", {"status_since": None}),
        ("event", {"event_kind": "joke"}),
        ("event", {"actor": "stranger"}),
        ("event", {"happened_at": "2026-11-24T10:00:00"}),
        ("event", {"happened_at": "0001-01-01T00:00:00+14:00"}),
        ("event", {"duration_minutes": -1}),
        ("outcome", {"code": "triumph"}),
        ("beneficiary", {"situation": "lost"}),
        ("beneficiary", {"birth_date": "9999-12-31"}),
        ("awardee", {"role": "boss"}),
        ("pathway_week", {"done_minutes": -1}),
        ("pathway_week", {"monday": 3}),
    ],
    ids=str,
)
def test_values_that_no_record_holds(valid: Tree, kind: str, values: Tree) -> None:
    assert "mal formées" in refused(encoded(with_values(valid, kind, **values)))
    (field, value), *_others = values.items()
    if value is not None and len(values) == 1:
        assert "mal formées" in refused(encoded(with_edit(valid, kind, field, value)))


@pytest.mark.parametrize(
    "keys",
    [
        {"kind": "setting"},
        {"kind": "own_identity"},
        {"id": "X"},
        {"id": "01A2-…"},
        {"entity": "../../etc"},
        {"author": "moi"},
        {"author": "A" * 64},
        {"stamp": "17955130000.00000"},
        {"stamp": "1795513000000.0000a"},
        {"stamp": "²795513000000.00000"},
        {"stamp": "9999999999999.99999"},
        {"replaces": "x"},
        {"replaces": ["x"]},
        {"replaces": None},
        {"field": "deleted"},
        {"field": "id"},
        {"new": "nul"},
        {"new": None},
        {"old": 3},
        {"old": "{"},
    ],
    ids=str,
)
def test_keys_that_no_change_has(valid: Tree, keys: Tree) -> None:
    edit = with_edit(valid, "contract", "object", "Toiture")
    edit["changes"][-1] |= keys
    assert "mal formées" in refused(encoded(edit))


@pytest.mark.parametrize("key", ["format", "version", "authors", "transactions", "changes"])
def test_every_key_is_needed(valid: Tree, key: str) -> None:
    tree = {name: value for name, value in valid.items() if name != key}
    assert "mal formées" in refused(encoded(tree))


def test_versions(valid: Tree) -> None:
    with pytest.raises(NewerFormatError):
        read_content(encoded({**valid, "version": LATEST + 1}), NAME)
    for known in range(1, LATEST + 1):
        read_content(encoded({**valid, "version": known}), NAME)
    for version in (0, -1, True, 1.0, "1", None):
        assert "mal formées" in refused(encoded({**valid, "version": version}))


def test_repeated_ids(valid: Tree) -> None:
    for key in ("changes", "transactions"):
        tree = {**valid, key: [*valid[key], valid[key][0]]}
        assert "mal formées" in refused(encoded(tree))


def test_a_change_without_its_transaction(valid: Tree) -> None:
    assert "incomplètes" in refused(encoded({**valid, "transactions": []}))


def test_deep_nesting_and_long_numbers() -> None:
    for text in (
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"format":' * 50_000,
        "1" * 100_000,
    ):
        assert "mal formées" in refused(text.encode())


Spoil = Callable[[Tree], Tree]


def without_creation(kind: str) -> Spoil:
    def spoil(tree: Tree) -> Tree:
        gone = creation(tree, kind)
        changes = [change for change in tree["changes"] if change is not gone]
        return {**tree, "changes": changes}

    return spoil


def with_two_organisations(tree: Tree) -> Tree:
    return with_values(tree, "contact", company_id=new_id(), buyer_id=new_id())


def without_subject(tree: Tree) -> Tree:
    return with_values(tree, "event", pathway_id=None, contract_id=None, company_id=None)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (without_creation("buyer"), "incomplètes"),
        (without_creation("contract"), "incomplètes"),
        (without_creation("company"), "incomplètes"),
        (lambda tree: with_values(tree, "contract", buyer_id=new_id()), "incomplètes"),
        (lambda tree: with_values(tree, "pathway", contract_id=new_id()), "incomplètes"),
        (lambda tree: with_edit(tree, "school", "name", "X", entity=new_id()), "incomplètes"),
        (with_two_organisations, "incohérentes"),
        (without_subject, "incohérentes"),
    ],
)
def test_records_that_cannot_stand_are_refused_whole(
    fresh: Laptop, valid: Tree, spoil: Spoil, reason: str
) -> None:
    before = dump(fresh.vault)
    with pytest.raises(UnreadableFileError) as caught:
        fresh.take(encoded(spoil(valid)))
    assert reason in str(caught.value)
    assert dump(fresh.vault) == before


@pytest.mark.parametrize(
    "keys", [{"new": '"Autre"'}, {"author": "0" * 64}, {"stamp": "1795513000001.00000"}]
)
def test_a_known_change_that_says_something_else(fresh: Laptop, valid: Tree, keys: Tree) -> None:
    tree = with_edit(valid, "contract", "object", "Toiture")
    fresh.take(encoded(tree))
    before = dump(fresh.vault)
    tree["changes"][-1] |= keys
    with pytest.raises(UnreadableFileError) as caught:
        fresh.take(encoded(tree))
    assert "contradictoires" in str(caught.value)
    assert dump(fresh.vault) == before


def test_a_circle_of_changes_ends(fresh: Laptop, valid: Tree) -> None:
    tree = with_edit(with_edit(valid, "contract", "note", "un"), "contract", "note", "deux")
    first, second = tree["changes"][-2:]
    first["replaces"], second["replaces"] = [second["id"]], [first["id"]]
    fresh.take(encoded(tree))
    assert fresh.value("contract", first["entity"], "note") in ("un", "deux")


def test_a_forwarded_change_keeps_its_author(fresh: Laptop, valid: Tree) -> None:
    fresh.take(encoded(with_edit(valid, "contract", "note", "vu", author="a" * 64)))
    assert "a" * 64 in {row[6] for row in fresh.changes().values()}


def test_every_kind_says_what_it_needs() -> None:
    needed = {model.kind: required_fields(model) for model in RECORDS if required_fields(model)}
    assert needed["pathway"] == {"reference", "contract_id", "status_since"}
    assert needed["event"] == {"happened_at"}
    assert "school" not in needed
