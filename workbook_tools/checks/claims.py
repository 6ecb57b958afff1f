"""What prose claims of money, scores and grades, against the tables and the scheme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from workbook_tools.basis.figures import as_count, as_money, as_score, as_short_rate
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.catalogue import finding, quote
from workbook_tools.checks.amounts import AMOUNT, is_amount, told_amount
from workbook_tools.checks.contract_money import contract_product
from workbook_tools.checks.cost_claims import speaks_of_a_line
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.money import is_whole_cost_by_name, shares_of, years_money_is_off
from workbook_tools.checks.money_scopes import (
    is_for_something_else,
    is_of_a_part_or_more,
    is_of_another_time,
    is_of_another_year,
)
from workbook_tools.checks.narrative_facts import Prose, is_of_wishes, told_as_fact
from workbook_tools.checks.passages import Passage, searchable, sentence_before
from workbook_tools.checks.wording import Phrase
from workbook_tools.evaluation.assessors import is_finance
from workbook_tools.evaluation.periods import period_of
from workbook_tools.evaluation.station_verdicts import gate
from workbook_tools.model import Assessment, Finding, ScoredRow, Tranche

_YEARLY = lazy_pattern(
    r"(?:每个?(?:服务)?年度?|年度|全年预算)(?:的)?(?:政府|财政|购买)?(?:项目|服务){0,3}(?:投入|拨付|安排|核定)?(?:总)?"
    r"(?:经费|资金|费用|预算|金额){0,4}" + AMOUNT
)
_WHOLE = lazy_pattern(
    r"(?:(?:合同|项目|协议)?(?:总(?:费用|金额|经费|价款?|投入|额|资金)|合同(?:金额|价款?))"
    r"|合同期?[^。;\n]{0,36}?,(?:总共|合计|共计|共)|(?:每年[^。;\n]{0,16}?万元?,|[\d一二三四五六七八九十]年)(?:总共|合计|共计|共)(?:投入)?)"
    + AMOUNT
)
_WISHED = lazy_pattern(r"建议|应当?|需要?|争取|力争|确保|保证|请|希望|如能|若|能否|未|没有|不")
_PAID_IN_TIME = lazy_pattern(
    r"(?:资金|经费|款项|拨款)[^,;。\n未没不]{0,8}?(?:按期|按时|按约|按进度|及时|准时|足额|全额|全部|均已|已)+(?:拨付|到位|拨款|支付|拨)"
    r"|(?:按期|按时|及时|足额|全额)(?:足额|及时)?(?:拨付|拨出|拨到)[^,;。\n]{0,6}(?:资金|经费|款)",
    holding="拨付位",
)
_PAID = lazy_pattern(
    r"(?:已经?|共|累计|合计|实际|实)(?:共|累计|合计)?(?:拨付|拨款|到位|拨)(?:到位)?(?:项目|财政|服务)?(?:资金|经费|款项?)?"
    + AMOUNT,
    holding="拨位",
)
_BY_SOURCE = lazy_pattern(r"其中|中央|[省市县区镇乡]级|配套|自筹|福彩|彩票|捐赠")
_FUNDS = r"(?:资金|经费|款项?|拨款)"
_SOME_AMOUNT = r"[\d.,]{1,12}(?:亿|万)?元?"
_PAID_WORDS = r"(?:到账|到位|拨付|拨款|拨|支付|收到|入账)"
_PAID_ALREADY = rf"(?:已经?|均已?|全部|共){_PAID_WORDS}"
_NOT_YET = lazy_pattern(r"未|没|不|应|需|将|待|拟|预计|计划|申请|约定|可|争取|如|若|余|剩|尚|后|按")
_AMOUNT_BEHIND = lazy_pattern(r"(?:到位|资金|经费)?" + AMOUNT)
_A_TRANCHE = lazy_pattern(r"(?:首|中|末|[一二三四])期|首笔|尾款|首付|首批")
_ASSESSED = lazy_pattern(r"(?:中末|首|中|末)期(?:评估|评审|考核|检查)(?![^,。;!\n]{0,6}后)")
_AN_EARLIER_YEAR = lazy_pattern(r"去年|上年|往年|上一|前一年|前期")
_PASSED_ON = lazy_pattern(r"用于|手续|提交|流程|垫付|工资|薪酬|劳务|社保")
_CLAUSE_BEHIND = lazy_pattern(r"[^,、。;!\n]*")
_PAYS = lazy_pattern(r"拨|到账|到位|支付")
_SPENT = lazy_pattern(
    r"(?:(?<![^,;。:\n])(?:共|累计|合计)?|(?:全年|本年度|年度|项目|实际|本期|总)(?:总|实际|共|累计|合计|资金|经费){0,6})(?:支出|使用|开支)(?:资金|经费)?"
    + AMOUNT
)
_SURE = lazy_pattern(r"(?:项目|服务|年度|总)(?:总)?(?:经费|资金|预算|费用|金额)|合同(?:总|金额|价)|全年预算")
_RATE = lazy_pattern(
    r"(?:预算|资金|经费)(?:总)?执行率(?:为|达到?|是|:|约)*(?P<rate>\d{1,3}(?:\.\d+)?)%(?!以)", holding="执"
)
_SPENT_OF_BUDGET = lazy_pattern(
    r"(?:总支出|实际支出|全年支出|支出合计|共支出|累计支出)(?:资金|经费)?(?:为|是|了|约)?\d[\d.,]{0,12}万?元,?占(?:全年|年度|项目)*(?:总)?(?:预算|资金)"
    r"(?:总额)?(?:\d[\d.,]{0,12}万?元)?的?(?P<rate>\d{1,3}(?:\.\d+)?)%(?!以)",
    holding="占",
)
_COST_SHARE = lazy_pattern(
    r"(?P<what>人员|运营管理)(?:费用|经费|支出|成本|费)?(?:支出)?(?:\d[\d.,]{0,12}万?元,?)?占(?:比|(?:项目|年度)?(?:总)?(?:支出|预算|经费|资金|费用)的?(?:比例|比重)?)?"
    r"(?:为|是|:|约|达到?)*(?P<percent>\d{1,3}(?:\.\d+)?)%(?!以|左右)",
    holding="占",
)
_SCORE = lazy_pattern(
    r"(?P<what>综合|自评|评价|评估|绩效|项目)(?:总)?(?:得分|评分|总分|分数|结果)(?:为|是|:|达)*(?P<score>\d{1,3}(?:\.\d+)?)分",
    holding="分",
)
_GRADED = lazy_pattern(
    r"(?:等级|结果|评定|评级|档次)(?:被)?(?:评)?(?:定)?(?:为|是|:)*[“\"]?(?P<grade>优秀|良好|不合格|合格|优|良|中|差)(?!化|质|先|惠|期|末|心|级)"
)
_CLAUSE = lazy_pattern(r"[^。;!\n]+")
_PERIOD = lazy_pattern(r"中末期|中期|末期")
_SCORED = r"(?:专业)?(?:评估|评价|考核)?(?:总)?(?:评分|得分|打分|分数)"
_GRADE = lazy_pattern(r"(?:等级|结果|结论|成绩)(?:评定)?(?:为|是|:)+(优秀|良好|不合格|合格)")
_FINANCE_FAILED = lazy_pattern(
    r"财务(?:评估|审计)(?:工作)?,?(?:的)?(?:结论|结果|等级)?(?:评定)?(?:均)?(?:为|是|:)*不合格"
)
# 财务评估不合格的，不予拨付 says what would be; an earlier year is none of this table.
_A_RULE = lazy_pattern(r"不合格(?:的|时|则|者|或|,?不予)|(?<!例)如(?!期|下|实|何)|若|凡|一旦|去年|上年|上一年|往年")
# 末期评估等级为合格及以上，拨付剩余10% is a term; 自查等级 is no grade of the assessment.
_GRADE_RULE = lazy_pattern(
    r"(?:优秀|良好|合格)(?:\(含\))?(?:的|时|则|者|后|及?以[上下]|或|,?(?:方|才|可|不予|扣|拨付|取消|终止))"
    r"|条件|(?:低于|不足|不满|高于)\d{1,3}分的?,|(?<!例)如(?!期|下|实|何)|若|凡|一旦"
)
_OTHER_GRADE = lazy_pattern(r"自查|自评|互评|(?:抽查|检查|审计|档案|管理|培训)[^,:]{0,8}$")
_YEAR = lazy_pattern(
    r"(?P<year>(?:19|20)\d\d)年|(?P<own>本年|今年|本服务年|本周期)|去年|上年|上一?个?(?:服务)?(?:年|周期)|往年|前一?年"
)
_PART_OF_SCORE = lazy_pattern(
    r"产出|效益|满意度|数量|质量|时效|成本|影响|[一二三]级|单项|[各该此]项|资金|执行|管理|过程|成效|部分|中期|期中|半年|季度"
)
_CLAUSE_BEFORE = lazy_pattern(r"[^,。;:!\n]*$")
_BANDS = lazy_pattern(r"\d分(?:\(含\))?(?:以上|以下|至|-|~)|不含")
ROUNDING = Decimal("0.05")  # a score told with one decimal
_LONGEST_LEAD = 120  # characters before a score or a grade that can say whose it is
_GRADE_AFTER = 24  # characters behind a score in which its grade is looked for


def sums_of_money_agree(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: the yearly money, the contract's sum or the spending in prose is another than in the tables."""
    about, funds = facts.submission.information, facts.evaluation.funds
    yearly = _known(about.annual_funds, about.full_year_budget, funds.budget)
    whole = _known(about.contract_total)
    product = contract_product(about)  # prose that has it is right where the table is not, and that is said there
    spent = _known(funds.spent)
    anything = {*yearly, *whole, *spent, *_known(product)}  # 总额 may be said of each of them
    kinds = (
        (_YEARLY, "年度项目资金", yearly, yearly),
        (_WHOLE, "合同总金额", whole, anything),
        (_SPENT, "全年支出", spent, spent),
    )
    for pattern, named, known, allowed in kinds:
        odd = _odd_amount(facts, prose, pattern, known, allowed)
        if odd is not None:
            passage, words, amount = odd
            if pattern is _SPENT and any(_is_named_by(row, words) for row in facts.evaluation.rows):
                continue  # 项目总支出 as a row: prose is held against that (T001)
            yield finding(
                "T013",
                passage.sheet,
                passage.cell,
                words=words,
                told=as_money(amount),
                named=named,
                stated="、".join(as_money(each) for each in sorted(known)),
            )


