"""What prose says of one cost line or category: 人员经费支出45万元, where 资金使用 has 41.2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from workbook_tools.basis.figures import as_money
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import HAN, without_blanks
from workbook_tools.catalogue import finding
from workbook_tools.checks.amounts import AMOUNT, is_amount, told_amount
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.narrative_facts import Prose, told_as_fact
from workbook_tools.checks.passages import sentence_before
from workbook_tools.model import Finding

# 培训费 and 外聘人员经费 are a part; 项目经费, 全年经费 and 总费用 the whole.
_COSTS = lazy_pattern(rf"(?P<whose>{HAN}{{0,12}}?)(?:经费|费用|费)(?!率)", holding="费")
_WHOLE = lazy_pattern(r"(?:^|项目|年度?|全年|总|服务|专项|购买|财政|合同|站点?|政府|工作|机构|各项|所有|全部|的)$")
# 支出30万元用于工资、11.2万元用于社会保险: the first of several amounts of one line.
_A_PART = lazy_pattern(
    r"^(?:(?:主要|专项|全部)?用[于作]|[为作是])[^\d。;!\n]{0,16}[,、和及]?[^\d。;!\n]{0,8}\d[\d.,]{0,12}(?:万|元)|^[、和]\d[\d.,]{0,12}(?:万|元)"
)
_CLAUSE_BEHIND = lazy_pattern(r"[^,。;!\n]*")
_YEARS = lazy_pattern(r"(?:19|20)\d\d(?=年)")
_FAR = 48  # letters behind an amount in which the next part is looked for
_SHORTEST = 3  # letters of a line's name that prose is searched for
_FILLERS = lazy_pattern(r"^(?:其中|全年|本?年度|项目|本站|站点|我站|主要是|包括|含)+")
_NAMED = rf"(?<!{HAN})(?P<name>{HAN}{{3,24}}?)(?:的)?"
_SPENT = lazy_pattern(
    _NAMED + r"(?:(?:年度|全年)?预算(?:金额|安排|数)?(?:为|是|:)*[\d.,]{1,12}万?元,)?"
    r"(?:全年|本年度|年度)?(?:实际|共|累计|合计)*(?:支出|使用|开支)(?:资金|经费|金额)?" + AMOUNT,
    holding="支使开",
)
_BUDGET = lazy_pattern(_NAMED + r"(?:年度|全年)?预算(?:金额|安排|数)?" + AMOUNT, holding="预")
# Of another time, of a part, or of what is to come.
_ELSEWHERE = lazy_pattern(
    r"去年|上年|上一年|往年|同期|同比|比|增|减|超|节约|结余|下年|明年|来年|拟|计划|预计|调整|追加|调剂|每月|月均|人均|每人|每年"
    r"|[一二两三四五六七八九十]年|季度|上半年|下半年|\d{1,2}月|首期|中期|末期|阶段|左右|以上|以下|以内|近|余"
)


def speaks_of_a_line(facts: Facts, before: str) -> bool:
    """Whether the sentence that leads to an amount is about one kind of costs: 人员经费预算42万元,|实际支出41.2万元."""
    sentence = sentence_before(before, len(before))
    if any(name in sentence for name in _names(facts)):
        return True
    costs = list(_COSTS.finditer(sentence))
    return bool(costs) and not _WHOLE.search(costs[-1]["whose"])


def cost_lines_agree(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: prose gives a cost line or category another amount than 资金使用, neither its budget nor its spending."""
    about, funds = facts.submission.information, facts.evaluation.funds
    years = {day.year for day in (about.service_start, about.service_end) if day is not None}
    of_the_year = [each for each in (funds.spent, funds.budget, funds.lines_budget) if each]
    names = _names(facts)
    told: set[tuple[str, str]] = set()
    for what, pattern in (("支出", _SPENT), ("预算", _BUDGET)) if names else ():
        for passage, match in told_as_fact(prose, pattern):
            name = _FILLERS.sub("", match["name"])
            amounts = names.get(name, names.get(match["name"]))
            known = None if amounts is None else amounts[what == "支出"]
            if amounts is None or not known or (name, what) in told or _is_elsewhere(passage.text, match, years):
                continue
            amount = told_amount(match)
            if what == "支出" and _A_PART.search(passage.text[match.end() : match.end() + _FAR]):
                continue
            if any(is_amount(amount, each) for each in (*of_the_year, *filter(None, amounts))):
                continue
            if known / 2 <= amount <= known * 2:  # of another order it is another thing
                told.add((name, what))
                yield finding(
                    "T013", passage.sheet, passage.cell, words=match[0], told=as_money(amount),
                    named=f"“{name}”的{what}", stated=as_money(known),
                )  # fmt: skip


def _names(facts: Facts) -> Mapping[str, tuple[Decimal | None, Decimal | None]]:
    """The lines and categories that one name means, with budget and spending; a blank that may be filled is unknown."""
    lines = facts.submission.cost_lines
    found: dict[str, tuple[Decimal | None, Decimal | None]] = {}
    for category in {line.category for line in lines if line.category and all(each.category for each in lines)}:
        some = [line for line in lines if line.category == category]
        found[category] = _sum([line.budget for line in some]), _sum([line.spent for line in some])
    names = [without_blanks(line.name) for line in lines]
    for name, line in zip(names, lines, strict=True):
        if len(name) >= _SHORTEST and names.count(name) == 1 and name not in found:
            found[name] = line.budget, line.spent
    return found


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal()) if len(known) == len(amounts) else None


def _is_elsewhere(text: str, match: re.Match[str], years: set[int]) -> bool:
    """The sentence speaks of another time, of a part, or of what is not yet."""
    behind = _CLAUSE_BEHIND.match(text, match.end())
    sentence = sentence_before(text, match.start()) + match[0] + (behind[0] if behind else "")
    named = {int(year) for year in _YEARS.findall(sentence)}
    return bool(_ELSEWHERE.search(sentence)) or not named <= years


CHECKS = (cost_lines_agree,)
