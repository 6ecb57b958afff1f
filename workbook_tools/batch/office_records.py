"""What an office tells a batch: who is to report and by when, what it decided, which of several workbooks counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from workbook_tools.model import Finding
from workbook_tools.model.ruling import Ruling


class Choice(NamedTuple):
    """How an office chooses among workbooks of one station and year that differ.

    `files` are those that it named; with `newest` the one with the latest 填表日期 is taken where none was named.
    """

    files: frozenset[str] = frozenset()
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """One line of 应报名单. `year` is "" where the list has none, `resubmit` None where only one day is given."""

    station: str
    street: str = ""
    contact: str = ""
    deadline: date | None = None
    year: str = ""
    resubmit: date | None = None  # until when a letter asks for the workbook again
    where: str = ""  # [应报名单.xlsx]应报名单!A2


@dataclass(frozen=True, slots=True)
class Office:
    """All that an office says of one batch."""

    choice: Choice = Choice()  # noqa: RUF009 - frozen
    expected: tuple[Expected, ...] | None = None  # None: nobody gave a list
    rulings: tuple[Ruling, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()  # a station's earlier name, in one spelling, and its name now
    findings: tuple[Finding, ...] = ()