def _is_named_by(row: ScoredRow, words: str) -> bool:
    return is_whole_cost_by_name(row) and row.indicator.level3 in words


def rate_is_the_computed_one(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 预算执行率98% in prose, and 资金使用 makes 109.17 %. Compared as far as the digits in prose go."""
    rate = facts.evaluation.funds.execution_rate
    if rate is None or years_money_is_off(facts):
        return
    for pattern in (_RATE, _SPENT_OF_BUDGET):
        for passage, match in told_as_fact(prose, pattern):
            if not _prints_as(rate, match["rate"]) and not is_of_another_time(passage.text, match, prose.period):
                yield finding("T014", passage.sheet, passage.cell, words=match[0], rate=as_short_rate(rate))
                return


def shares_of_costs_are_the_computed_ones(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 人员费用占比60% in prose, and on no base it is: neither of the budget, of the spending, nor of the funds."""
    for passage, match in told_as_fact(prose, _COST_SHARE):
        category = "人员费用" if match["what"] == "人员" else match["what"]
        known = shares_of(facts, category)
        if known and not any(_prints_as(value, match["percent"]) for value in known.values()):
            shares = "、".join(f"{base}的{as_short_rate(value)}" for base, value in known.items())
            yield finding("T029", passage.sheet, passage.cell, words=match[0], rule=category, shares=Phrase(shares))
            return


def scores_fit_their_grades(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """E: 得分92.5分 and 等级为良. W: a total score that is not the computed one."""
    computed = facts.evaluation.score
    for passage in prose.passages:
        for match in _SCORE.finditer(passage.text):
            told = Decimal(match["score"])
            behind = passage.text[match.end() : match.end() + _GRADE_AFTER]
            if told > 100 or _BANDS.search(match[0] + behind[:4]):
                continue
            graded = _GRADED.search(behind)
            if graded is not None:
                yield from _grade(facts, passage, told, graded["grade"])
            own = "自评" in match[0] or "绩效" in match[0]
            if _is_of_an_earlier_year(passage.text[: match.start()], prose):
                continue
            if own and computed is not None and abs(told - computed) >= ROUNDING:
                if _is_of_a_part(prose, passage.text[: match.start()]):
                    continue
                yield finding("T016", passage.sheet, passage.cell, words=match[0], score=as_score(computed))
            elif not own and (assessed := _assessed_otherwise(facts, passage, match)):
                yield finding("T032", passage.sheet, passage.cell, words=match[0], scores=Phrase(assessed))


def scores_are_the_assessors(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 末期第三方评估机构评分95分, where its row has 92. Compared with every row that the sentence may mean."""
    by_assessor: dict[str, list[Assessment]] = {}
    for row in facts.submission.assessments:
        if row.score is not None and len(name := without_blanks(row.assessor)) > 1:
            by_assessor.setdefault(name, []).append(row)
    for passage in prose.passages:
        for name, rows in by_assessor.items():
            if name not in passage.text or is_of_wishes(passage.chapter):
                continue
            pattern = re.compile(
                rf"{re.escape(name)}(?:的)?{_SCORED}(?:为|是|:|达|了)*(?P<score>\d{{1,3}}(?:\.\d+)?)分"
            )
            for match in pattern.finditer(passage.text):
                before = sentence_before(passage.text, match.start())
                periods = _PERIOD.findall(before)
                meant = [row for row in rows if not periods or period_of(row.period) == periods[-1]]
                known = [row.score for row in meant if row.score is not None]
                known += [each.score for each in facts.evaluation.assessments if each.score is not None]
                told = Decimal(match["score"])
                if not meant or _A_RULE.search(before) or any(abs(told - each) < ROUNDING for each in known):
                    continue
                if _is_of_an_earlier_year(before, prose):
                    continue
                places = [f"{row.table.sheet}!{row.at('score')}" for row in meant]
                scores = "、".join(
                    f"{row.period}“{quote(row.assessor)}”{as_count(row.score or Decimal())}分" for row in meant
                )
                yield finding("T032", passage.sheet, passage.cell, words=match[0], scores=Phrase(scores, places))
                break


def _is_of_an_earlier_year(before: str, prose: Prose) -> bool:
    """Whether the year that a sentence named last, up to some words of it, is before the service year."""
    named = list(_YEAR.finditer(sentence_before(before[-_LONGEST_LEAD:], _LONGEST_LEAD)))
    if not named or named[-1]["own"]:
        return False
    year = named[-1]["year"]
    return year is None or (bool(prose.period.years) and int(year) < min(prose.period.years))


def _is_of_a_part(prose: Prose, before: str) -> bool:
    """产出指标自评得分: the score of some rows, or of one."""
    found = _CLAUSE_BEFORE.search(before[-_LONGEST_LEAD:])
    clause = found[0] if found is not None else ""
    names = (searchable(fact.name) for rows in prose.table.values() for fact in rows)
    return bool(_PART_OF_SCORE.search(clause)) or any(name in clause for name in names)


def _assessed_otherwise(facts: Facts, passage: Passage, match: re.Match[str]) -> str:
    """What the assessments make, in words, where a sentence gives the last it named another 综合得分; else ""."""
    told, before = Decimal(match["score"]), sentence_before(passage.text, match.start())
    periods = _PERIOD.findall(before)
    of_period = match["what"] == "综合" or (match["what"] == "评估" and before.endswith(("中期", "末期")))
    if not of_period or not periods or is_of_wishes(passage.chapter):
        return ""
    period = periods[-1]
    held = [each for each in facts.evaluation.assessments if each.kind == period and each.score is not None]
    if not held or any(abs(told - (each.score or Decimal())) < ROUNDING for each in held):
        return ""
    return "、".join(f"{each.period}{as_score(each.score or Decimal())}分" for each in held)


def grades_are_the_stated_ones(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: a sentence on the 末期 alone tells another grade than 末期评估等级. Finance has its own two words."""
    about = facts.submission.information
    stated = {
        "中期": (about.midterm_grade, about.at("midterm_grade")),
        "末期": (about.final_grade, about.at("final_grade")),
    }
    for passage in prose.passages:
        for clause in _CLAUSE.findall(passage.text) if "期" in passage.text or "财务" in passage.text else ():
            periods, graded = set(_PERIOD.findall(clause)), _GRADE.search(clause)
            finance = None if _A_RULE.search(clause) else _FINANCE_FAILED.search(clause)
            if finance is not None and (place := _finance_passed(facts)):
                yield finding("T023", passage.sheet, passage.cell, words=finance[0], grade="合格", place=place)
                return
            if len(periods) != 1 or graded is None or "财务" in clause or _GRADE_RULE.search(clause):
                continue
            before = clause[: graded.start()]
            if _OTHER_GRADE.search(before) or _is_of_an_earlier_year(before, prose):
                continue
            period = periods.pop()
            grade, cell = stated.get(period, ("", ""))
            if grade and grade != graded[1] and graded[1] not in _made_by_the_scores(facts, period):
                place = f"{about.sheet}!{cell}"
                yield finding("T023", passage.sheet, passage.cell, words=graded[0], grade=grade, place=place)
                return


def _finance_passed(facts: Facts) -> str:
    """Where the table says that every finance assessment was passed; "" where it does not."""
    rows = [row for row in facts.submission.assessments if is_finance(row)]
    if not rows or any(gate(row.conclusion) != "合格" for row in rows):
        return ""
    return f"{rows[0].table.sheet}!{rows[0].at('conclusion')}"


def punctual_payments_are_recorded(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 项目资金按期拨付 or 末期6万元已到账 in prose, and 资金拨付 has no payment, or less than was due."""
    told = list(_claims_of_all(facts, prose))
    yield from told or _claims_of_one(facts, prose)


def _claims_of_all(facts: Facts, prose: Prose) -> Iterator[Finding]:
    payments, rows = facts.evaluation.payments, facts.evaluation.tranches
    if payments is None or "tranches" not in facts.submission.tables:
        return
    short = payments.outstanding is not None and payments.outstanding > 0
    if payments.unrecorded < len(rows) and not short:
        return
    for passage in prose.passages:
        if is_of_wishes(passage.chapter):
            continue
        claims = (each for each in _PAID_IN_TIME.finditer(passage.text) if _is_of_all(facts, prose, passage.text, each))
        found = next(claims, None)
        if found is None:
            continue
        table = rows[0].tranche.table.sheet
        record = "没有一期填写已拨金额"
        if payments.unrecorded < len(rows):
            due, paid = as_money(payments.due_to_date or Decimal()), as_money(payments.paid or Decimal())
            record = f"到期应拨{due}万元，已拨{paid}万元"
        yield finding("T026", passage.sheet, passage.cell, words=found[0], table=table, record=Phrase(record))
        return


def _is_of_all(facts: Facts, prose: Prose, text: str, match: re.Match[str]) -> bool:
    """No wish, and neither of one tranche nor of another year: 首期、中期资金均已及时足额拨付."""
    if _WISHED.search(text, max(0, match.start() - 8), match.end()) is not None:
        return False
    payments, amount = facts.evaluation.payments, _AMOUNT_BEHIND.match(text, match.end())
    if amount is not None and payments is not None and not is_amount(told_amount(amount), payments.due or Decimal()):
        return False  # 资金已拨付180万元 says how much, not that it is all
    said = sentence_before(text, match.start()) + match[0]
    without = _ASSESSED.sub("", said)  # 末期评估合格,项目资金按期拨付 is of no tranche
    names = (each.name for each in facts.submission.tranches if len(each.name) > 1)
    if _A_TRANCHE.search(without) or any(name in without for name in names):
        return False
    return not _AN_EARLIER_YEAR.search(said) and not is_of_another_year(text, match, prose.period)


def _claims_of_one(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """已拨首期30万元、末期6万元, where the row of 末期 has no 已拨金额, or 0."""
    for row in (row for row in facts.submission.tranches if not row.paid and len(row.name) > 1):
        if not any(row.name in passage.text for passage in prose.passages):
            continue
        named = rf"{re.escape(row.name)}{_FUNDS}?"
        claim = re.compile(
            rf"{_PAID_ALREADY}[^,。;!\n]{{0,60}}?{named}{AMOUNT}"
            rf"|{named}{_SOME_AMOUNT}[^,。;!\n]{{0,16}}?(?:已|均|全部|足额)[^,。;!\n]{{0,12}}?{_PAID_WORDS}"
            rf"|{re.escape(row.name)}{_FUNDS}[^,。;!\n]{{0,8}}?(?:已|均|全部|足额)[^,。;!\n]{{0,12}}?{_PAID_WORDS}"
        )
        for passage, match in told_as_fact(prose, claim):
            behind = _CLAUSE_BEHIND.match(passage.text, match.end())
            told_of = match[0] + (behind[0] if behind else "")
            before = sentence_before(passage.text, match.start())
            earlier = _AN_EARLIER_YEAR.search(before) or is_of_another_year(passage.text, match, prose.period)
            if not _NOT_YET.search(told_of) and not _PASSED_ON.search(told_of) and not earlier:
                record = "没有填写已拨金额" if row.paid is None else "已拨金额是0"
                told, table = Phrase(f"“{quote(row.name)}”{record}"), row.table.sheet
                yield finding("T026", passage.sheet, passage.cell, words=match[0], table=table, record=told)
                return


def payments_in_prose_are_recorded(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 已拨36.3万元 in prose, where the tranches come to 33.6; 中期96万元 where 69 is recorded."""
    rows = [row for row in facts.submission.tranches if row.paid is not None]
    payments = facts.evaluation.payments
    if not rows or payments is None:
        return
    for passage, match in told_as_fact(prose, _PAID):
        amount = told_amount(match)
        clause = re.split("[,、:]", sentence_before(passage.text, match.start()))[-1]
        if _BY_SOURCE.search(clause) or is_of_another_year(passage.text, match, prose.period):
            continue
        if not any(is_amount(amount, each) for each in _paid_sums(facts)):
            yield finding("T033", passage.sheet, passage.cell, words=match[0], recorded=_recorded(rows))
            return
    for row in (row for row in rows if any(row.name in passage.text for passage in prose.passages)):
        named = re.compile(re.escape(row.name) + r"(?:资金|经费|款项?|已|共|拨付|拨|了|为){0,4}" + AMOUNT)
        for passage, match in told_as_fact(prose, named) if len(row.name) > 1 else ():
            amount = told_amount(match)
            if _PAYS.search(passage.text) and row.paid and not is_amount(amount, row.paid):
                yield finding("T033", passage.sheet, passage.cell, words=match[0], recorded=_recorded([row]))
                return


def _recorded(rows: Sequence[Tranche]) -> Phrase:
    told = "、".join(f"“{quote(row.name)}”已拨{as_money(row.paid or Decimal())}万元" for row in rows)
    return Phrase(told, (f"{row.table.sheet}!{row.at('paid')}" for row in rows))


def _paid_sums(facts: Facts) -> set[Decimal]:
    """What was paid or is due, tranche by tranche, up to each, and in all."""
    payments = facts.evaluation.payments
    paid = [row.paid for row in facts.submission.tranches if row.paid is not None]
    due = [each.due for each in facts.evaluation.tranches if each.due is not None]
    whole = _known(payments.due, payments.due_to_date) if payments is not None else set()
    return {*paid, *accumulate(paid), *due, *accumulate(due), *whole}


CHECKS = (
    payments_in_prose_are_recorded,
    punctual_payments_are_recorded,
    sums_of_money_agree,
    rate_is_the_computed_one,
    shares_of_costs_are_the_computed_ones,
    scores_fit_their_grades,
    scores_are_the_assessors,
    grades_are_the_stated_ones,
)


def _prints_as(rate: Decimal, percent: str) -> bool:
    """Whether a rate is what prose says in percent, as far as the digits there go."""
    return abs(Decimal(percent) - rate * 100) <= Decimal("0.5").scaleb(-len(percent.partition(".")[2]))


def _made_by_the_scores(facts: Facts, period: str) -> set[str]:
    """A grade in prose that the scores make: then what was stated is wrong, and that is said there (A023)."""
    return {each.grade for each in facts.evaluation.assessments if each.kind == period and each.grade}


def _grade(facts: Facts, passage: Passage, told: Decimal, grade: str) -> Iterator[Finding]:
    station = grade in {cut.name for cut in facts.scheme.station_grades}
    if not station and grade not in {cut.name for cut in facts.scheme.grades}:
        return  # 良好 where the scheme names no place, so that nobody knows its bounds
    earned = facts.scheme.station_grade(told) if station else facts.scheme.grade(told)
    if earned and earned != grade:
        yield finding("T015", passage.sheet, passage.cell, score=as_count(told), grade=grade, earned=earned)


def _known(*amounts: Decimal | None) -> set[Decimal]:
    return {amount for amount in amounts if amount}


def _odd_amount(
    facts: Facts, prose: Prose, pattern: re.Pattern[str], known: set[Decimal], allowed: set[Decimal]
) -> tuple[Passage, str, Decimal] | None:
    """The first amount in prose that is none of those allowed."""
    if not known:
        return None
    for passage in prose.passages:
        if ("万" not in passage.text and "元" not in passage.text) or is_of_wishes(passage.chapter):
            continue
        for match in pattern.finditer(passage.text):
            amount = told_amount(match)
            # An amount of another order is another thing: 每年5万元 is no project's money.
            near = any(each / 2 <= amount <= each * 2 for each in known)
            told = near or (pattern is not _SPENT and _SURE.search(match[0]) is not None)
            if not told or any(is_amount(amount, each) for each in allowed):
                continue
            if not _is_of_something_else(facts, prose, passage.text, match, pattern, known):
                return passage, match[0], amount
    return None


def _is_of_something_else(
    facts: Facts, prose: Prose, text: str, match: re.Match[str], pattern: re.Pattern[str], known: set[Decimal]
) -> bool:
    """An amount of one line, of another time, of a part or of more than the project."""
    if pattern is _WHOLE:
        return False
    if pattern is _YEARLY:
        return is_of_another_year(text, match, prose.period) or is_for_something_else(text, match)
    return (
        speaks_of_a_line(facts, text[: match.start()])
        or is_of_another_time(text, match, prose.period)
        or is_of_a_part_or_more(text, match, known)
    )
