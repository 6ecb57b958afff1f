"""自评得分 and 得分 row by row: against what the target and the actual make of them, and against the reason given."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.figures import as_count, as_score, as_short_rate
from workbook_tools.catalogue import finding, quote
from workbook_tools.checks.facts import Facts, reason_given, total
from workbook_tools.checks.wording import Phrase
from workbook_tools.model import Finding, Indicator, ScoredRow

CENT = Decimal("0.01")
ZERO, ONE = Decimal(0), Decimal(1)


def stated_scores_follow_the_rules(facts: Facts) -> Iterator[Finding]:
    """Met earns the full points, not met does not, a rating earns a share within its band."""
    for claim in _claims(facts):
        if claim.points is None or claim.points <= 0 or not 0 <= claim.stated <= claim.points:
            continue
        if claim.score is None:
            yield from _outside_band(facts, claim)
        elif claim.score >= claim.points:
            yield from _met_but_not_full(claim)
        else:
            yield from _not_met(claim)


def missing_points_have_a_reason(facts: Facts) -> Iterator[Finding]:
    """W: points were lost and the reason cell is empty, or as good as empty."""
    for group in facts.groups:
        for each in group:
            lost = [
                row
                for row in facts.rows_of.get(each.row, ())
                if row.score is not None
                and row.points is not None
                and row.score < row.points
                and not facts.is_under_way(row)
            ]
            if not lost or reason_given(each.reason) or reason_given(group[0].reason):
                continue
            row = min(lost, key=lambda one: one.completion if one.completion is not None else ONE)
            gap = sum(((one.points or ZERO) - (one.score or ZERO) for one in lost), ZERO)
            yield finding(
                "R052", each.table.sheet, each.at("reason"), name=_name(row, each), target=row.target.text or "空",
                actual=_actual(row) or "空", lost=as_score(gap),
            )  # fmt: skip


def excess_has_a_reason(facts: Facts) -> Iterator[Finding]:
    """W: 130 % of the target and more, and nobody says why. A ceiling that is kept by far needs no excuse."""
    limit = facts.scheme.over_target
    for group in facts.groups:
        for each in group:
            for row in facts.rows_of.get(each.row, ()):
                if not row.far_above or row.completion is None:
                    continue
                if not reason_given(each.reason) and not reason_given(group[0].reason):
                    yield finding(
                        "R053", each.table.sheet, each.at("reason"), name=_name(row, each), target=row.target.text,
                        actual=_actual(row), completion=as_short_rate(row.completion), limit=as_short_rate(limit),
                    )  # fmt: skip


CHECKS = (stated_scores_follow_the_rules, missing_points_have_a_reason, excess_has_a_reason)


class _Claim(NamedTuple):
    """A 自评得分 and the rows that it speaks for: its own, or the whole level-3 indicator where it stands once."""

    indicator: Indicator
    stated: Decimal
    rows: tuple[ScoredRow, ...]
    points: Decimal | None
    score: Decimal | None
    reason: bool

    @property
    def worst(self) -> ScoredRow:
        return min(self.rows, key=lambda row: row.completion if row.completion is not None else ONE)


def _claims(facts: Facts) -> Iterator[_Claim]:
    for group in facts.groups:
        stated = [each for each in group if each.stated_score is not None]
        # The score beside a rating is that row's own: it is scored by it.
        covers_all = len(stated) == 1 and stated[0] is group[0] and len(group) > 1 and not _is_rated(facts, group[0])
        for each in stated:
            covered = group if covers_all else facts.scored_together(each, group)
            rows = tuple(row for one in covered for row in facts.rows_of.get(one.row, ()))
            if rows and each.stated_score is not None:
                whole = len(covered) > 1 or len(group) == 1
                points = facts.group_points(covered) if whole else facts.points(each)
                reason = any(reason_given(one.reason) for one in (*covered, group[0]))
                yield _Claim(each, each.stated_score, rows, points, total(row.score for row in rows), reason)


def _is_rated(facts: Facts, row: Indicator) -> bool:
    return bool(facts.scheme.rating(row.actual.word or row.actual.text))


def _met_but_not_full(claim: _Claim) -> Iterator[Finding]:
    """Where figures decide, or the row's own rule does (`有得5分，无不得分`): what a rating earns lies in a band of the
    scheme, and the unit chooses within it."""
    measured = all(
        row.completion is not None or row.actual.kind != "grade" or row.indicator.scoring_rule for row in claim.rows
    )
    if claim.points is not None and claim.stated <= claim.points - CENT and not claim.reason and measured:
        yield _about(claim, "R050", reached=_measured(claim, "已达到目标", "应得满分"))


def _not_met(claim: _Claim) -> Iterator[Finding]:
    assert claim.points is not None
    assert claim.score is not None
    if claim.stated > claim.points - CENT:
        missed = _measured(claim, "没有达到目标", "不得满分")
        yield _about(claim, "R051", computed=as_score(claim.score), missed=missed)
    elif abs(claim.stated - claim.score) >= CENT:
        formula = _explained(claim)
        code = "R074" if formula else "R075"
        yield _about(claim, code, computed=as_score(claim.score), formula=Phrase(formula))


def _outside_band(facts: Facts, claim: _Claim) -> Iterator[Finding]:
    """E: 部分达成 with nine of ten points. The band of the rating is a rule of the scheme."""
    ratings = {facts.scheme.rating(row.actual.word or row.actual.text) for row in claim.rows}
    rating = ratings.pop() if len(ratings) == 1 else ""
    band = facts.scheme.band(rating)
    if band is None or claim.points is None or band.holds(claim.stated, claim.points):
        return
    yield _about(claim, "R054", rating=rating, low=as_short_rate(band.low), high=as_short_rate(band.high),
                 share=as_short_rate(claim.stated / claim.points))  # fmt: skip


def _explained(claim: _Claim) -> str:
    """The formula or the rounding that gives the unit's own score, in words; "" if none does."""
    if len(claim.rows) != 1:
        return ""
    row = claim.worst
    from workbook_tools.evaluation.explain_gap import explain_gap

    return explain_gap(claim.points, row.completion, row.target, row.actual, claim.stated)


def _about(claim: _Claim, code: str, **figures: object) -> Finding:
    each, row = claim.indicator, claim.worst
    return finding(
        code, each.table.sheet, each.at("stated_score"), name=_name(row, each), target=row.target.text or "空",
        actual=_actual(row), stated=as_count(claim.stated), points=as_count(claim.points or Decimal()), **figures,
    )  # fmt: skip


def _measured(claim: _Claim, by_target: str, by_rule: str) -> Phrase:
    """What decided: the target, or in a row without one its own rule."""
    row, rule = claim.worst, claim.indicator.scoring_rule
    actual = quote(_actual(row) or "空")
    if row.target.kind == "blank" and rule:
        return Phrase(f"按评分标准“{quote(rule)}”{by_rule}（实际{actual}）")
    return Phrase(f"{by_target}（{quote(row.target.text)}，实际{actual}）")


def _name(row: ScoredRow, each: Indicator) -> str:
    return f"{each.level3}·{row.item}" if row.item and row.item != each.level3 else each.name


def _actual(row: ScoredRow) -> str:
    return (
        f"{as_count(row.ledger_value)}（台账）" if row.from_ledger and row.ledger_value is not None else row.actual.text
    )
