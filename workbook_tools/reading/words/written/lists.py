"""One cell, several items: numbered lists, clauses set apart by `；`, two conditions in one sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import NUMERAL, number_of
from workbook_tools.basis.text_forms import HAN

_BREAKS = lazy_pattern("[;。!]")
_LISTS = lazy_pattern(
    "[;。!.、:)是,]|^[指目]标", holding=";。!.、:)是,指目"
)  # a text without any of these is one clause, without a number
_MAY_PART = lazy_pattern("[()且同,、+/]|[0-9][^0-9]+[0-9]")  # a text with none of them is one phrase
_PARTING = lazy_pattern(
    rf"[()]|且|并且|同时|(?<![0-9]),|,(?![0-9]{{3}}(?![0-9]))|、|(?<=[^0-9A-Za-z“+(])(?<!南方)\+(?=[^+])|\+(?={HAN}{{2,8}}[0-9])"
    rf"|(?<=[个次场份人名支户例项件])/(?={HAN}{{2,8}}[0-9])"  # 个案68个/小组30个
    r"|(?<=[0-9][场次期节个例份])/(?=[0-9,]+(?:人|户|家|个(?:社区|村|站)))"  # 4次/120人
    r"|(?<=[0-9][个支])/(?=[0-9,]+[节次场期])"  # 8个/48节
    r"|(?<=[0-9]个小组)(?=共?[0-9]{1,4}(?:节|场|次))"  # 4个小组32节次
    r"|(?<=[0-9](?:场次|小时|万元))/(?=[0-9,]+人)|(?<=[0-9][支元户])/(?=[0-9,]+人)|(?<=[0-9]人)/(?=[0-9]+[场次期])"
    r"|(?<=[0-9][场支期节次](?:活动|队伍|讲座|培训|课程|宣传))(?=[0-9,]+(?:人次?|户)(?:$|[,;)]))"  # 3支队伍60人
    r"|(?<=[0-9]人)(?=[男女]性?[0-9])"  # 男22人女30人
    r"|(?:(?<=[0-9][个场次人份支期名户家])|(?<=[0-9][人场]次))(?=[0-9])"  # 10场300人次
    # 线上4次线下5次
    rf"|(?<=[0-9]([个次场人份支期名户家]))(?=(?!增|减|到|至|以|任务|目标|计划|.*(?:共|合计|总)){HAN}{{2,6}}[0-9]+\1)"
    rf"|(?<=[0-9](人次|小时))(?=(?!增|减|到|至|以|任务|目标|计划|.*(?:共|合计|总)){HAN}{{2,6}}[0-9]+\2)"
)
_NUMBERED = lazy_pattern(
    r"(?:指标|目标)[0-9]{1,2}(?:[:、]|[.](?![0-9]))|\(?(?P<digits>[0-9]{1,2})(?:[.:](?![0-9])|[、)])"
    rf"|第?(?P<words>{NUMERAL})(?:[、.]|是|,)|\((?P<bracket>{NUMERAL})\)"
)
_MARK = lazy_pattern(r"(?<=[^0-9.(÷/=])\(?[1-9][0-9]?[.、)](?![0-9])")
_GLUED = lazy_pattern("([0-9]{1,2})[.]([0-9]+(?:个|次|场|份|例|人|名|支|户|件|项|期|节|篇).*)")
_OPENING = lazy_pattern("^(?:其中|期间|其间|另有|另外|包括|含|并且|并|且|同时|以及|及)[:,]?")
_CLOSING = lazy_pattern(
    "(?:数量|人数)?(?:应|需|须|要)?(?:达到|达|共计|共有|共|累计|合计|总计|为|是|有|约|大约|大概|将近|接近|近|几乎|预计|:|=)+$"
)
_VERB = lazy_pattern("(?:已|实际|全年|共|累计|本年度)*(?:完成|开展|举办|组织|提供|配备|培育|孵化|新增|实现)?了?")
MOST_ITEMS = 60
_LONGEST_CLOSING = 40  # characters that may only lead on to the figure


class Clause(NamedTuple):
    """A part of a cell: its number in the list, if any, and its words."""

    number: int | None
    text: str


def clauses_of(text: str) -> tuple[Clause, ...]:
    """The parts of a cleaned text, list numbers taken off. Numbers that do not rise are no list numbers."""
    if _LISTS.search(text) is None:
        return (Clause(None, text),)
    parts = [part.strip(",、") for part in _BREAKS.split(_with_breaks(text))]
    parts = [part for part in parts if part][:MOST_ITEMS]
    glued, numbered = [_glued(part) for part in parts], [_numbered(part) for part in parts]
    for clauses in (glued, numbered):
        if _rises([clause.number for clause in clauses]):
            return tuple(clauses)
    if len(parts) == 1 and _is_one_item(numbered[0]):
        return tuple(numbered)
    return tuple(Clause(None, _numbered(part).text if part.startswith(("指标", "目标")) else part) for part in parts)


def split_commas(text: str) -> list[str]:
    """The phrases between commas, 、 and plus signs; those inside numbers and brackets part nothing."""
    if _MAY_PART.search(text) is None:
        return [text]
    depth, pieces, start = 0, [], 0
    for match in _PARTING.finditer(text):
        if match[0] in ("(", ")"):
            depth = max(0, depth + (1 if match[0] == "(" else -1))
        elif depth == 0:
            pieces.append(text[start : match.start()])
            start = match.end()
    return [piece for piece in [*pieces, text[start:]] if piece]


def label_of(before: str, after: str) -> str:
    """What a figure counts: the words in front of it, else the words behind its unit."""
    words = _OPENING.sub("", before.strip(",、:;()"))
    words = words[:-_LONGEST_CLOSING] + _CLOSING.sub("", words[-_LONGEST_CLOSING:])
    words = words[:-1].strip(",、:;()") if words.endswith(("应", "需", "须", "要")) else words.strip(",、:;()")
    behind = after.strip(",、:;。()的了")
    return behind if behind and _VERB.fullmatch(words) else words or behind


def _with_breaks(text: str) -> str:
    """A `;` in front of every list number that stands outside brackets."""

    def broken(match: re.Match[str]) -> str:
        before = text[: match.start()]
        return match[0] if before.count("(") > before.count(")") else f";{match[0]}"

    return _MARK.sub(broken, text)


def _numbered(part: str) -> Clause:
    match = _NUMBERED.match(part)
    if match is None or not part[match.end() :].strip("、. "):
        return Clause(None, part)
    words = match["words"] or match["bracket"]
    number = int(match["digits"]) if match["digits"] else number_of(words) if words else None
    return Clause(number, part[match.end() :].strip(",、. "))


def _glued(part: str) -> Clause:
    """`1.68个；2.30个`: a list number with nothing but its point in front of a count."""
    match = _GLUED.fullmatch(part)
    return Clause(int(match[1]), match[2]) if match else Clause(None, part)


def _rises(numbers: list[int | None]) -> bool:
    """1, 2, 3 … with parts between them that have no number; a copied list may lack some."""
    given = [number for number in numbers if number is not None]
    return len(given) >= 2 and given == sorted(set(given)) and given[0] <= 1


def _is_one_item(clause: Clause) -> bool:
    """`2、小组30个` is one item of a list; `68、30` are two figures."""
    return clause.number is not None and (clause.number == 1 or not clause.text[:1].isdigit())
