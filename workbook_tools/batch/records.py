"""What a batch remembers of one workbook: plain values, so that a record travels between processes and into a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from workbook_tools.model import Submission
    from workbook_tools.model.ruling import Ruling

Status = Literal["done", "failed", "joined"]  # joined: a ledger workbook whose entries count in its station's workbook


@dataclass(frozen=True, slots=True)
class JobOptions:
    """What a batch was asked to do with each workbook. A record made with other options is not used again.

    `time` is for 审计信息: a workbook that need not be done anew keeps the time at which it was. `anonymise`: nothing
    of the station's own is written, and the record has numbers in the place of names. `facts`: the record has them,
    for the 事实表 and the book of a batch as a whole; a page makes neither.
    """

    report: bool = True
    as_of: date | None = None
    time: str = ""
    letters: bool = False
    deadline: date | None = None  # until when a workbook is to be handed in again
    anonymise: bool = False
    facts: bool = True


@dataclass(frozen=True, slots=True)
class Companion:
    """Another file that a workbook's results depend on, by its path below the source root and its content."""

    relative: str
    digest: str  # SHA-256; "" when it could not be read


@dataclass(frozen=True, slots=True)
class PreviousFile:
    """A workbook of an earlier year of the station, below a root of its own."""

    root: str
    relative: str
    digest: str  # SHA-256; "" when it could not be read
    station: str = ""  # its name now, where the office says that it had another one then
    compared: str = ""  # of a district's book: what there is to compare, in base64; it goes wherever the job goes


@dataclass(frozen=True, slots=True)
class Described:
    """A workbook's digest ("" when it cannot be read), and a submission that has only 基本信息."""

    relative: str
    digest: str
    submission: Submission
    renamed: str = ""  # what the office says that the station is called now


@dataclass(frozen=True, slots=True)
class Job:
    """One workbook to process. Both roots are local folders or fsspec addresses (`s3://…`)."""

    source_root: str
    relative: str  # path below the source root, with "/"; of a further project with （2） behind the name
    target_root: str
    folder: str  # where its results go, below the target root
    digest: str  # SHA-256 of the content that was found; "" when it could not be read
    options: JobOptions
    ledgers: tuple[Companion, ...] = ()  # further workbooks of the station that hold nothing but ledger sheets
    beside: tuple[Companion, ...] = ()  # an office's schemes and report template in the workbook's folder
    previous: tuple[PreviousFile, ...] | None = None  # the station's earlier years; None where nobody asked for them
    rulings: tuple[Ruling, ...] = ()  # what the office has decided on the station's score
    deadline: date | None = None  # of this station alone: until when its letter asks for the workbook again
    project: int = 0  # of several forms in one file, from 0
    file: str = ""  # where a further project of a file is read from; "" where that is `relative`

    @property
    def path(self) -> str:
        """The file below the source root."""
        return self.file or self.relative


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one workbook.

    `outcome` is the object of `--json`; `details` has what the roll-up needs besides: levels, ledger groups, what is
    missing, the ledgers that were joined. `outputs` are paths below the target root, `digests` the SHA-256 of each as
    it was written.
    """

    relative: str
    digest: str
    status: Status
    outcome: Mapping[str, Any]
    details: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)  # workbook, word, html
    digests: Mapping[str, str] = field(default_factory=dict)
    reused: bool = False  # taken from an earlier run
    seconds: float = 0.0  # never stored: the same input gives the same bytes
    called: str = ""  # its path where no name may be told; "": as it is

    @property
    def shown(self) -> str:
        """Its path, as outputs tell it."""
        return self.called or self.relative


_NOTHING: Mapping[str, Any] = {}


def slim(record: Record) -> Record:
    """The record without its figures: what is held in memory of each workbook until the end."""
    outcome = _NOTHING
    if record.status != "done":
        outcome = {"findings": record.outcome["findings"]}
    return replace(record, outcome=outcome, details=_NOTHING, outputs=_NOTHING, digests=_NOTHING)


def codes(record: Record) -> tuple[str, ...]:
    """The codes of its findings, each once."""
    return tuple(dict.fromkeys(each["code"] for each in record.outcome.get("findings", ())))
