"""Dates, periods and documents in prose: 中期 here and 末期 there, spans, one document under two numbers."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import HAN
from workbook_tools.catalogue import finding, quote
from workbook_tools.checks.contract import is_whole_years, years_and_days
from workbook_tools.checks.contract_money import in_words
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.narrative_facts import Prose
from workbook_tools.checks.passages import Passage, searchable
from workbook_tools.checks.wording import Phrase, day
from workbook_tools.evaluation.periods import period_of
from workbook_tools.model import Finding

DAYS_APART = 62  # a final finance assessment this soon after the mid-term looks at less than a half-year
MIDTERM, FINAL, FINANCE = "中期", "末期", "财务"
_DATE = r"(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?"
_DATED = lazy_pattern(r"(?P<y>(?:19|20)\d\d)[年\-.](?P<m>\d{1,2})[月\-.]?(?:(?P<d>\d{1,2})日?)?")
_PERIOD = lazy_pattern(r"(?<![和与、])(?:中期|末期)(?![和与、,]?(?:中期|末期))")
_PERIOD_OF_DATE = lazy_pattern(
    r"(?<![和与、及])(?P<period>中期|末期)(?:专业)?(?P<finance>财务)?(?:评估|考核)?(?:工作)?(?:时间|日期)?(?:定)?(?:为|是|于|在|[:(])$"
)
_GRADE = lazy_pattern(r"(?:等级|结果|结论|评定|成绩)(?:评定)?(?:均)?(?:为|是|:)*(优秀|良好|合格|不合格)")
_BOTH = lazy_pattern(r"中末期|中期[、和与及,]*末期")
_FINANCE_IN_BOTH = lazy_pattern(
    r"(?:中末期|中期[、和与及,]*末期)(?:的)?财务(?:评估|审计)|中期财务(?:评估|审计)", holding="财"
)
_ABOUT_IT = lazy_pattern(
    r"评估(?:工作)?(?:的)?(?:培训|准备|动员|自查|整改|报告|反馈|资料|材料|意见|方案|通知|座谈|会|前|后)"
)
_SPAN = lazy_pattern(
    r"(?:(?:服务|项目|合同|协议|购买)(?:周期|期限|期间|起止|时间|有效期)|合同期|协议期|服务期|起止(?:时间|日期))[^,。;\n]{0,10}?"
    r"(?P<a>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)(?:起)?(?:至|到|-|~|—|–)+(?P<b>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)",
    holding="日",
)
SHORTEST_SPAN = 300  # days; anything shorter is one activity's, not the contract's
_DOCUMENT = lazy_pattern(
    rf"(?P<issuer>{HAN}{{2,9}})(?:字)?[〔\[【(](?P<year>(?:19|20)\d\d)(?:年)?[〕\]】)](?:第)?(?P<number>\d{{1,4}})号",
    holding="号",
)
_TITLED = lazy_pattern(r"《(?P<title>[^《》\n]{4,60})》[(〔\[]?" + _DOCUMENT.pattern, holding="《")
_WRITTEN_AROUND = lazy_pattern(
    r"^(?:.*(?:根据|依据|按照|按|通知|办法|意见|规定|文件|印发|以及|和|及|与|参照|关于|详见|见))"
)


class Event(NamedTuple):
    """An assessment with its date: the day, or the first of a month without one (`exact` is False)."""

    when: date
    exact: bool
    period: str
    finance: bool
    source: Literal["about", "row", "prose"]
    sheet: str
    cell: str


def assessments_follow_each_other(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """E: the final before the mid-term. W: the finance assessment of the final soon after the mid-term."""
    events = list(_events(facts, prose))
    middles = [each for each in events if each.period == MIDTERM]
    finals = sorted((each for each in events if each.period == FINAL), key=lambda each: not each.finance)
    if not middles:
        return
    middle = middles[0]
    for final in finals:
        named = "末期财务评估" if final.finance else "末期评估"
        days = (final.when - middle.when).days
        month_before = (final.when.year, final.when.month) < (middle.when.year, middle.when.month)
        if month_before or (days < 0 and final.exact and middle.exact):
            yield finding("A028", final.sheet, final.cell, named=named, final=_shown(final), midterm=_shown(middle))
            return
        if days <= DAYS_APART:
            yield finding("A029", final.sheet, final.cell, named=named, final=_shown(final), midterm=_shown(middle))
            return


def one_assessment_has_one_period(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: one event begins as 中期 and ends as 末期, or a day is called 中期 here and 末期 there."""
    for passage in prose.passages:
        for sentence in passage.sentences:
            mixed = _mixed(sentence)
            if mixed is not None:
                yield finding("T008", passage.sheet, passage.cell, when=mixed[0], first=mixed[1], grade=mixed[2])
    events = [each for each in _events(facts, prose) if each.exact]
    for each in events:
        other = next((one for one in events if one.when == each.when and one.period != each.period), None)
        if each.period == FINAL and other is not None:
            place = f"{other.sheet}!{other.cell}"
            yield finding("T009", each.sheet, each.cell, when=each.when, place=place)
            return


