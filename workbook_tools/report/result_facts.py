"""Facts about the whole: points, score, grades, and the levels they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from workbook_tools.model import Evaluation, LevelScore
from workbook_tools.report import formats

_GRADE_TONES = {"优": "over", "良": "met", "中": "open", "差": "unmet"}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LevelFact:
    name: str
    points: str
    judged: str
    score: str
    rate: str  # of the judged points
    possible: str  # "50.00", or "12.75～27.75" while open
    open: str  # points not judged yet, "" for none
    figures: tuple[Decimal, Decimal, Decimal]  # earned, lost, open: for the chart


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ResultFacts:
    """Points and scores. `score` and `grade` are "" while points are open."""

    scheme: str
    as_of: str
    total_points: str
    indicator_points: str
    execution_points: str
    judged_points: str
    open_points: str
    score: str
    judged_score: str
    score_low: str
    score_high: str
    possible: str
    grade: str
    grade_low: str
    grade_high: str
    grade_tone: str
    station_score: str
    station_grade: str
    station_grade_stated: str
    levels: tuple[LevelFact, ...]
    level_summary: str
    level_points: str  # 产出指标50分、效益指标30分
    grade_cuts: str  # 90分及以上为优、80分及以上不足90分为良
    grade_names: str  # 优、良、中、差
    station_cuts: str  # "" where they are not known
    station_names: str
    scheme_source: str
    unverified: str  # what of the scheme nobody has checked; "" where that is nothing
    total_rate: str
    scale: tuple[Decimal, Decimal, Decimal]  # lowest score, highest score, total points: for the dial


def result_facts(evaluation: Evaluation) -> ResultFacts:
    execution = sum((level.points for level in evaluation.levels if level.is_execution), Decimal())
    judged, levels = evaluation.judged_points, tuple(map(_level, evaluation.levels))
    return ResultFacts(
        scheme=evaluation.scheme_title or evaluation.scheme_name,
        as_of=formats.day(evaluation.as_of),
        total_points=formats.points(evaluation.total_points),
        indicator_points=formats.points(sum((x.points for x in evaluation.levels if not x.is_execution), Decimal())),
        execution_points=formats.points(execution) if execution else "",
        judged_points=formats.points(judged),
        open_points=formats.points(evaluation.total_points - judged) if evaluation.total_points > judged else "",
        score="" if evaluation.score is None else formats.score(evaluation.score),
        judged_score=formats.score(evaluation.judged_score),
        score_low=formats.score(evaluation.score_low),
        score_high=formats.score(evaluation.score_high),
        possible=formats.score_range(evaluation.score_low, evaluation.score_high),
        grade=evaluation.grade,
        grade_low=evaluation.grade_low,
        grade_high=evaluation.grade_high,
        grade_tone=_GRADE_TONES.get(evaluation.grade, "open"),
        station_score="" if evaluation.station_score is None else formats.score(evaluation.station_score),
        station_grade=evaluation.station_grade,
        station_grade_stated=evaluation.station_grade_stated.strip(),
        levels=levels,
        level_summary=formats.joined(f"{level.name}{level.score}／{level.points}" for level in levels),
        level_points=formats.joined(f"{level.name}{level.points}分" for level in levels),
        grade_cuts=formats.joined(_grade_cuts(evaluation.grade_cuts)),
        grade_names=formats.joined(name for name, _ in evaluation.grade_cuts),
        station_cuts=formats.joined(_grade_cuts(evaluation.station_cuts)),
        station_names=formats.joined(name for name, _ in evaluation.station_cuts),
        scheme_source=evaluation.scheme_source,
        unverified=formats.joined(evaluation.scheme_unverified),
        total_rate=formats.percent(evaluation.judged_score / judged if judged else None),
        scale=(evaluation.score_low, evaluation.score_high, evaluation.total_points),
    )


def _grade_cuts(cuts: tuple[tuple[str, Decimal], ...]) -> Iterator[str]:
    """Each grade with its range, best first; the lower bound belongs to the grade."""
    above = ""
    for name, lowest in sorted(cuts, key=lambda cut: -cut[1]):
        bound = formats.points(lowest)
        if not above:
            yield f"{bound}分及以上为{name}"
        elif lowest > 0:
            yield f"{bound}分及以上不足{above}分为{name}"
        else:
            yield f"不足{above}分为{name}"
        above = bound


def _level(level: LevelScore) -> LevelFact:
    unjudged = max(level.points - level.judged_points, Decimal())
    return LevelFact(
        name=level.name,
        points=formats.points(level.points),
        judged=formats.points(level.judged_points),
        score=formats.score(level.score) if level.judged_points else formats.UNKNOWN,
        rate=formats.percent(level.score / level.judged_points if level.judged_points else None),
        possible=formats.score_range(level.score_low, level.score_high),
        open=formats.points(unjudged) if unjudged else "",
        figures=(level.score, max(level.judged_points - level.score, Decimal()), unjudged),
    )
