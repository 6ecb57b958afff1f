"""The office's words.toml beside the workbook: what it may add to the vocabulary, or why it cannot be used."""

from __future__ import annotations

from pathlib import Path

from workbook_tools.catalogue import finding
from workbook_tools.model import Finding
from workbook_tools.reading.words.lexicon.vocabulary import (
    OFFICE_FILE,
    Refused,
    Vocabulary,
    own_vocabulary,
    vocabulary_with,
)

LARGEST_FILE = 200_000  # bytes; ours has a fifth of it


def office_vocabulary(folder: Path | None) -> tuple[Vocabulary, tuple[Finding, ...]]:
    """The words to read by. A file that cannot be used is said, and our own words are taken."""
    path = folder / OFFICE_FILE if folder is not None else None
    if path is None or not path.is_file():
        return own_vocabulary(), ()
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise Refused(f"超过 {LARGEST_FILE // 1000} KB")
        return vocabulary_with(data), ()
    except OSError as reason:
        problem = reason.strerror or "打不开"
    except Refused as reason:
        problem = str(reason)
    return own_vocabulary(), (finding("Q130", file=OFFICE_FILE, problem=problem),)
