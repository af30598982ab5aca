"""pyHanko without its network clients.

pyHanko imports an HTTP library as soon as anything is signed or verified, for time stamps and
revocation lists that this program never asks for. Two placeholders stand in for the modules that
would load it: the process then holds no HTTP client at all, starts sooner, and the bundle leaves
the library out (build_installer.spec). tests/test_offline.py holds this.
"""

from __future__ import annotations

import sys
from types import ModuleType

_CLIENTS = {
    "pyhanko.sign.timestamps.aiohttp_client": "HTTPTimeStamper",
    "pyhanko_certvalidator.fetchers.aiohttp_fetchers": "AIOHttpFetcherBackend",
}
"""Modules of pyHanko that import an HTTP library, and the one name others import from each."""


def leave_out_network_clients() -> None:
    """Put the placeholders in place; what is already loaded stays."""
    for module_name, class_name in _CLIENTS.items():
        module = ModuleType(module_name)
        setattr(module, class_name, type(class_name, (_NoNetwork,), {}))
        sys.modules.setdefault(module_name, module)


class _NoNetwork:
    """A client that refuses to be made: reaching it would be a bug."""

    def __init__(self, *_arguments: object, **_options: object) -> None:
        raise RuntimeError("this program has no network client")
