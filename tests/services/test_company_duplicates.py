"""Files likely of one company: each pair told once, with its reason, quickly for any number."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from csf_desktop.models.entities import Company
from csf_desktop.models.ids import new_id
from csf_desktop.models.likeness import CLOSE_NAME, SAME_NAME, SAME_OTHER_ID, SAME_SIREN
from csf_desktop.services.company_duplicates import duplicates_of, find_duplicates
from csf_desktop.services.company_merge import merge_companies
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from tests.helpers.laptops import Laptop, laptop

SIRET, SISTER = "55204599900869", "55204599900034"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Laptop]:
    made = laptop(tmp_path, 0)
    yield made
    made.vault.close()


def add(one: Laptop, name: str = "", siret: str = "", other_id: str = "") -> str:
    return one.add(Company(id=new_id(), name=name, siret=siret, other_id=other_id))


def pairs(one: Laptop) -> set[tuple[str, str, str]]:
    return {(pair.first.id, pair.second.id, pair.reason) for pair in find_duplicates(one.vault)}


def test_each_likely_pair_with_its_reason(here: Laptop) -> None:
    first, sister = add(here, "Bâti Ouest", SIRET), add(here, "BO Rennes", SISTER)
    named = add(here, "BATI-OUEST SARL")
    slip = add(here, "Baati Ouest")
    foreign, again = add(here, other_id="BE0123"), add(here, "Wallonie Travaux", other_id="BE0123")
    add(here, "Toitures du Maine")
    add(here, "Toitures du Mans")
    assert pairs(here) == {
        (first, sister, SAME_SIREN),
        (first, named, SAME_NAME),
        (first, slip, CLOSE_NAME),
        (foreign, again, SAME_OTHER_ID),
    }


def test_the_file_of_a_company_tells_its_own(here: Laptop) -> None:
    first, named = add(here, "Bâti Ouest", SIRET), add(here, "BATI-OUEST SARL")
    add(here, "Dupont Plomberie")
    with reading_session(here.vault) as session:
        company = session.get(Company, first)
        assert company is not None
        (found,) = duplicates_of(session, company)
    assert (found.id, found.known_as, found.reason) == (named, "BATI-OUEST SARL", SAME_NAME)


def test_what_was_merged_is_not_told_again(here: Laptop) -> None:
    first, named = add(here, "Bâti Ouest", SIRET), add(here, "BATI-OUEST SARL")
    merge_companies(here.vault, first, named)
    assert find_duplicates(here.vault) == ()


def test_ten_thousand_companies_are_compared_at_once(here: Laptop) -> None:
    random = Random(7)
    bits = ("ba", "ro", "mi", "du", "le", "gou", "ker", "pen", "mar", "tin", "don", "val")
    names = ["".join(random.choice(bits) for _ in range(4)).title() for _ in range(9000)]
    trades = ("Peinture", "Plomberie", "Menuiserie", "Toiture", "Paysages")
    with UnitOfWork(here.vault, "Création") as work:
        work.session.add_all(
            Company(id=new_id(), name=f"{name} {random.choice(trades)}") for name in names
        )
        made = [Company(id=new_id(), name=f"Zz {letter} Bois") for letter in ("Dupond", "Dupont")]
        work.session.add_all(made)
        work.commit()
    start = time.perf_counter()
    found = pairs(here)
    assert time.perf_counter() - start < 10  # seconds, on a machine shared by many; 0.6 alone
    assert (made[0].id, made[1].id, CLOSE_NAME) in found or (
        made[1].id,
        made[0].id,
        CLOSE_NAME,
    ) in found
