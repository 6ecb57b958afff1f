"""评估评分: the composite of each period, on the station scale, and the finance gate beside it.

Source: 穗府办规〔2018〕13号 (第三方 70 %, 镇街 20 %, 区民政局 10 %; 中期只做专业评估，末期加财务评估).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from workbook_tools.basis.decimals import half_up
from workbook_tools.basis.figures import as_count, as_rate, as_score
from workbook_tools.catalogue import finding
from workbook_tools.evaluation.figures import ZERO
from workbook_tools.evaluation.panels import SCORERS_WORDS, Panel, Panels, panels_of, scored, twice_over
from workbook_tools.evaluation.periods import FINAL, MIDTERM, is_between, kind_of, order, period_of
from workbook_tools.evaluation.scheme import TOTAL_POINTS, Scheme, bare_text
from workbook_tools.evaluation.score_scale import Scale, out_of_100, scaled
from workbook_tools.evaluation.station_verdicts import gate, station_verdict
from workbook_tools.model import Assessment, AssessmentResult, AssessorScore, Finding, Information, Submission

COMBINED_PERIOD = "综合"  # the period that several periods make by the scheme
_FINANCE = "财务"
_WHOLE = ("综合", "合计", "总计", "总评", "总分", "最终", "汇总")  # a row for the period as a whole, not an assessor


def evaluate_assessments(
    submission: Submission, scheme: Scheme
) -> tuple[tuple[AssessmentResult, ...], tuple[Finding, ...]]:
    """One result for each period that has rows or a stated grade, in the order in which they were held."""
    findings: list[Finding] = []
    periods = _periods(submission.assessments)
    for kind in (MIDTERM, FINAL):
        if _stated(submission.information, kind) and not any(kind_of(period) == kind for period in periods):
            periods[kind] = []
    names = sorted(periods, key=order)
    results = tuple(_result(name, periods[name], submission.information, names, scheme, findings) for name in names)
    torn = torn_weights(submission)
    findings = [each for each in findings if each.code != "A001" or each.cell not in torn]
    return _combined(results, submission, scheme, findings), tuple(findings)


def torn_weights(submission: Submission) -> set[str]:
    """The cells of weights of two periods that make 100 % together, one of them of no kind: 中起 beside 中期, a slip.

    That it cannot be told which period it is (A051) says it all.
    """
    periods = _periods(submission.assessments)
    sums = {name: sum((row.weight for row in rows if row.weight is not None), ZERO) for name, rows in periods.items()}
    strange = [name for name in periods if not kind_of(name) and not is_between(name)]
    pairs = [(name, other) for name in strange for other in periods if other not in strange]
    halves = {each for pair in pairs if sums[pair[0]] and sum(map(sums.__getitem__, pair)) == 1 for each in pair}
    return {row.at("weight") for name in halves for row in periods[name]}


def is_finance(row: Assessment) -> bool:
    """The finance gate: it has a conclusion and no weight."""
    return (_FINANCE in bare_text(row.assessor) or _FINANCE in bare_text(row.period)) and row.weight is None


def is_whole(row: Assessment) -> bool:
    """综合得分: what the workbook itself says of the period; compared with the computed, never counted."""
    name = bare_text(row.assessor)
    return not is_finance(row) and any(name.startswith(word) for word in _WHOLE)


def _periods(rows: Iterable[Assessment]) -> dict[str, list[Assessment]]:
    """Period → its rows. A finance row that says only 末期 belongs to the one final there is, 2022年度末期."""
    periods: dict[str, list[Assessment]] = {}
    for row in rows:
        periods.setdefault(period_of(row.period), []).append(row)
    for kind in (MIDTERM, FINAL):
        others = [name for name in periods if kind_of(name) == kind and name != kind]
        if kind in periods and len(others) == 1 and all(is_finance(row) for row in periods[kind]):
            periods[others[0]] += periods.pop(kind)
    return periods


def _result(
    period: str,
    rows: Sequence[Assessment],
    about: Information,
    names: Sequence[str],
    scheme: Scheme,
    findings: list[Finding],
) -> AssessmentResult:
    finance = [row for row in rows if is_finance(row)]
    assessors = [row for row in rows if not is_finance(row) and not is_whole(row)]
    panels = panels_of([replace(row, score=out_of_100(row)) for row in assessors], scheme)
    scale = Scale(tuple(scored(panel, scheme) for panel in panels.panels))
    if panels.whole:
        scale = scaled(period, panels.panels, scale.scores)
    findings += scale.findings
    scores = scale.scores
    composite = None if scale.open else _composite(period, panels, scores, scheme, findings)
    weighted = {score.rows[0]: score.weighted for score in scores}
    conclusions = [verdict for row in finance if (verdict := gate(row.conclusion))]
    kind = kind_of(period)
    last = period == next((name for name in reversed(names) if kind_of(name) == kind), "")
    stated_day = {MIDTERM: about.midterm_date, FINAL: about.final_date}.get(kind) if last else None
    return AssessmentResult(
        period=period,
        weighted=tuple((row.row, weighted.get(row.row)) for row in rows),
        score=composite,
        grade="" if composite is None else scheme.station_grade(composite),
        stated_grade=(_stated(about, kind) if last else "") or _concluded(rows, scheme),
        finance="不合格" if "不合格" in conclusions else conclusions[0] if conclusions else "",
        finance_row=finance[0].row if finance else None,
        kind=kind,
        assessors=scores,
        assessed_on=_last_day([stated_day, *(row.assessed_on for row in rows if not is_finance(row))]),
        finance_on=_last_day(row.assessed_on for row in finance),
        joined_by=SCORERS_WORDS[scheme.scorers] if any(len(score.rows) > 1 for score in scores) else "",
    )


def _combined(
    results: tuple[AssessmentResult, ...], submission: Submission, scheme: Scheme, findings: list[Finding]
) -> tuple[AssessmentResult, ...]:
    """The results, and behind them the one that the scheme makes of several periods (抽查 40 %, 终期 60 %).

    It stands where the final stood: what the station states of the final, and its finance gate, are of it.
    """
    if not scheme.combined or not any(result.score is not None for result in results):
        return results
    parts: list[AssessorScore] = []
    missing: list[str] = []
    told: list[str] = []
    score = ZERO
    for share in scheme.combined:
        found = _scores_of_period(share.period, results)
        if len(found) != 1:
            missing.append(share.period)
            continue
        weighted = half_up(found[0] * share.weight)
        score += weighted
        parts.append(AssessorScore(share.period, (), share.weight, found[0], weighted))
        told.append(f"{share.period}{as_score(found[0])}×{as_rate(share.weight)}")
    first = next(row for row in submission.assessments)
    place = (first.table.sheet, first.at("score"))
    named = "、".join(f"{each.period}{as_rate(each.weight)}" for each in scheme.combined)
    if missing:
        findings.append(finding("A059", *place, shares=named, missing="、".join(missing)))
        return results
    findings.append(finding("A058", *place, sum="＋".join(told), score=as_score(score)))
    last = next((each for each in reversed(results) if each.kind == FINAL), results[-1])
    whole = last._replace(
        period=COMBINED_PERIOD, weighted=(), score=score, grade=scheme.station_grade(score), kind=FINAL,
        assessors=tuple(parts), joined_by="",
    )  # fmt: skip
    return (*(each._replace(stated_grade="") if each is last else each for each in results), whole)


def _scores_of_period(period: str, results: Sequence[AssessmentResult]) -> list[Decimal]:
    """The scores of the results that a scheme's word for a period means; of a kind that of the last."""
    kind, wanted = kind_of(period), bare_text(period)
    if kind:
        return [each.score for each in results if each.score is not None and each.kind == kind][-1:]
    return [each.score for each in results if each.score is not None and wanted in bare_text(each.period)]


