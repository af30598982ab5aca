"""Who uses this vault: the tutor's professional details."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError
from csf_desktop.reference.communes import commune
from csf_desktop.services import text
from csf_desktop.services.settings import read_setting, write_setting
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault

SETTING = "profile"


@dataclass(frozen=True, slots=True)
class Profile:
    """The tutor. ``academie`` is a code of the reference list; ``is_demo`` marks invented data.

    ``commune_code`` is the INSEE code of where they leave from, "" if not told.
    """

    name: str
    academie: str = ""
    phone: str = ""
    email: str = ""
    is_demo: bool = False
    commune_code: str = ""

    def checked(self) -> Profile:
        """Return the profile cleaned.

        Raises ``InvalidInputError`` without a name, or with an e-mail address or a commune that
        cannot be one.
        """
        if not self.name.strip():
            raise InvalidInputError("Indiquez votre nom.", field="name")
        return replace(
            self,
            name=text.line(self.name),
            academie=text.line(self.academie),
            phone=text.line(self.phone),
            email=text.email(self.email),
            commune_code=_known_commune(self.commune_code),
        )


def get_profile(vault: Vault) -> Profile:
    """Return the profile of an open vault."""
    with reading_session(vault) as session:
        return read_profile(session)


def read_profile(session: Session) -> Profile:
    """Return the profile, empty in a vault that was made without the assistant."""
    stored = read_setting(session, SETTING)
    return Profile(**stored) if stored else Profile("")


def tutor_name(session: Session) -> str:
    """Return the tutor's name, as written beside what they record."""
    return read_profile(session).name


def save_profile(vault: Vault, profile: Profile) -> Profile:
    """Keep a profile; return it as kept. The signing identity keeps the name it was made with."""
    checked = profile.checked()
    with UnitOfWork(vault, "Profil") as work:
        write_setting(work.session, SETTING, asdict(checked))
        work.commit()
    return checked


def _known_commune(code: str) -> str:
    code = code.strip().upper()
    if code and commune(code) is None:
        raise InvalidInputError(
            f"Cette commune n’est pas dans la liste{text.NBSP}: choisissez-la parmi celles qui "
            "sont proposées quand vous tapez.",
            field="commune_code",
        )
    return code
