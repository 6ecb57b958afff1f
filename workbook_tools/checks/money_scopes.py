"""Whether a sentence on money is about this service year as a whole: no other time, no part, no larger whole."""

from __future__ import annotations

import re
from decimal import Decimal

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.checks.amounts import AMOUNT, is_amount, told_amount
from workbook_tools.checks.passages import sentence_before, sentence_behind
from workbook_tools.checks.scopes import Period, is_early

_CLAUSE_BEFORE = lazy_pattern(r"[^,。;:!\n]+$")
_AMOUNT = lazy_pattern(r"(?<!\d)(?<!\d,)" + AMOUNT, holding="元万亿")
_YEARS = lazy_pattern(r"(?:19|20)\d\d(?=年)")
_OTHER_TIME = lazy_pattern(
    r"去年|上年|往年|上一|前一年|同期|季度|[上下]半年|下年|明年|来年|下一|(?:中期|期中)[^,。;\n]{0,6}(?:时|前|止)"
    r"|截[至止]到?(?:中期|期中)|月(?:\d{1,2}日|底|末|份)?(?:之|以)?前"
)
_OWN_YEAR = lazy_pattern(r"全年|本年|(?<!上)年度")
_UNTIL_MONTH = lazy_pattern(
    r"(?:截[至止]到?|到|至)(?:本年|当年|同年|次年)?(?:(?:19|20)\d\d年)?(?P<month>\d{1,2})月", holding="月"
)
_THEN = lazy_pattern(r"^(?:的?时候?|之?前|之?后)(?!续)")
# 人员、活动两类,共支出47.1万元
_OF_SOME = lazy_pattern(
    r"(?:[两二三四五六七八九]|(?<!\d)\d)(?:大|个|小)?(?:类|项|部分|方面)(?:费用|经费|支出|资金)?,?$"
)
_WIDER = lazy_pattern(r"(?:机构|中心|协会|公司|基金会|全[镇街县区市][^,。;\n]{0,8}?)的?(?:本年度|\d{4}年度?|当年)?$")
_FOR = lazy_pattern(r"用于")
_PARTS = lazy_pattern(r"^[^。;!\n]{0,6}?(?:其中|包括|含)")
_FOR_ELSE = lazy_pattern(r"^(?:专项|专门)?用[于作](?!(?:本|该|政府)?(?:项目|购买|社工|社会工作|站点))")


def is_of_another_time(text: str, match: re.Match[str], period: Period) -> bool:
    """截至11月底, 前三季度, 中期评估时 and 2023年 of a service year 2024; 全年 in its own clause undoes the rest."""
    before = sentence_before(text, match.start())
    clause = _CLAUSE_BEFORE.search(before)
    told = ((clause[0] if clause else "") if before[-1:] not in ",:" else "") + match[0]
    if is_of_another_year(text, match, period):
        return True
    if _OTHER_TIME.search(told) or _is_until(told, period):
        return True
    whole = before + match[0]
    return not _OWN_YEAR.search(told) and (_OTHER_TIME.search(whole) is not None or _is_until(whole, period))


def is_of_another_year(text: str, match: re.Match[str], period: Period) -> bool:
    """The last year that its sentence names up to there is none of the service year."""
    named = _YEARS.findall(sentence_before(text, match.start()) + match[0])
    return bool(named and period.years) and int(named[-1]) not in period.years


def is_of_a_part_or_more(text: str, match: re.Match[str], known: set[Decimal]) -> bool:
    """An amount of some kinds of costs, up to an event, or of a larger whole that has the known amount as its part."""
    before, after = sentence_before(text, match.start()), sentence_behind(text, match.end())
    amount = told_amount(match)
    clause = _CLAUSE_BEFORE.search(before)
    if _THEN.search(after) or _OF_SOME.search(before) or _WIDER.search(before):
        return True
    if clause is not None and _FOR.search(clause[0]):
        return True
    earlier = [told_amount(each) for each in _AMOUNT.finditer(before)]
    if amount in earlier:
        return True  # which was said of something else there
    if sum(earlier) == amount and any(is_amount(each, part) for each in earlier for part in known):
        return True  # 财政资金58.8万元,捐赠资金8万元,共使用66.8万元
    parts = (told_amount(each) for each in _AMOUNT.finditer(after)) if _PARTS.search(after) else ()
    return any(is_amount(part, each) for part in parts for each in known if each < amount)


def is_for_something_else(text: str, match: re.Match[str]) -> bool:
    """每年投入45万元用于志愿服务."""
    return _FOR_ELSE.search(sentence_behind(text, match.end())) is not None


def _is_until(words: str, period: Period) -> bool:
    if is_early(words, period):
        return True
    return period.end is not None and any(
        int(found["month"]) != period.end.month for found in _UNTIL_MONTH.finditer(words)
    )
