"""分值 and 总分: points that must add up, and totals that must be the sum of their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from workbook_tools.basis.figures import as_count, as_score, as_short_rate
from workbook_tools.basis.grade_words import grade_rank
from workbook_tools.catalogue import finding, quote
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.wording import Phrase, listed
from workbook_tools.model import Finding, Indicator, LevelHeading

FULL_MARKS = Decimal(100)
MOST_POINTS_OF_A_ROW = Decimal(40)
CENT = Decimal("0.01")
UNSPREAD = ("P002", "P003")  # raised where points are given out


def points_make_hundred(facts: Facts) -> Iterator[Finding]:
    """Rows and the execution item together are worth 100."""
    levels = facts.evaluation.levels
    worth = sum((level.points for level in levels), Decimal())
    gap = FULL_MARKS - worth
    if not facts.groups or not worth or abs(gap) < CENT or _told_by_level(facts, gap):
        return
    if worth == facts.submission.full_mark:
        yield _another_full_mark(facts, worth)
        return
    parts = listed(f"{level.name}{as_count(level.points)}分" for level in levels)
    shown = f"少{as_count(gap)}分" if gap > 0 else f"多{as_count(-gap)}分"
    first = facts.groups[0][0]
    cell = first.table.at("points", first.table.header_row)
    yield finding(
        "P050", first.table.sheet, cell, total=as_count(worth), gap=shown, parts=parts, repeated=_repeated(facts)
    )


def _another_full_mark(facts: Facts, worth: Decimal) -> Finding:
    """The form is out of 60 or 120, as it says itself."""
    first = facts.groups[0][0]
    return finding("P060", first.table.sheet, first.table.at("points", first.table.header_row), total=as_count(worth))


def children_make_parent(facts: Facts) -> Iterator[Finding]:
    """The points given below a heading are the points in the heading: 产出指标（50分）."""
    seen: set[tuple[str, str]] = set()
    for heading in facts.submission.headings:
        name = (heading.level1, heading.level2)
        if heading.points is None or name in seen:
            continue
        seen.add(name)
        below = [group for group in facts.groups if _is_below(group[0], heading)]
        given = [points for group in below if (points := _given(group)) is not None]
        worth = sum(given, Decimal())
        complete = len(given) == len(below)
        if not given or abs(worth - heading.points) < CENT or (not complete and worth < heading.points):
            continue
        if abs(worth + _of_execution(facts, heading) - heading.points) < CENT:
            continue  # 管理（25分）: with 预算执行率, which is scored apart
        sheet = below[0][0].table.sheet
        most = [group[0] for group in below if (_given(group) or Decimal()) > heading.points]
        named = f"，其中“{most[0].name}”一行就有{as_count(_given((most[0],)) or worth)}分" if len(most) == 1 else ""
        yield finding(
            "P051", sheet, most[0].at("points") if named else heading.cell, heading=heading.text,
            stated=as_count(heading.points), total=as_count(worth), most=Phrase(quote(named)),
            repeated=_repeated(facts, heading),
        )  # fmt: skip


def _of_execution(facts: Facts, heading: LevelHeading) -> Decimal:
    """What the rows of the execution rate below a heading are worth."""
    rows = (row for row in facts.submission.indicators if row.is_execution and _is_below(row, heading))
    return sum((row.points for row in rows if row.points is not None), Decimal())


def second_levels_make_first(facts: Facts) -> Iterator[Finding]:
    """The points in the level-2 headings add up to those in their level-1 heading."""
    headings = facts.submission.headings
    for first in headings:
        if first.level != 1 or first.points is None:
            continue
        seconds = [each for each in headings if each.level == 2 and each.level1 == first.level1]
        given = [each.points for each in seconds if each.points is not None]
        worth = sum(given, Decimal())
        if given and len(given) == len(seconds) and abs(worth - first.points) >= CENT:
            sheet = _sheet(facts)
            yield finding(
                "P058", sheet, first.cell, heading=first.text, stated=as_count(first.points), total=as_count(worth)
            )


def points_are_positive(facts: Facts) -> Iterator[Finding]:
    for each in facts.indicators:
        if each.points is not None and each.points <= 0:
            yield finding("P052", each.table.sheet, each.at("points"), name=each.name, points=as_count(each.points))


def stated_score_in_range(facts: Facts) -> Iterator[Finding]:
    """0 ≤ 自评得分 ≤ 分值."""
    for group, each in ((rows, row) for rows in facts.groups for row in rows):
        if each.stated_score is None:
            continue
        covered = facts.scored_together(each, group)
        points = each.points if each.points is not None else facts.points(each)
        if len(covered) > 1:
            points = facts.group_points(covered)
        room = facts.scheme.row_bonus if "加" in each.scoring_rule else Decimal()
        if each.stated_score < 0 or (points is not None and points > 0 and each.stated_score > points + room):
            shown = as_count(points) if points is not None else "—"
            cell = each.at("stated_score")
            yield finding(
                "P053", each.table.sheet, cell, name=each.name, stated=as_count(each.stated_score), points=shown
            )


def stated_total_is_sum(facts: Facts) -> Iterator[Finding]:
    """总分 as printed is the sum of the printed scores, the execution score among them."""
    scores = {each.row: each.stated_score for each in facts.submission.indicators if each.stated_score is not None}
    if not scores:
        return
    whole, *others = _sums(facts, scores)
    for sheet, cell, stated, part in _stated_totals(facts, scores):
        fitting = (whole, *others) if part is None else (whole, *others, part)
        beyond = stated - whole
        if 0 < beyond <= _unknown_execution(facts):
            continue  # what the blank score of the execution item would be; that it is blank is told there
        if all(abs(stated - each) >= CENT for each in fitting):
            unprinted = _unprinted_execution(facts)
            added = ""
            if unprinted is not None and 0 < beyond <= (facts.evaluation.funds.points or Decimal()):
                beyond -= unprinted
                sum_ = as_score(whole + unprinted)
                added = f"，加上没有填写的预算执行率得分{as_score(unprinted)}分是{sum_}分"
            yield finding(
                "P054", sheet, cell, stated=as_score(stated), total=as_score(whole), execution=Phrase(added),
                difference=as_score(abs(beyond)),
            )  # fmt: skip


def stated_grade_fits_the_total(facts: Facts) -> Iterator[Finding]:
    """自评等级 as a form prints it is the grade of its total; a total that is wrong itself is told as such (P054)."""
    submission = facts.submission
    verdict = submission.stated_verdict
    if not verdict.grade or facts.evaluation.total_points != FULL_MARKS:
        return
    scores = {each.row: each.stated_score for each in submission.indicators if each.stated_score is not None}
    printed = [each for each in (submission.stated_total, verdict.score) if each is not None]
    known = [*printed, *([] if facts.evaluation.score is None else [facts.evaluation.score])]
    if not known or any(_earns(each, verdict.grade, facts) for each in (*known, *_sums(facts, scores))):
        return
    yield finding(
        "P061", _sheet(facts), verdict.grade_cell, label=verdict.grade_label, stated=verdict.grade,
        score=as_score(known[0]), earned=facts.scheme.grade(known[0]),
    )  # fmt: skip


def first_rows_have_a_level(facts: Facts) -> Iterator[Finding]:
    """W: rows above the first level-1 name; a table that has none at all groups nothing."""
    rows = facts.submission.indicators
    if rows and not rows[0].level1 and any(each.level1 for each in rows) and rows[0].table.has("level1"):
        yield finding("P059", rows[0].table.sheet, rows[0].at("level1"), name=rows[0].name)


def score_of_execution_is_its_own(facts: Facts) -> Iterator[Finding]:
    """W: the score that stands in a row 预算执行率 is another than the rate makes; a form's own line is told there."""
    funds, stated = facts.evaluation.funds, facts.submission.stated_funds
    if funds.score is None or funds.execution_rate is None or not funds.points or (stated and stated.score is not None):
        return
    counted = {row.row for group in facts.groups for row in group}
    for each in facts.submission.indicators:
        if not each.is_execution or each.row in counted or each.stated_score is None:
            continue
        if abs(each.stated_score - funds.score) >= CENT:
            rule = f"（评分标准“{quote(each.scoring_rule)}”没有用来计算）" if each.scoring_rule else ""
            yield finding(
                "M042", each.table.sheet, each.at("stated_score"), name=each.name, stated=as_score(each.stated_score),
                rate=as_short_rate(funds.execution_rate), points=as_count(funds.points), score=as_score(funds.score),
                rule=Phrase(rule),
            )  # fmt: skip


