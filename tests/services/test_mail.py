"""The link that hands an e-mail to the person's own program."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.services.mail import MailDraft

letters = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=60)


@given(letters, letters)
def test_whatever_is_written_comes_out_of_the_link(subject: str, body: str) -> None:
    url = MailDraft(subject, body, ("a@x.fr", "b@x.fr"), ("c@x.fr",)).url()
    parts = urlsplit(url)
    assert (parts.scheme, parts.path) == ("mailto", "a@x.fr,b@x.fr")
    fields = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert fields.get("subject", "") == subject
    assert fields.get("body", "").replace("\r\n", "\n") == body
    assert fields["cc"] == "c@x.fr"
    assert url.isascii()


def test_address_cannot_add_fields() -> None:
    url = MailDraft("s", "b", ("a@x.fr?bcc=espion@x.fr&body=autre",)).url()
    assert parse_qs(urlsplit(url).query) == {"subject": ["s"], "body": ["b"]}
    assert "espion" in unquote(urlsplit(url).path)
