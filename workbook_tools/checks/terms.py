"""The terms of contract and assessment as prose repeats them: years, weights, shares of tranches and costs, grades."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbook_tools.basis.figures import as_count, as_short_rate
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import number_of
from workbook_tools.catalogue import finding
from workbook_tools.checks.contract import is_whole_years, years_and_days
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.narrative_facts import Prose, told_as_fact
from workbook_tools.checks.wording import listed
from workbook_tools.model import Finding

FEW_DAYS = 31
_YEARS = lazy_pattern(
    r"(?:(?:项目|服务|合同|协议)(?:(?:周期|期限|期)(?:共|为|是|:|为期)*|(?:共|为|是|:|为期)+)|为期)(?P<years>\d{1,2}|[一两二三四五六七八九十])年(?![内度])",
    holding="期同协项服",
)
_WEIGHT = lazy_pattern(
    r"(?P<who>第三方|镇|街道|民政局)[^,、;。\n\d]{0,14}?(?:占比|占|权重)(?:为|是|:)?(?P<percent>\d{1,3}(?:\.\d+)?)%",
    holding="占权",
)
_COSTS = lazy_pattern(
    r"(?P<what>人员(?:费用|经费)|运营管理(?:费用|费)?)(?P<more>[、和及与]+服务质量保障(?:费用|费)?)?[^,;。\n\d]{0,8}?"
    r"(?P<bound>[不未](?:得|应|能)?(?:低于|少于|高于|超过|大于))[^,;。\n\d]{0,12}?(?P<percent>\d{1,3}(?:\.\d+)?)%",
    holding="%",
)
_CUT = lazy_pattern(
    r"(?P<score>\d{2,3})分(?:\(含\)|\(含\d+分\))?(?:及)?以上(?:的)?(?:评)?为(?P<grade>优秀|良好|合格|优|良|中)",
    holding="上",
)
_SHARE = lazy_pattern(r"拨付[^,;。\n\d]{0,20}?(?P<percent>\d{1,3}(?:\.\d+)?)%", holding="付")


def years_of_the_contract_agree(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 为期三年, and the contract runs from 2019 to 2024."""
    about = facts.submission.information
    if about.contract_start is None or about.contract_end is None or about.contract_end < about.contract_start:
        return
    years, rest = years_and_days(about.contract_start, about.contract_end)
    if not is_whole_years(about.contract_start, about.contract_end) and rest > FEW_DAYS:
        return
    for passage, match in told_as_fact(prose, _YEARS):
        told = number_of(match["years"])
        if told not in (years, 1):  # an agreement of one year may be meant
            yield finding("T017", passage.sheet, passage.cell, words=match[0], years=years)
            return


def weights_of_assessors_agree(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 第三方占60% in prose, 70 % in the table or, without one, in the scheme."""
    for passage, match in told_as_fact(prose, _WEIGHT):
        rule = facts.scheme.assessor(match["who"])
        given = {
            row.weight
            for row in facts.submission.assessments
            if row.weight is not None and rule is not None and facts.scheme.assessor(row.assessor) == rule
        }
        known = given or ({rule.weight} if rule is not None else set())
        if known and Decimal(match["percent"]) / 100 not in known:
            weights = listed(as_short_rate(each) for each in sorted(known))
            yield finding("T018", passage.sheet, passage.cell, words=match[0], weights=weights)
            return


def shares_of_tranches_agree(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 拨付60% in prose, and no tranche has that share."""
    shares = {row.share for row in facts.submission.tranches if row.share is not None}
    for passage, match in told_as_fact(prose, _SHARE):
        if shares and Decimal(match["percent"]) / 100 not in shares:
            known = listed(as_short_rate(each) for each in sorted(shares, reverse=True))
            yield finding("T019", passage.sheet, passage.cell, words=match[0], shares=known)
            return


def shares_of_costs_agree(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 运营管理费用不高于20% in prose, and the scheme says 15 %."""
    for passage, match in told_as_fact(prose, _COSTS):
        management = match["what"].startswith("运营")
        wanted = {"运营管理"} if management else {"人员费用", "服务质量保障"} if match["more"] else {"人员费用"}
        rule = next((each for each in facts.scheme.shares if set(each.categories) == wanted), None)
        if rule is not None and Decimal(match["percent"]) / 100 != rule.limit:
            yield finding("T024", passage.sheet, passage.cell, words=match[0], rule=rule.title)
            return


def bounds_of_grades_agree(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 95分以上为优秀 in prose, and the scheme says 90."""
    cuts = {cut.name: cut.at_least for cut in (*facts.scheme.grades, *facts.scheme.station_grades)}
    for passage, match in told_as_fact(prose, _CUT):
        cut = cuts.get(match["grade"])
        if cut is not None and Decimal(match["score"]) != cut:
            yield finding("T025", passage.sheet, passage.cell, words=match[0], grade=match["grade"], cut=as_count(cut))
            return


CHECKS = (
    years_of_the_contract_agree,
    weights_of_assessors_agree,
    shares_of_tranches_agree,
    shares_of_costs_agree,
    bounds_of_grades_agree,
)