def total_row_is_sum(facts: Facts) -> Iterator[Finding]:
    """A 合计 row of 分值 is the sum of the rows above it, with or without the execution item."""
    worth = {group[0].row: points for group in facts.groups if (points := facts.group_points(group)) is not None}
    execution = sum((level.points for level in facts.evaluation.levels if level.is_execution), Decimal())
    whole = sum(worth.values(), Decimal())
    for line in facts.submission.indicator_totals:
        if line.points is None or not worth:
            continue
        fitting = (whole, whole + execution, _since_last_total(facts, line.row, worth))
        if all(abs(line.points - each) >= CENT for each in fitting):
            yield finding(
                "P055", line.table.sheet, line.at("points"), stated=as_count(line.points), total=as_count(whole),
                execution=as_count(execution),
            )  # fmt: skip


def no_row_outweighs(facts: Facts) -> Iterator[Finding]:
    for group in facts.groups:
        points = facts.group_points(group)
        if points is not None and points > MOST_POINTS_OF_A_ROW:
            first = group[0]
            yield finding("P057", first.table.sheet, first.at("points"), name=first.level3, points=as_count(points))


CHECKS = (
    points_make_hundred,
    children_make_parent,
    second_levels_make_first,
    points_are_positive,
    stated_score_in_range,
    stated_total_is_sum,
    stated_grade_fits_the_total,
    first_rows_have_a_level,
    score_of_execution_is_its_own,
    total_row_is_sum,
    no_row_outweighs,
)


