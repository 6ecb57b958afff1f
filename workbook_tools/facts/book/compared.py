"""What a later year is compared with, as a short text in the book: records without what nobody compares.

A record is written as its class and the fields that differ from their defaults. Only classes of the model are read
back, so a book from elsewhere can hold nothing but figures and texts.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from workbook_tools.basis.operators import Operator
from workbook_tools.basis.states import State, TrancheState
from workbook_tools.evaluation.earlier import Earlier
from workbook_tools.model import (
    AssessmentResult,
    Evaluation,
    FundsResult,
    Indicator,
    Information,
    Quantity,
    QuantityItem,
    ScoredRow,
    Submission,
    Table,
    TrancheResult,
)
from workbook_tools.model.basics import Cell, Moment
from workbook_tools.model.evaluation import Limits
from workbook_tools.model.lists import RosterResults, Rosters
from workbook_tools.model.submission import Tranche

_CLASSES: dict[str, type[Any]] = {
    each.__name__: each
    for each in (
        AssessmentResult, Cell, Evaluation, FundsResult, Indicator, Information, Limits, Moment, Quantity, QuantityItem,
        RosterResults, Rosters, ScoredRow, Submission, Table, Tranche, TrancheResult,
    )
}  # fmt: skip
_WORDS: dict[str, type[StrEnum]] = {each.__name__: each for each in (Operator, State, TrancheState)}
_MOST = 1 << 24  # characters of one text
_AS_THEY_ARE = frozenset((str, int, float, bool, type(None)))


class NotCompared(ValueError):
    """The text is none of ours."""


class _Tables(NamedTuple):
    """Each table once: every row of a sheet carries its own, and mostly the very same record."""

    texts: list[Any]
    numbers: dict[int, int]  # by identity of the record


def compared_texts(submission: Submission, evaluation: Evaluation) -> list[Any]:
    """The submission has only what it says of itself, the evaluation its totals and its rows."""
    about = Submission(information=_unnamed(submission.information), form=submission.form)
    rows = tuple(
        row._replace(why="", gain_needed="", missing="", proof=None, indicator=_bare(row.indicator))
        for row in evaluation.rows
    )
    funds = evaluation.funds._replace(why="", lines=(), shares=())
    assessments = tuple(each._replace(assessors=(), weighted=(), joined_by="") for each in evaluation.assessments)
    tranches = tuple(each._replace(reason="", condition="") for each in evaluation.tranches)
    whole = evaluation._replace(
        rows=rows, funds=funds, levels=(), assessments=assessments, tranches=tranches, ledger=None,
        missing=(), findings=(), pace=None, payments=None, lift=None, years=(), rosters=RosterResults(),
        scheme_unverified=(),
    )  # fmt: skip
    tables = _Tables([], {})
    return [_written(about, tables), _written(whole, tables), tables.texts]


def pack_compared(texts: list[Any]) -> bytes:
    """What `compared_texts` has given as one short text."""
    return zlib.compress(json.dumps(texts, separators=(",", ":")).encode(), 6)


def unpack_compared(data: bytes, file: str) -> Earlier:
    """Raises `NotCompared`."""
    try:
        text = zlib.decompressobj().decompress(data, _MOST)
        about, whole, texts = json.loads(text)
        tables = [_read(each, []) for each in texts]
        submission, evaluation = _read(about, tables), _read(whole, tables)
    except (zlib.error, ValueError, TypeError, KeyError, IndexError, ArithmeticError, RecursionError) as problem:
        raise NotCompared(str(problem)) from problem
    if not isinstance(submission, Submission) or not isinstance(evaluation, Evaluation):
        raise NotCompared("no evaluation")
    return Earlier(file, submission, evaluation)


def _unnamed(about: Information) -> Information:
    """Who filled the workbook in is nobody's business in the book."""
    return about._replace(prepared_by="", evaluation_team="", evaluation_method="")


def _bare(indicator: Indicator) -> Indicator:
    return replace(
        indicator, reason="", evidence="", scoring_rule="", target_cell=Cell(), actual_cell=Cell(), points_cell=Cell(),
        stated_score_cell=Cell(), target=Quantity("blank"), actual=Quantity("blank"),
    )  # fmt: skip


def _written(value: Any, tables: _Tables) -> Any:
    kind = type(value)
    if kind in _AS_THEY_ARE:  # nearly all are of these
        return value
    if kind is Decimal:
        return {"d": str(value)}
    if kind is tuple:
        return [_written(each, tables) for each in value]
    if isinstance(value, Table):
        number = tables.numbers.get(id(value))
        if number is None:
            text = _record(value, tables)
            if text not in tables.texts:
                tables.texts.append(text)
            number = tables.numbers[id(value)] = tables.texts.index(text)
        return {"#": number}
    if kind.__name__ in _CLASSES:
        return _record(value, tables)
    if isinstance(value, StrEnum):
        return {"!": [type(value).__name__, value.value]}
    if isinstance(value, Decimal):
        return {"d": str(value)}
    if isinstance(value, date):
        return {"t": value.isoformat()}
    if isinstance(value, Mapping):
        return {"m": {str(key): _written(each, tables) for key, each in value.items()}}
    if isinstance(value, list | tuple | frozenset):
        return [_written(each, tables) for each in value]
    return value


def _record(value: Any, tables: _Tables) -> dict[str, Any]:
    name = type(value).__name__
    told = {
        field: _written(each, tables)
        for field, default in _defaults(name).items()
        if (each := getattr(value, field)) is not default and (default is MISSING or each != default)
    }
    return {"~": [name, told]}


@lru_cache(maxsize=32)
def _defaults(name: str) -> Mapping[str, Any]:
    """Field → default, MISSING where there is none."""
    kind: Any = _CLASSES[name]
    if hasattr(kind, "_field_defaults"):
        return {field: kind._field_defaults.get(field, MISSING) for field in kind._fields}
    return {each.name: each.default for each in fields(kind)}


def _read(text: Any, tables: list[Any]) -> Any:
    if isinstance(text, list):
        return tuple(_read(each, tables) for each in text)
    if not isinstance(text, dict):
        return text
    ((mark, inside),) = text.items()
    if mark == "#":
        return tables[inside]
    if mark == "~":
        name, told = inside
        known = _defaults(name)
        return _CLASSES[name](**{field: _read(each, tables) for field, each in told.items() if field in known})
    if mark == "!":
        return _WORDS[inside[0]](inside[1])
    if mark == "d":
        return Decimal(inside)
    if mark == "t":
        return date.fromisoformat(inside)
    return {key: _read(each, tables) for key, each in inside.items()}
