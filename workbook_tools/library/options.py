"""How workbooks are processed: one frozen record, each field of which is also a keyword of the public functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import TypedDict, Unpack

from workbook_tools.basis.lazy_pattern import lazy_pattern

DEFAULT_SECONDS = 120.0
_DAY = lazy_pattern(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")


@dataclass(frozen=True, slots=True)
class Options:
    """How a workbook, or a folder of them, is processed. A function leaves alone what does not concern it.

    report: make the Word report and the HTML summary. as_of: the day on which deadlines are judged, a date or a text
    like "2023-07-31"; None for 填表日期 of each workbook. previous: workbooks of earlier years to compare with, or
    folders of them. time: what 审计信息 says of when it was computed; the program looks at no clock.
    Of a batch: jobs: processes, None for one a processor. scheduler: the address of a Dask cluster to use instead.
    seconds: how long one workbook may take. anonymise: numbers in the place of the names of staff. letters: a letter
    for each station. deadline: the day that letters name for handing in again; blank in the letter without one.
    expected: a workbook that lists who is to report (站点 街道 联系人 截止日期).
    book: the district's book, an SQLite file that the facts of the run are added to.

    Raises `ValueError` for a text that is no day, and for jobs or seconds below what can be.
    """

    report: bool = True
    as_of: date | str | None = None
    previous: str | Path | Sequence[str | Path] = ()
    time: datetime | str = ""
    jobs: int | None = None
    scheduler: str | None = None
    seconds: float = DEFAULT_SECONDS
    anonymise: bool = False
    letters: bool = False
    deadline: date | str | None = None
    expected: str | Path | None = None
    book: str | Path | None = None

    def __post_init__(self) -> None:
        # However they were given, equal options are equal records: days, paths and times are held in one form.
        object.__setattr__(self, "as_of", self.day)
        object.__setattr__(self, "deadline", self.last_day)
        object.__setattr__(self, "previous", self.paths)
        object.__setattr__(self, "time", self.moment)
        if self.jobs is not None and self.jobs < 1:
            raise ValueError(f"jobs 要是不小于 1 的整数，而不是 {self.jobs}")
        if self.seconds <= 0:
            raise ValueError(f"seconds 要大于 0，而不是 {self.seconds}")

    @property
    def day(self) -> date | None:
        """`as_of` as a date."""
        return as_day(self.as_of)

    @property
    def last_day(self) -> date | None:
        """`deadline` as a date."""
        return as_day(self.deadline)

    @property
    def paths(self) -> tuple[str | Path, ...]:
        """`previous` as a tuple."""
        return (self.previous,) if isinstance(self.previous, str | Path) else tuple(self.previous)

    @property
    def moment(self) -> str:
        """`time` as it is told."""
        return as_time(self.time)


class Settings(TypedDict, total=False):
    """The fields of `Options`, as keywords of a function."""

    report: bool
    as_of: date | str | None
    previous: str | Path | Sequence[str | Path]
    time: datetime | str
    jobs: int | None
    scheduler: str | None
    seconds: float
    anonymise: bool
    letters: bool
    deadline: date | str | None
    expected: str | Path | None
    book: str | Path | None


def chosen(options: Options | None, **settings: Unpack[Settings]) -> Options:
    """The options with the keywords that were given instead. Raises `TypeError` for a keyword that there is not."""
    known = [each.name for each in fields(Options)]
    for name in settings:
        if name not in known:
            raise TypeError(f"没有 {name!r} 这一项；可以写的是 {'、'.join(known)}")
    return replace(options or Options(), **settings)


def as_day(given: date | str | None) -> date | None:
    """A day from a date, or from a text: 2023-07-31, 2023/7/31, 2023年7月31日. Raises `ValueError`, `TypeError`."""
    if given is None:
        return None
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    if not isinstance(given, str):
        raise TypeError(f"日期要是 date 或文字，而不是 {type(given).__name__}")
    match = _DAY.fullmatch(given.strip())
    try:
        return date(*map(int, match.groups())) if match else date.fromisoformat(given.strip())
    except ValueError:
        raise ValueError(f"日期要写成 2023-07-31 的样子，而不是“{given}”") from None


def as_time(given: datetime | str) -> str:
    """The time as 审计信息 tells it: to the minute, or to the second where seconds were given; a text as it is."""
    if not isinstance(given, datetime):
        return given
    return given.isoformat(sep=" ", timespec="seconds" if given.second else "minutes")
