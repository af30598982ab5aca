"""The page of a contract with how far each of its places is from the tutor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from csf_desktop.services.contract_page import ContractDetails, get_contract
from csf_desktop.services.places import distance_words
from csf_desktop.storage.vault import Vault

INSEE_LENGTH = 5
"""Characters of a commune's code; shorter ones are of a département or a region."""


@dataclass(frozen=True)
class PlacedContract:
    """A contract; ``distances`` has words by the Insee code of a commune, where there are any."""

    details: ContractDetails
    distances: Mapping[str, str]


def read_placed_contract(vault: Vault, contract_id: str) -> PlacedContract:
    """Return a contract by its id with its distances; raise ``NotFoundError``."""
    details = get_contract(vault, contract_id)
    codes = {details.fields["place_code"], *(place.commune_code for place in details.places)}
    found = {code: distance_words(vault, code) for code in codes if len(code) == INSEE_LENGTH}
    return PlacedContract(details, {code: words for code, words in found.items() if words})