def _composite(
    period: str,
    panels: Panels,
    scores: tuple[AssessorScore, ...],
    scheme: Scheme,
    findings: list[Finding],
) -> Decimal | None:
    """The sum of the printed parts; None while a weight or a score is missing or the weights are not 100 %."""
    rows = [row for panel in panels.panels for row in panel.rows]
    if not rows or all(row.score is None for row in rows):
        return None
    if panels.from_scheme:
        findings.append(_weights_from_scheme(panels, scheme))
    if all(panel.weight is None and not panel.conflicting for panel in panels.panels):
        findings.append(_no_weights(period, rows))
        return None
    if not panels.whole:
        findings.append(_weights_that_fail(period, panels))
        return None
    if all(row.weight is None for row in rows) and not panels.from_scheme:
        first = rows[0]
        where = first.table.sheet, first.at("weight")
        findings.append(finding("A061", *where, period=period, assessor=panels.panels[0].name))
    findings += _scores_that_fail(period, rows)
    if any(score.weighted is None for score in scores):
        return None
    findings += _joined(period, panels.panels, scores, scheme)
    return sum((score.weighted for score in scores if score.weighted is not None), ZERO)


def _weights_from_scheme(panels: Panels, scheme: Scheme) -> Finding:
    first = panels.panels[0].rows[0]
    shares = "、".join(f"{each.name} {as_rate(each.weight)}" for each in panels.panels if each.weight is not None)
    return finding("A004", first.table.sheet, first.at("weight"), shares=shares, scheme=scheme.title)