def _told_by_level(facts: Facts, gap: Decimal) -> bool:
    """The gap is what one level misses of its heading, or points could not be spread: that is told where it stands."""
    if any(each.code in UNSPREAD for each in facts.known):
        return True
    stated = {heading.level1: heading.points for heading in facts.submission.headings if heading.level == 1}
    missed = [
        points - level.points for level in facts.evaluation.levels if (points := stated.get(level.name)) is not None
    ]
    return abs(gap - sum(missed, Decimal())) < CENT


def _stated_totals(facts: Facts, scores: Mapping[int, Decimal]) -> Iterator[tuple[str, str, Decimal, Decimal | None]]:
    """Sheet, cell, the printed total, and what the rows since the last 小计 row add up to (None for 总分)."""
    submission = facts.submission
    seen = set()
    for line in submission.indicator_totals:
        if line.stated_score is not None:
            seen.add(line.at("stated_score"))
            yield (
                line.table.sheet, line.at("stated_score"), line.stated_score,
                _since_last_total(facts, line.row, scores),
            )  # fmt: skip
    if submission.stated_total is not None and submission.stated_total_cell not in seen:
        yield _sheet(facts), submission.stated_total_cell, submission.stated_total, None
    verdict = submission.stated_verdict
    if verdict.score is not None and verdict.score != submission.stated_total:
        yield _sheet(facts), verdict.score_cell, verdict.score, None


