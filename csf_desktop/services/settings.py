"""Settings of a vault, as JSON by name."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy.orm import Session

from csf_desktop.models.entities import Setting


def read_setting(session: Session, name: str, default: Any = None) -> Any:  # noqa: ANN401
    """Return a setting, ``default`` when it was never set."""
    found = session.get(Setting, name)
    return default if found is None else json.loads(found.value)


def write_setting(session: Session, name: str, value: Any) -> None:  # noqa: ANN401
    """Set a setting; ``value`` is whatever JSON holds."""
    plain = json.dumps(value, ensure_ascii=False)
    found = session.get(Setting, name)
    if found is None:
        session.add(Setting(name=name, value=plain))
    else:
        found.value = plain
