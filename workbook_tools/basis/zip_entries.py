"""Entries of the zip files that the program writes: the same on every system and at every time."""

from __future__ import annotations

import zipfile

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name


def zip_entry(name: str, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """An entry that tells neither the time nor the system: `zipfile` would write down where it runs."""
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type = method
    entry.create_system = 0
    return entry
