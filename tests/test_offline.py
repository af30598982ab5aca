"""No HTTP client is in the process, even while a PDF is signed and verified."""

from __future__ import annotations

import subprocess
import sys

SIGNS_AND_VERIFIES = """
import io, sys
from datetime import UTC, datetime

from reportlab.pdfgen.canvas import Canvas

from csf_desktop.exchange.identity import make_identity
from csf_desktop.exchange.signing import sign_pdf
from csf_desktop.exchange.verification import verify_pdf

now = datetime(2026, 3, 2, 9, tzinfo=UTC)
page = io.BytesIO()
canvas = Canvas(page)
canvas.drawString(72, 72, "essai")
canvas.save()
identity = make_identity("Tutrice d’essai", "", now)
signed = sign_pdf(page.getvalue(), identity, signed_at=now, reason="essai")
print(verify_pdf(signed, known={identity.fingerprint}).status)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""

REFUSES = """
import csf_desktop.exchange
from pyhanko.sign.timestamps import HTTPTimeStamper
HTTPTimeStamper("https://horodatage.invalid")
"""


def _run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, text=True
    )


def test_signing_and_verifying_load_no_http_client() -> None:
    answer = _run(SIGNS_AND_VERIFIES)
    assert answer.returncode == 0, answer.stderr
    status, modules = answer.stdout.splitlines()
    assert status == "valid"
    loaded = set(modules.split())
    assert "pyhanko" in loaded
    assert loaded.isdisjoint({"aiohttp", "requests", "urllib3", "httpx"})


def test_pyhanko_alone_would_load_one() -> None:
    """When this fails, pyHanko has become offline by itself: remove ``exchange.offline``."""
    answer = _run("import sys, pyhanko.sign.signers; print('aiohttp' in sys.modules)")
    assert answer.stdout.strip() == "True", answer.stderr


def test_a_network_client_refuses_to_be_made() -> None:
    answer = _run(REFUSES)
    assert answer.returncode != 0
    assert "RuntimeError: this program has no network client" in answer.stderr


def test_clients_already_loaded_are_left_alone() -> None:
    from csf_desktop.exchange import offline

    already = sys.modules["pyhanko.sign.timestamps.aiohttp_client"]
    offline.leave_out_network_clients()
    assert sys.modules["pyhanko.sign.timestamps.aiohttp_client"] is already
