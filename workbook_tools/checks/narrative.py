"""Prose against the tables: one fact with two numbers, parts that are more than the whole, sums that do not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from workbook_tools.basis.figures import as_count
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.states import State
from workbook_tools.basis.unit_names import normal_unit
from workbook_tools.catalogue import finding, quote
from workbook_tools.checks.facts import Facts, reason_given
from workbook_tools.checks.mentions import Mention
from workbook_tools.checks.narrative_facts import Prose, TableFact, agrees, is_of_wishes, same_unit
from workbook_tools.checks.nouns import NOUNS
from workbook_tools.checks.passages import searchable
from workbook_tools.checks.rows import operator_against_meaning
from workbook_tools.checks.sums_in_words import odd_parts
from workbook_tools.checks.wording import MOST_LISTED, Phrase, day, listed
from workbook_tools.model import Finding, ScoredRow

ProseCheck = Callable[[Facts, Prose], Iterator[Finding]]
MOST_QUOTED = 4
GOALS, PROBLEMS, ALL_HOURS = "绩效目标", "存在问题", "总服务工时"
_FIRST_YEAR = lazy_pattern(r"((?:19|20)\d\d)年(?!\d{1,2}月)")


def one_fact_has_one_number(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: prose gives another figure for what a row counts. Asked once a noun: which scope has each?"""
    for noun, rows in prose.table.items():
        told = prose.told.get(noun, ())
        values = _by_passage(told)
        odd = [each for each in told if _is_odd(each, _meant(each, rows), values)]
        if odd and not (noun == ALL_HOURS and _hours_apart(prose) is not None):
            first = odd[0]
            yield finding(
                "T001",
                first.passage.sheet,
                first.passage.cell,
                noun=rows[0].name,
                rows=_shown(rows),
                told=_quotes(odd),
            )


