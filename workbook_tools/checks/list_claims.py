"""What prose says of the station's own lists: 配备社工5名, where 人员 has 3; 发放问卷300份, where 210 are listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from workbook_tools.basis.figures import as_count
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import HAN, without_blanks
from workbook_tools.catalogue import finding
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.narrative_facts import Prose, told_as_fact
from workbook_tools.checks.passages import sentence_before, sentence_behind
from workbook_tools.model import Finding
from workbook_tools.model.fields import SHEETS

_KIND = r"(?:专职|专业|一线|驻站|驻点|全职|持证){0,3}(?:社工|社会工作者|工作人员)"
_EMPLOYED = r"(?:配备|配有|现有|共有|驻站|在岗)(?:了)?"
_PEOPLE = lazy_pattern(
    rf"(?:{_EMPLOYED}|(?<!{HAN})(?:其中)?)(?P<kind>{_KIND})(?:共|共计)?(?P<number>\d{{1,3}})(?:名|人|位)(?!次)"
    rf"|{_EMPLOYED}(?P<count>\d{{1,3}})(?:名|人|位)(?P<whom>{_KIND})(?!站)",
    holding="名人位",
)
# What should be, or is of others, of another time, or of several stations.
_OF_OTHERS = lazy_pattern(
    r"约定|要求|应|需|计划|拟|目标|标准|按照|至少|不少于|不低于|政府|街道办|民政|村委|居委|合作|其他|全县|全区|全市|累计|去年|上年|往年|每个?村|各村|以上"
)
_OF_ELSEWHERE = lazy_pattern(
    r"机构|中心|承接|总部|公司|医院|学校|督导|联合|培训|活动|全镇|全街|[县市区省]里|(?:19|20)\d\d年"
)
# Who is told behind the number may stand in no list: 6名（社工3名、实习生2名）; or they only took part.
_WHO_THEY_ARE = lazy_pattern(r"^(?:人员)?(?:[（(,，、:]|其中|包括|含|参[加与])")
# 问卷 of all the year: what stands before and between says nothing else.
_OF_THE_YEAR = lazy_pattern(
    r"(?:(?:本|该)?(?:项目|年度|社工站|站点|站)|我站|全年|年内|期间|末期|通过|开展|进行|问卷|满意度?|调查|测评|累计|共计|总共|一共|合计|共|[,，、])*"
)
_TO_WHOM = lazy_pattern(r"(?:服务对象|对象|居民|村民|群众|满意度?|测评|的|对|向|和|及|、)*")
_MORE_OF_THEM = lazy_pattern(r"\d份")
_SENT = lazy_pattern(
    r"(?:发放|派发|发出)(?:了)?(?P<who>[^,。;0-9]{0,12}?)(?:调查)?问卷(?:调查)?(?:共|共计)?(?P<sent>\d{1,6})份"
    r"(?:[,、](?:共|实际)?回收(?P<what>有效|有效问卷|问卷)?(?P<valid>\d{1,6})份)?",
    holding="问",
)


def surveys_are_those_of_the_list(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 发放服务对象问卷300份, and neither that group's surveys nor all of them were 300.

    Questionnaires of which nothing says that they are of satisfaction, or of a group of the list, may be others.
    """
    surveys = facts.submission.rosters.surveys or ()
    groups = {name for each in surveys if (name := without_blanks(each.group))}
    for passage, match in told_as_fact(prose, _SENT) if surveys else ():
        named = [name for name in groups if name in match["who"]]
        if not (named or "满意" in match["who"]) or not _is_of_all(passage.text, match, groups):
            continue
        some = [each for each in surveys if not named or without_blanks(each.group) in named]
        for what, told, amounts in (
            ("发放", match["sent"], [each.sent for each in some]),
            ("回收有效", match["valid"], [each.valid for each in some]),
        ):
            known = [amount for amount in amounts if amount is not None]
            # more may have come back than can be used
            more = what != "发放" and not (match["what"] or "").startswith("有效")
            if told is None or len(known) < len(some) or Decimal(told) in {*known, sum(known, Decimal())}:
                continue
            sent = [each.sent for each in some if each.sent is not None]
            if more and sum(known, Decimal()) < Decimal(told) <= sum(sent, Decimal()):
                continue
            recorded, sheet = as_count(sum(known, Decimal())), SHEETS["surveys"].name
            yield finding(
                "T040", passage.sheet, passage.cell, words=match[0], sheet_name=sheet, what=what, recorded=recorded
            )
            return


def people_are_those_of_the_list(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: more people in prose than the list ever had, with those who have left. Fewer may be some of them."""
    people = facts.submission.rosters.people or ()
    for passage, match in told_as_fact(prose, _PEOPLE) if people else ():
        kind, told = match["kind"] or match["whom"], int(match["number"] or match["count"])
        certified = "持证" in kind
        noun = "专业人员" if certified or "专业" in kind else "工作人员"
        before = sentence_before(passage.text, match.start())
        if noun in prose.table or _OF_OTHERS.search(before) or _OF_ELSEWHERE.search(before):
            continue  # a row counts them: prose is held against that (T001)
        if _WHO_THEY_ARE.search(sentence_behind(passage.text, match.end())):
            continue
        if certified and any(not each.qualification for each in people):
            continue
        listed = [each for each in people if not certified or each.qualification != "无"]
        if told > len(listed):
            who = "有职业资格的" if certified else ""
            sheet = SHEETS["people"].name
            yield finding(
                "T041", passage.sheet, passage.cell, words=match[0], sheet_name=sheet, who=who, count=len(listed)
            )
            return


def _is_of_all(text: str, match: re.Match[str], groups: set[str]) -> bool:
    """Whether nothing in the sentence says that these are the questionnaires of a part: of a month, an activity, a
    village, of those on paper."""
    before, who = sentence_before(text, match.start()), match["who"]
    for group in sorted(groups, key=len, reverse=True):
        who = who.replace(group, "")
    plain = _OF_THE_YEAR.fullmatch(without_blanks(before)) and _TO_WHOM.fullmatch(without_blanks(who))
    return bool(plain) and not _MORE_OF_THEM.search(sentence_behind(text, match.end()))


CHECKS = (surveys_are_those_of_the_list, people_are_those_of_the_list)
