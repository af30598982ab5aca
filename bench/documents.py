"""A signed report against reportlab alone, for as many pages, and pyHanko alone."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy.orm import Session

from bench.dataset import TODAY, large_vault
from bench.measure import Line, alternated, ratio_line
from csf_desktop.exchange.identity import Identity
from csf_desktop.exchange.signing import sign_pdf
from csf_desktop.models.entities import Pathway
from csf_desktop.reports import follow_up_sheet
from csf_desktop.services.identities import current_identity
from csf_desktop.services.pathway_list import open_pathways
from csf_desktop.services.pathway_page import pathway_details
from csf_desktop.services.profile import read_profile
from csf_desktop.services.rows import ListQuery
from csf_desktop.services.sheet_data import follow_up_report, issue_of
from csf_desktop.storage.unit_of_work import reading_session

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ROUNDS = 15


def report_against_plain() -> Line:
    """Time a follow-up sheet, laid out and signed, against the same words put down plainly."""
    vault = large_vault(1_000)
    try:
        pathway = open_pathways(vault, ListQuery(TODAY, chip="running")).rows[0]
        with reading_session(vault) as session:
            data, identity = _sheet_data(session, pathway.id), current_identity(session)
    finally:
        vault.close()
    pages = [
        page.extract_text() for page in PdfReader(io.BytesIO(follow_up_sheet.build(data))).pages
    ]
    ours, plain = alternated(
        lambda: sign_pdf(follow_up_sheet.build(data), identity, signed_at=NOW, reason="Fiche"),
        lambda: _signed_plainly(_drawn_plainly(pages), identity),
        rounds=ROUNDS,
    )
    what = f"report of {len(pages)} pages, signed, against reportlab and pyHanko alone"
    return ratio_line(what, ours, plain, 1.3)


def _sheet_data(session: Session, pathway_id: str) -> Any:  # noqa: ANN401 - the report's own
    profile = read_profile(session)
    details = pathway_details(session, session.get_one(Pathway, pathway_id), TODAY)
    return follow_up_report(details, profile, issue_of(profile, "P", NOW), show_names=True)


def _drawn_plainly(pages: list[str]) -> bytes:
    """Put the same words on as many pages, in a font of the reader's, with no layout at all."""
    output = io.BytesIO()
    canvas = Canvas(output)
    for page in pages:
        text = canvas.beginText(40, 800)
        text.setFont("Helvetica", 7)
        text.textLines(page)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def _signed_plainly(pdf: bytes, identity: Identity) -> bytes:
    from asn1crypto import keys, x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(identity.certificate_der),
        signing_key=keys.PrivateKeyInfo.load(identity.private_key_pkcs8),
        cert_registry=SimpleCertificateStore(),
    )
    metadata = PdfSignatureMetadata(
        field_name="Signature",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
    )
    signed = sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), metadata, signer=signer)
    return bytes(signed.getvalue())