def _no_weights(period: str, rows: Sequence[Assessment]) -> Finding:
    """Only a place, or the sheet, could give them. Scores that add up to 100 at most may be parts of it."""
    scores = [row.score for row in rows if row.score is not None]
    total = sum(scores, ZERO)
    parts = len(scores) == len(rows) > 1 and total <= TOTAL_POINTS
    hint = f"各主体的评分相加是{as_score(total)}分，如果已经按权重折算，请在备注里写“已折算”。" if parts else ""
    first = rows[0]
    return finding("A057", first.table.sheet, first.at("weight"), period=period, hint=hint)


def _weights_that_fail(period: str, panels: Panels) -> Finding:
    split = next((panel for panel in panels.panels if panel.conflicting), None)
    if split is not None:
        first = split.rows[0]
        weights = "、".join(as_rate(row.weight) for row in split.rows if row.weight is not None)
        return finding(
            "A007", first.table.sheet, first.at("weight"), period=period, assessor=split.name, weights=weights
        )
    first = panels.panels[0].rows[0]
    percent = _typed_as_percent(panels)
    if percent is not None:
        first = percent.rows[0]
    hint = (
        f"，“{percent.name}”写的{as_count(percent.weight or ZERO)}像是{as_count(percent.weight or ZERO)}%"
        if percent
        else ""
    )
    missing = "、".join(panel.name for panel in panels.panels if panel.weight is None)
    return finding(
        "A001",
        first.table.sheet,
        first.at("weight"),
        period=period,
        total=as_rate(panels.total),
        missing=f"，没有权重的有：{missing}" if missing else "",
        hint=hint,
    )


def _typed_as_percent(panels: Panels) -> Panel | None:
    """The assessor whose weight was typed 70 beside others of 0.2 and 0.1."""
    typed = [panel for panel in panels.panels if panel.weight is not None and panel.weight > 1]
    rest = sum((panel.weight for panel in panels.panels if panel.weight is not None and panel.weight <= 1), ZERO)
    whole = rest + sum((panel.weight / 100 for panel in typed if panel.weight is not None), ZERO)
    return typed[0] if typed and whole == 1 else None


def _scores_that_fail(period: str, rows: Iterable[Assessment]) -> Iterable[Finding]:
    for row in rows:
        if row.score is None:
            yield finding("A002", row.table.sheet, row.at("score"), period=period, assessor=row.assessor)
        elif not ZERO <= row.score <= TOTAL_POINTS:
            yield finding("A003", row.table.sheet, row.at("score"), assessor=row.assessor, score=f"{row.score:f}")


def _joined(period: str, panels: Sequence[Panel], scores: Sequence[AssessorScore], scheme: Scheme) -> Iterable[Finding]:
    """What was put together of several rows: all of a period that stands there twice, or the scorers of an assessor."""
    rule = SCORERS_WORDS[scheme.scorers]
    rounds = twice_over(panels)
    if rounds:
        second = rounds[1][0]
        places = "、".join(f"第{min(r.row for r in one)}—{max(r.row for r in one)}行" for one in rounds)
        yield finding(
            "A008", second.table.sheet, second.at("period"), period=period, count=len(rounds), places=places, rule=rule
        )
        return
    for panel, score in zip(panels, scores, strict=True):
        if len(panel.rows) > 1 and score.score is not None:
            second = panel.rows[1]
            yield finding(
                "A024",
                second.table.sheet,
                second.at("assessor"),
                period=period,
                assessor=panel.name,
                count=len(panel.rows),
                scores="、".join(as_count(row.score) for row in panel.rows if row.score is not None),
                rule=rule,
                score=as_score(score.score),
                weight=as_rate(panel.weight or ZERO),
            )


def _concluded(rows: Iterable[Assessment], scheme: Scheme) -> str:
    """A grade of the period as a whole in 结论: of a 综合 row, or 可整改 by whichever assessor."""
    for row in rows:
        if is_whole(row) and row.conclusion.strip():
            return row.conclusion.strip()
    told = [row.conclusion.strip() for row in rows if row.conclusion.strip() and not is_finance(row)]
    found = [text for text in told if station_verdict(text, scheme) in ("rectify", "rectified")]
    return found[-1] if found else ""


def _last_day(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _stated(about: Information, kind: str) -> str:
    return {MIDTERM: about.midterm_grade, FINAL: about.final_grade}.get(kind, "").strip()