def _sums(facts: Facts, scores: Mapping[int, Decimal]) -> list[Decimal]:
    """What a total of the printed scores may be: with the score of the execution item first."""
    funds = facts.submission.stated_funds
    rows = sum(scores.values(), Decimal())
    executed = funds.score if funds and funds.score is not None and not _has_execution_row(facts) else Decimal()
    sums = [rows + executed]
    if (computed := _unprinted_execution(facts)) is not None:
        sums.append(rows + executed + computed)
    if (apart := _without_execution(facts, scores)) is not None:
        sums.append(apart)
    return sums


def _earns(score: Decimal, grade: str, facts: Facts) -> bool:
    """Whether a total earns a grade of the fiscal scale, or one that is called otherwise; 合格 is all but the worst.

    `优秀` and `良好` are 优 and 良 here; what has no place of its own on the scale (优良) is not held against a total.
    """
    names = [cut.name for cut in facts.scheme.grades]
    earned = facts.scheme.grade(score)
    if grade in names:
        return earned == grade
    same = [name for name in names if grade_rank(name) == grade_rank(grade)]
    if grade_rank(grade) == grade_rank("合格"):
        return earned != names[-1]
    return not same or earned in same


def _since_last_total(facts: Facts, row: int, figures: Mapping[int, Decimal]) -> Decimal:
    """A 小计 row adds up the rows between the 小计 row above it and itself."""
    above = max((line.row for line in facts.submission.indicator_totals if line.row < row), default=0)
    return sum((figure for at, figure in figures.items() if above < at < row), Decimal())


def _without_execution(facts: Facts, scores: Mapping[int, Decimal]) -> Decimal | None:
    """What the rows alone were given, where the form's total is of them alone: they make the full marks without the
    execution rate, or the total's own 分值 leaves it out."""
    worth = sum((points for group in facts.groups if (points := facts.group_points(group)) is not None), Decimal())
    submission = facts.submission
    printed = [submission.full_mark, *(line.points for line in submission.indicator_totals)]
    alone = worth == FULL_MARKS or bool(worth and worth in printed)
    return sum(scores.values(), Decimal()) if alone else None


def _unprinted_execution(facts: Facts) -> Decimal | None:
    """The score of the execution item, of which the form prints the rate alone."""
    printed = facts.submission.stated_funds
    return facts.evaluation.funds.score if printed is not None and printed.score is None else None


def _unknown_execution(facts: Facts) -> Decimal:
    """What a form's total may count for the execution item, where neither its score nor its amounts are known."""
    printed, funds = facts.submission.stated_funds, facts.evaluation.funds
    known = funds.score is not None or (printed is not None and printed.score is not None)
    if facts.submission.form != "official" or known or _has_execution_row(facts):
        return Decimal()
    return funds.points or Decimal()


def _has_execution_row(facts: Facts) -> bool:
    return any(each.is_execution for each in facts.submission.indicators)


def _repeated(facts: Facts, heading: LevelHeading | None = None) -> Phrase:
    """其中 rows that carry points of their own are the usual reason for points too many."""
    rows: Iterable[Indicator] = (
        each
        for each in facts.indicators
        if each.points is not None and "其中" in each.level3[:8] and (heading is None or _is_below(each, heading))
    )
    named = [f"{each.at('points')}（{as_count(each.points or Decimal())}分）" for each in rows]
    return Phrase(f"其中行{listed(named)}重复了上一行的分值，只应计一次；" if named else "")


def _given(group: tuple[Indicator, ...]) -> Decimal | None:
    given = [each.points for each in group if each.points is not None]
    return sum(given, Decimal()) if given else None


def _is_below(each: Indicator, heading: LevelHeading) -> bool:
    return each.level1 == heading.level1 and (heading.level == 1 or each.level2 == heading.level2)


def _sheet(facts: Facts) -> str:
    for each in (*facts.submission.indicators, *facts.submission.indicator_totals):
        return each.table.sheet
    return facts.submission.information.sheet
