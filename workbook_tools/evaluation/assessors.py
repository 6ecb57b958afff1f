"""评估评分: the composite of each period, on the station scale, and the finance gate beside it.

Source: 穗府办规〔2018〕13号 (第三方 70 %, 镇街 20 %, 区民政局 10 %; 中期只做专业评估，末期加财务评估).
"""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.catalogue import finding
from workbook_tools.decimals import half_up
from workbook_tools.evaluation.figures import ONE, ZERO, percent
from workbook_tools.evaluation.scheme import TOTAL_POINTS, Scheme, plain
from workbook_tools.model import Assessment, AssessmentResult, Finding, Information, Submission

ROUNDING = Decimal("0.0005")  # weights typed with few decimals
MIDTERM, FINAL = "中期", "末期"
_PERIODS = {MIDTERM: ("中期", "期中", "年中"), FINAL: ("末期", "期末", "终期", "年末", "年度")}
_FINANCE = "财务"
_FAILED = ("不合格", "未通过", "不通过", "不达标", "未达标", "不符合")
_PASSED = ("合格", "通过", "达标", "符合", "优秀", "良好")


def evaluate_assessments(
    submission: Submission, scheme: Scheme
) -> tuple[tuple[AssessmentResult, ...], tuple[Finding, ...]]:
    """One result for each period that has rows or a stated grade, mid-term first."""
    findings: list[Finding] = []
    periods: dict[str, list[Assessment]] = {}
    for row in submission.assessments:
        periods.setdefault(period_of(row.period), []).append(row)
    for period in (MIDTERM, FINAL):
        if _stated(submission.information, period):
            periods.setdefault(period, [])
    order = [period for period in (MIDTERM, FINAL) if period in periods]
    order += [period for period in periods if period not in order]
    results = tuple(
        _result(period, periods[period], _stated(submission.information, period), scheme, findings) for period in order
    )
    return results, tuple(findings)


def period_of(text: str) -> str:
    """中期 or 末期 for what staff call them; other texts as they are."""
    wanted = plain(text)
    return next((name for name, words in _PERIODS.items() if any(word in wanted for word in words)), wanted)


def gate(conclusion: str) -> str:
    """合格, 不合格, or "" for a conclusion that says neither."""
    text = plain(conclusion)
    if any(word in text for word in _FAILED):
        return "不合格"
    return "合格" if any(word in text for word in _PASSED) else ""


def _result(
    period: str, rows: list[Assessment], stated: str, scheme: Scheme, findings: list[Finding]
) -> AssessmentResult:
    finance = [row for row in rows if _is_finance(row)]
    assessors = [row for row in rows if not _is_finance(row)]
    weights = _weights(assessors, scheme, findings)
    weighted = {row.row: _weighted(row, weight) for row, weight in zip(assessors, weights, strict=True)}
    composite = _composite(period, assessors, weights, weighted, findings)
    conclusions = [verdict for row in finance if (verdict := gate(row.conclusion))]
    return AssessmentResult(
        period=period,
        weighted=tuple((row.row, weighted.get(row.row)) for row in rows),
        score=composite,
        grade="" if composite is None else scheme.station_grade(composite),
        stated_grade=stated,
        finance="不合格" if "不合格" in conclusions else conclusions[0] if conclusions else "",
        finance_row=finance[0].row if finance else None,
    )


def _composite(
    period: str,
    rows: list[Assessment],
    weights: list[Decimal | None],
    weighted: dict[int, Decimal | None],
    findings: list[Finding],
) -> Decimal | None:
    """The sum of the printed parts; None while a weight or a score is missing or the weights are not 100 %."""
    if not rows or all(row.score is None for row in rows):
        return None
    known = [weight for weight in weights if weight is not None]
    total = sum(known, ZERO)
    first = rows[0]
    if len(known) < len(rows) or abs(total - ONE) > ROUNDING:
        missing = "、".join(row.assessor for row, weight in zip(rows, weights, strict=True) if weight is None)
        findings.append(
            finding(
                "A001",
                first.table.sheet,
                first.at("weight"),
                period=period,
                total=percent(total),
                missing=f"，没有权重的有：{missing}" if missing else "",
            )
        )
        return None
    for row in rows:
        if row.score is None:
            findings.append(finding("A002", row.table.sheet, row.at("score"), period=period, assessor=row.assessor))
        elif not ZERO <= row.score <= TOTAL_POINTS:
            findings.append(
                finding("A003", row.table.sheet, row.at("score"), assessor=row.assessor, score=f"{row.score:f}")
            )
    if any(row.score is None or not ZERO <= row.score <= TOTAL_POINTS for row in rows):
        return None
    return sum((part for part in weighted.values() if part is not None), ZERO)


def _weights(rows: list[Assessment], scheme: Scheme, findings: list[Finding]) -> list[Decimal | None]:
    """As written, 70 for 70 % included; where no row has one, the scheme's, with a note."""
    given = [row.weight for row in rows]
    known = [weight for weight in given if weight is not None]
    if known:
        whole = abs(sum(known, ZERO) - TOTAL_POINTS) <= ROUNDING * 100
        return [weight / 100 if weight is not None and whole else weight for weight in given]
    own = [scheme.assessor(row.assessor) for row in rows]
    names = [each.name for each in own if each is not None]
    if not rows or len(names) != len(rows) or len(set(names)) != len(names):
        return list(given)
    if any(row.score is not None for row in rows):
        shares = "、".join(
            f"{row.assessor} {percent(each.weight)}" for row, each in zip(rows, own, strict=True) if each
        )
        findings.append(finding("A004", rows[0].table.sheet, rows[0].at("weight"), shares=shares, scheme=scheme.title))
    return [each.weight if each else None for each in own]


def _weighted(row: Assessment, weight: Decimal | None) -> Decimal | None:
    """None also for a score or a weight that cannot be: what is printed beside it would be no part of a score."""
    if row.score is None or weight is None or not (ZERO <= row.score <= TOTAL_POINTS and ZERO <= weight <= ONE):
        return None
    return half_up(row.score * weight)


def _is_finance(row: Assessment) -> bool:
    return _FINANCE in plain(row.assessor) and row.weight is None


def _stated(about: Information, period: str) -> str:
    return {MIDTERM: about.midterm_grade, FINAL: about.final_grade}.get(period, "").strip()