def dates_of_assessments_agree(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 基本信息 or prose dates an assessment as no row of the table does; assessors may have days of their own."""
    events = list(_events(facts, prose))
    for period in (MIDTERM, FINAL):
        for finance in (False, True):
            known = [each for each in events if each.period == period and each.finance is finance]
            apart = next((each for each in known if _is_alone(each, known)), None)
            if apart is None:
                continue
            other = next(each for each in known if each.source != apart.source and not _one_day(each, apart))
            yield finding(
                "A033",
                apart.sheet,
                apart.cell,
                named=f"{period}{FINANCE if finance else ''}评估",
                stated=_shown(apart),
                other=_shown(other),
                place=f"{other.sheet}!{other.cell}",
            )


def midterm_is_without_finance(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """I: prose speaks of a finance assessment at mid-term, and there is none then."""
    if facts.scheme.is_gate(MIDTERM):
        return
    for passage in prose.passages:
        found = _FINANCE_IN_BOTH.search(passage.text)
        if found is not None:
            yield finding("T010", passage.sheet, passage.cell, words=found[0])
            return


def spans_agree(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: the contract's span in prose is another than in 基本信息; without one there, whether it is whole years."""
    about = facts.submission.information
    known = (about.contract_start, about.contract_end), (about.service_start, about.service_end)
    told: set[tuple[date, date]] = set()
    for passage in prose.passages:
        for match in _SPAN.finditer(passage.text):
            start, end = _day(match["a"]), _day(match["b"])
            if (
                start is None
                or end is None
                or (start, end) in known
                or (start, end) in told
                or (end - start).days < SHORTEST_SPAN
            ):
                continue
            told.add((start, end))
            if about.contract_start is not None and about.contract_end is not None:
                yield finding(
                    "T011",
                    passage.sheet,
                    passage.cell,
                    start=start,
                    end=end,
                    contract_start=about.contract_start,
                    contract_end=about.contract_end,
                )
            elif not is_whole_years(start, end):
                years, rest = years_and_days(start, end)
                yield finding(
                    "A100",
                    passage.sheet,
                    passage.cell,
                    start=day(start),
                    end=day(end),
                    years=years,
                    days=rest,
                    money=Phrase(in_words(about, start, end)),
                )


def documents_have_one_number(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 穗府区办〔2018〕13号 and 穗府办规〔2018〕13号; a title with two numbers."""
    by_number: dict[tuple[str, str], dict[str, Passage]] = {}
    by_title: dict[str, dict[str, Passage]] = {}
    for passage in prose.passages:
        for match in _DOCUMENT.finditer(passage.text):
            issuer = _WRITTEN_AROUND.sub("", match["issuer"])
            if len(issuer) >= 2:
                by_number.setdefault((match["year"], match["number"]), {}).setdefault(issuer, passage)
        for match in _TITLED.finditer(passage.text):
            number = f"〔{match['year']}〕{match['number']}号"
            by_title.setdefault(_title(match["title"]), {}).setdefault(number, passage)
    for (year, number), issuers in by_number.items():
        for place in dict.fromkeys(issuer[0] for issuer in issuers):
            spellings = [issuer for issuer in issuers if issuer[0] == place]  # 穗… and 民… are two issuers
            if len(spellings) < 2:
                continue
            tail = f"〔{year}〕{number}号"
            yield _two_spellings([issuer + tail for issuer in spellings], [issuers[issuer] for issuer in spellings])
    for title, numbers in by_title.items():
        if len(numbers) > 1:
            yield _two_spellings([f"《{quote(title)}》{number}" for number in numbers], list(numbers.values()))


def documents_are_not_of_the_future(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 穗府办规〔2081〕13号 in a report that was filled in in 2022."""
    about = facts.submission.information
    known = {"填表日期": about.prepared_on, "服务结束日期": about.service_end, "服务开始日期": about.service_start}
    days = {when: what for what, when in known.items() if when is not None}
    if not days:
        return
    last = max(days)  # one of them may be wrong, and is told by itself
    spare = 0 if last == about.prepared_on else 1  # a report is written within a year
    told: set[str] = set()
    for passage in prose.passages:
        for match in _DOCUMENT.finditer(passage.text):
            number = f"〔{match['year']}〕{match['number']}号"
            if int(match["year"]) > last.year + spare and number not in told:
                told.add(number)
                yield finding("T031", passage.sheet, passage.cell, number=number, day=day(last), what=days[last])


CHECKS = (
    documents_are_not_of_the_future,
    assessments_follow_each_other,
    one_assessment_has_one_period,
    dates_of_assessments_agree,
    midterm_is_without_finance,
    spans_agree,
    documents_have_one_number,
)


def _events(facts: Facts, prose: Prose) -> Iterator[Event]:
    """From 基本信息, then 评估评分 and its notes, then prose: the surer first."""
    about = facts.submission.information
    for period, when, cell in (
        (MIDTERM, about.midterm_date, about.at("midterm_date")),
        (FINAL, about.final_date, about.at("final_date")),
    ):
        if when is not None:
            yield Event(when, True, period, False, "about", about.sheet, cell)
    for row in facts.submission.assessments:
        period = period_of(row.period)
        finance = FINANCE in row.assessor
        if row.assessed_on is not None:
            cell = row.at("assessed_on")
            yield Event(row.assessed_on, True, period, finance, "row", row.table.sheet, cell)
            continue
        match = _DATED.search(searchable(row.note)) if row.note else None
        when = _date_of(match) if match else None
        if match and when is not None:
            yield Event(when, bool(match["d"]), period, finance, "row", row.table.sheet, row.at("note"))
    for passage in prose.passages:
        if "期" in passage.text:
            yield from _told(passage)


def _told(passage: Passage) -> Iterator[Event]:
    """`2022年11月,…进行末期财务评估`: a date, and behind it in the sentence the first period that is named.

    `末期评估于2022年11月进行` and `末期(2022年11月)`: the period right in front of it.
    """
    for sentence in passage.sentences:
        dates = [match for match in _DATED.finditer(sentence) if "年" in match[0]]
        for at, match in enumerate(dates):
            named = _PERIOD_OF_DATE.search(sentence, max(0, match.start() - 16), match.start())
            if named is not None:
                when = _date_of(match)
                if when is not None and "评估" in sentence:
                    yield Event(
                        when, bool(match["d"]), named["period"], named["finance"] is not None, "prose", passage.sheet,
                        passage.cell,
                    )  # fmt: skip
                continue
            stop = dates[at + 1].start() if at + 1 < len(dates) else len(sentence)
            behind = sentence[match.end() : min(stop, match.end() + 80)]
            period = _PERIOD.search(behind)
            both = _BOTH.search(behind)
            if (
                period is None
                or "评估" not in behind
                or _ABOUT_IT.search(behind, period.start())
                or (both is not None and both.start() <= period.start())
            ):
                continue
            when = _date_of(match)
            if when is not None:
                finance = FINANCE in behind[period.start() : period.start() + 12]
                yield Event(when, bool(match["d"]), period[0], finance, "prose", passage.sheet, passage.cell)


def _mixed(sentence: str) -> tuple[str, str, str] | None:
    """One date, one period called with it, and a grade of the other period with no date of its own."""
    dates = [match for match in _DATED.finditer(sentence) if "年" in match[0]]
    if len(dates) != 1:
        return None
    behind = sentence[dates[0].end() :]
    periods = list(_PERIOD.finditer(behind))
    if not periods or len({match[0] for match in periods}) < 2:
        return None
    first, other = periods[0], next(match for match in periods if match[0] != periods[0][0])
    grade = _GRADE.search(behind, other.end())
    if grade is None or _GRADE.search(behind[first.end() : other.start()]) or grade.start() - other.end() > 12:
        return None
    return dates[0][0], first[0], f"{other[0]}等级{grade[1]}"


def _two_spellings(spellings: Sequence[str], passages: Sequence[Passage]) -> Finding:
    last = passages[-1]
    places = "、".join(dict.fromkeys(f"{passage.sheet}!{passage.cell}" for passage in passages))
    shown = Phrase("、".join(f"“{quote(spelling)}”" for spelling in spellings[:4]))
    return finding("T006", last.sheet, last.cell, spellings=shown, places=places)


def _title(title: str) -> str:
    return re.sub(r"^.*关于(?:印发|引发)?|的通知$|[<>〈〉]|\(试行\)|\(修订\)", "", title)


def _day(text: str) -> date | None:
    match = _DATED.match(text)
    return _date_of(match) if match else None


def _date_of(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"] or 1))
    except ValueError:
        return None


def _shown(event: Event) -> date | str:
    return event.when if event.exact else f"{event.when.year}年{event.when.month}月"


def _is_alone(each: Event, known: Sequence[Event]) -> bool:
    """A date that no surer source has, though one dates the same assessment: what prose repeats is not surer."""
    surer = {"about": ("row",), "prose": ("about", "row"), "row": ()}[each.source]
    others = [one for one in known if one.source in surer]
    return bool(others) and not any(_one_day(each, one) for one in others)


def _one_day(one: Event, other: Event) -> bool:
    if one.exact and other.exact:
        return abs((one.when - other.when).days) <= 31 if one.finance else one.when == other.when
    return (one.when.year, one.when.month) == (other.when.year, other.when.month)
