"""What a batch remembers of one workbook: plain values, so that a record travels between processes and into a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

Status = Literal["done", "failed"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a batch was asked to do with each workbook. A record made with other options is not used again."""

    report: bool = True
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One workbook to process. Both roots are local folders or fsspec addresses (`s3://…`)."""

    source_root: str
    relative: str  # path below the source root, with "/"
    target_root: str
    folder: str  # where its results go, below the target root
    digest: str  # SHA-256 of the content that was found
    options: Options
    ledgers: tuple[str, ...] = ()  # further workbooks of the station that hold nothing but ledger sheets


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one workbook.

    `outcome` is the object of `--json`; `details` has what the roll-up needs besides: levels, ledger groups, what is
    missing. `outputs` are paths below the target root.
    """

    relative: str
    digest: str
    status: Status
    outcome: Mapping[str, Any]
    details: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)  # workbook, word, html
    reused: bool = False  # taken from an earlier run
    seconds: float = 0.0  # never stored: the same input gives the same bytes


SLIM_FIELDS = ("file", "ok", "station", "year", "score", "score_range", "grade", "grade_range", "findings", "written")


def slim(record: Record) -> Record:
    """The record without its rows: what is held in memory of each workbook until the end."""
    outcome = {name: record.outcome[name] for name in SLIM_FIELDS if name in record.outcome}
    if record.status == "done":
        outcome["findings"] = []
    return replace(record, outcome=outcome, details={})
