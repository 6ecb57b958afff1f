"""Facts about what lifts the grade: each path as it is told, and the rows that alone would settle an open grade."""

from __future__ import annotations

from dataclasses import dataclass

from workbook_tools.model import Lift, LiftPath, Settling
from workbook_tools.report import formats


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StepFact:
    name: str
    words: str
    gain: str
    effort: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PathFact:
    grade: str
    at_least: str
    reading: str  # lowest and highest where points are open
    state: str
    total: str
    missing: str
    best: str
    reached: str
    steps: tuple[StepFact, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SettlingFact:
    name: str
    grade: str
    at_least: str
    below: str  # "" for no upper end


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LiftFacts:
    is_best: bool
    is_open: bool  # points that are not judged keep the paths apart
    paths: tuple[PathFact, ...]
    settling: tuple[SettlingFact, ...]


def lift_facts(lift: Lift | None) -> LiftFacts:
    if lift is None:
        return LiftFacts(is_best=False, is_open=False, paths=(), settling=())
    return LiftFacts(
        is_best=lift.is_best,
        is_open=any(path.reading for path in lift.paths),
        paths=tuple(map(_path, lift.paths)),
        settling=tuple(map(_settling, lift.settling)),
    )


def _path(path: LiftPath) -> PathFact:
    return PathFact(
        grade=path.grade,
        at_least=formats.points(path.at_least),
        reading=path.reading,
        state=path.state,
        total=formats.score(path.total),
        missing=formats.score(path.at_least - path.total),
        best=formats.score(path.best),
        reached=formats.score(path.reached),
        steps=tuple(
            StepFact(formats.short(step.name), step.words, formats.score(step.gain), formats.percent(step.effort))
            for step in path.steps
        ),
    )


def _settling(one: Settling) -> SettlingFact:
    below = formats.score(one.below) if one.below is not None else ""
    return SettlingFact(formats.short(one.name), one.grade, formats.score(one.at_least), below)