def passages_agree(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: two passages with two figures for one thing that no table counts."""
    by_noun: dict[tuple[str, str], list[Mention]] = {}
    for noun in prose.told.keys() - prose.table.keys():
        for each in prose.told[noun]:
            if _means_the_year(each) and (each.scope.total or each.scope.average):
                by_noun.setdefault((noun, each.unit), []).append(each)
    for (noun, _), told in sorted(by_noun.items()):
        apart = [each for each in told if not _agree(each, told[0])]
        if apart:
            place = apart[0].passage
            yield finding("T002", place.sheet, place.cell, noun=noun, told=_quotes([told[0], *apart]))


def parts_are_less_than_the_whole(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """兜底探访 1416 against 探访 1260: E when unit and period are the same, else W."""
    for noun, rows in prose.table.items():
        whole = _whole(rows)
        for each in prose.told.get(noun, ()):
            scope = each.scope
            if not (scope.subset or scope.early) or scope.multi or not scope.comparable or each.unit == "%":
                continue
            if whole is None or each.value <= whole or not _near_unit(each, rows[0]):
                continue
            certain = each.bare_part and scope.subset_near and not scope.average and not scope.loose
            sure = certain and each.unit == rows[0].unit
            yield finding(
                "T003" if sure else "T004",
                each.passage.sheet,
                each.passage.cell,
                clause=each.clause,
                value=f"{as_count(each.value)}{each.unit}",
                noun=rows[0].name,
                whole=f"{as_count(whole)}{rows[0].unit}",
                place=f"{rows[0].sheet}!{rows[0].cell}",
            )


def hours_add_up(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """E: direct and indirect hours make all hours, in prose and against the table."""
    apart = _hours_apart(prose)
    if apart is not None:
        direct, indirect, stated, place = apart
        yield finding(
            "T005",
            direct.passage.sheet,
            direct.passage.cell,
            direct=as_count(direct.value),
            indirect=as_count(indirect.value),
            total=as_count(direct.value + indirect.value),
            stated=as_count(stated),
            place=place,
        )


def parts_add_up(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """E: 活动38场，其中线上20场、线下20场, in prose and in the cells of actuals."""
    for row in facts.evaluation.rows:
        each = row.indicator
        if row.list_position in (None, 0) and (told := odd_parts(searchable(each.actual_cell.text))):
            yield finding("T028", each.table.sheet, each.at("actual"), **told._asdict())
    for passage in prose.passages:
        for sentence in passage.sentences:
            if told := odd_parts(sentence):
                yield finding("T028", passage.sheet, passage.cell, **told._asdict())
                break


def this_year_is_not_told_as_another(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 2021年完成个案60个, where the table has 60 for another year. Two figures at least: one may be chance."""
    about = facts.submission.information
    if about.service_start is None or about.service_end is None:
        return
    own = range(about.service_start.year, about.service_end.year + 1)
    for passage in prose.passages:
        for sentence in passage.sentences:
            years = {int(year) for year in _FIRST_YEAR.findall(sentence)}
            if len(years) != 1 or not years.isdisjoint(own):
                continue
            same = [
                each
                for noun, rows in prose.table.items()
                for each in prose.told.get(noun, ())
                if each.passage is passage and each.clause in sentence and any(each.value == row.actual for row in rows)
            ]
            if len(same) > 1:
                span = f"{day(about.service_start)}至{day(about.service_end)}"
                yield finding("T027", passage.sheet, passage.cell, year=years.pop(), told=_quotes(same), span=span)
                break


def unmet_rows_are_problems(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: what was not reached and is not named under 存在问题."""
    unmet = [row for row in facts.evaluation.rows if is_unmet(row) and not operator_against_meaning(row, facts)[1]]
    problems = [passage for passage in prose.passages if passage.chapter.startswith(PROBLEMS)]
    if not unmet or not facts.submission.texts or facts.submission.form != "standard":
        return  # an official form has no chapter for problems
    told = "\n".join(passage.text for passage in problems)
    # a row without a reason is asked for one already (R052)
    silent = [row for row in unmet if reason_given(row.indicator.reason) and not _is_named(row, told)]
    things = NOUNS.named_in(told) if silent else frozenset()
    silent = [row for row in silent if things.isdisjoint(_things(row))]
    if silent:
        names = rows_named(silent, 12)
        text = facts.submission.texts[0]
        sheet, cell = text.table.sheet, text.table.at("content", text.table.header_row)
        if problems:
            sheet, cell = problems[0].sheet, problems[0].cell
        yield finding("T007", sheet, cell, count=len(silent), names=names)


CHECKS: tuple[ProseCheck, ...] = (
    one_fact_has_one_number,
    passages_agree,
    parts_are_less_than_the_whole,
    hours_add_up,
    parts_add_up,
    this_year_is_not_told_as_another,
    unmet_rows_are_problems,
)


def _is_odd(each: Mention, rows: Sequence[TableFact], values: Mapping[int, set[Decimal]]) -> bool:
    return _contradicts(each, rows) and not _explained(each, values, rows)


def _meant(each: Mention, rows: Sequence[TableFact]) -> Sequence[TableFact]:
    """The row whose whole name prose writes, of several with one noun: 村（社区）满意度 is not 服务对象满意度."""
    return [row for row in rows if row.is_called(each.noun)] or rows


def _contradicts(each: Mention, rows: Sequence[TableFact]) -> bool:
    """A figure for the whole year that is neither target nor actual.

    A smaller figure is taken for a part unless it is called the total; a larger one cannot be a part.
    """
    if not _means_the_year(each) or not same_unit(each, rows[0]):
        return False
    known = {figure for row in rows for figure in row.figures} | _sums(rows)
    told_as_goal = GOALS in each.passage.chapter
    unknown = [row.actual is None for row in rows]
    if any(unknown) if each.unit == "%" else all(unknown) and not told_as_goal:
        return False  # the table does not say how much was reached: that is asked for there
    # a goal is a bound by itself: 不少于500次 is no other way to say 600
    said = each._replace(scope=each.scope._replace(at_least=False)) if told_as_goal else each
    if any(agrees(said, figure) for figure in known):
        return False
    if each.value > max(known) or any(_digits_exchanged(each.value, row.actual) for row in rows):
        return True
    alone = len(rows) == 1
    return alone and (
        each.scope.total or told_as_goal or each.unit == "%" or (each.scope.average and each.unit == "万元")
    )


def _digits_exchanged(told: Decimal, actual: Decimal | None) -> bool:
    """14 for 41: the same digits in another order, which no part of a whole has by chance twice in ten."""
    return actual is not None and told != actual and sorted(str(told)) == sorted(str(actual))


def _means_the_year(each: Mention) -> bool:
    return (
        each.bare
        and not each.scope.subset
        and not each.scope.early
        and each.scope.comparable
        and (not each.scope.multi or each.scope.average)
        and not _is_wish(each)
    )


def _is_wish(each: Mention) -> bool:
    return is_of_wishes(each.passage.chapter)


def _by_passage(mentions: Sequence[Mention]) -> dict[int, set[Decimal]]:
    """The figures that each passage gives; a passage is known by its identity."""
    values: dict[int, set[Decimal]] = {}
    for each in mentions:
        values.setdefault(id(each.passage), set()).add(each.value)
    return values


def _explained(each: Mention, values: Mapping[int, set[Decimal]], rows: Sequence[TableFact]) -> bool:
    """The same passage also gives the table's figure: this one is a detail of it, or of more years."""
    known = {figure for row in rows for figure in row.figures}
    if not each.scope.multi and each.value > max(known):
        return False
    return not values[id(each.passage)].isdisjoint(known)


def _agree(one: Mention, other: Mention) -> bool:
    return agrees(one, other.value) or agrees(other, one.value)


def _sums(rows: Sequence[TableFact]) -> set[Decimal]:
    """Several rows of one noun: prose may add them up, unless they are rates."""
    if rows[0].unit == "%":
        return set()
    targets = [row.target for row in rows if row.target is not None]
    actuals = [row.actual for row in rows if row.actual is not None]
    return {sum(figures, Decimal()) for figures in (targets, actuals) if figures}


def _whole(rows: Sequence[TableFact]) -> Decimal | None:
    known = [whole for row in rows if (whole := row.whole) is not None]
    return sum(known, Decimal()) if known else None


def _near_unit(each: Mention, fact: TableFact) -> bool:
    """次 and 人次 of a visit are near enough to ask."""
    visits = {"次", "人次", "户次"}
    return same_unit(each, fact) or {each.unit, fact.unit} <= visits


def _only(prose: Prose, noun: str) -> Mention | None:
    """The figure of a noun, where all passages that mean the year agree on it."""
    told = [each for each in prose.told.get(noun, ()) if each.scope.comparable and not each.scope.multi]
    return told[0] if told and len({each.value for each in told}) == 1 else None


def _hours_apart(prose: Prose) -> tuple[Mention, Mention, Decimal, str] | None:
    """Direct and indirect hours, the total that they do not make, and where it stands."""
    direct, indirect, stated = (_only(prose, noun) for noun in ("直接服务工时", "间接服务工时", ALL_HOURS))
    if direct is None or indirect is None:
        return None
    summed = direct.value + indirect.value
    if stated is not None:
        place = f"{stated.passage.sheet}!{stated.passage.cell}"
        return None if stated.value == summed else (direct, indirect, stated.value, place)
    rows = prose.table.get(ALL_HOURS, ())
    whole = rows[0].whole if len(rows) == 1 else None
    if whole is None or summed in rows[0].figures:
        return None
    return direct, indirect, whole, f"{rows[0].sheet}!{rows[0].cell}"


def is_unmet(row: ScoredRow) -> bool:
    """Not reached, and it counts: 其中 rows without points repeat another."""
    return row.state == State.NOT_DONE and row.points is not None and not row.indicator.is_execution


def _is_named(row: ScoredRow, text: str) -> bool:
    """By its name, or by the greater part of a long name."""
    return any(name[:4] in text or name[-4:] in text for name in _bare_names(row))


def _things(row: ScoredRow) -> set[str]:
    """The keys of the nouns that it may count."""
    units = (normal_unit(row.unit), normal_unit(row.target.unit), "万元", "%")
    return {noun.key for name in _bare_names(row)[:1] for unit in units if (noun := NOUNS.of_row(name, unit))}


def _bare_names(row: ScoredRow) -> list[str]:
    return ["".join(name.split()) for name in (row.item, row.indicator.item, row.indicator.level3) if name]


def _named(row: ScoredRow) -> str:
    rate = f"（{as_count(row.completion * 100, 2)}%）" if row.completion is not None else ""
    return f"{row.item or row.indicator.item or row.indicator.level3}{rate}"


def rows_named(rows: Sequence[ScoredRow], most: int = MOST_LISTED) -> Phrase:
    """Rows by their names; the phrase is about the cells of what they did."""
    places = (f"{row.indicator.table.sheet}!{row.indicator.at('actual')}" for row in rows)
    return Phrase(str(listed((_named(row) for row in rows), most)), places)


def _shown(rows: Sequence[TableFact]) -> Phrase:
    shown = "；".join(quote(row.shown()) for row in rows[:MOST_QUOTED])
    return Phrase(shown, (f"{row.sheet}!{row.cell}" for row in rows))


def _quotes(mentions: Sequence[Mention]) -> Phrase:
    parts = (f"{each.passage.sheet}!{each.passage.cell}“{each.clause}”" for each in mentions[:MOST_QUOTED])
    return Phrase("，".join(quote(part) for part in parts))
