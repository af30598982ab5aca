"""Files that a person asks the window to write."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from csf_desktop.errors import DiskFullError, StorageError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file entirely or not at all; raise ``StorageError`` with the reason."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:20]}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFullError from error
        raise StorageError(reason=error.strerror or "écriture impossible") from error
