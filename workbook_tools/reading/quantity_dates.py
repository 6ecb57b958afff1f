"""Deadlines and days in words: `9月前`, `2022年12月底前`, `2021年12月完成`, `7月`, `2022-08-01`, `年底前`, `第三季度`.

A month without a day stays a month. `9月前` is before September begins (<), `12月底前` and `12月31日前` take their last day in (≤).
"""

from __future__ import annotations

import re

from workbook_tools.model import Moment, Operator

_YEAR = r"(?:(?P<year>(?:19|20)[0-9]{2})年度?|(?P<this>当年度?|本年度?|今年|全年|年度|次年|下一?年度?|翌年|每年))?"
_DAY = r"(?P<month>1[0-2]|0?[1-9])月份?(?:(?P<day>3[01]|[12][0-9]|0?[1-9])[日号])?"
_NUMERIC = r"(?P<nyear>(?:19|20)[0-9]{2})[-./](?P<nmonth>1[0-2]|0?[1-9])(?:[-./](?P<nday>3[01]|[12][0-9]|0?[1-9])日?)?"
_PART = r"(?:第?(?P<quarter>[1-4一二三四])季度|(?P<half>上半年|下半年)|(?P<end>年底|年末|年终|年内|年度内|底))"
_EDGE = r"(?P<edge>初|上旬|中旬|下旬|月初|月中|月底|月末|中|底|末|内)?"
_BOUND = r"(?P<bound>\(?含\)?以前|之前|以前|前|之内|以内|内|之后|以后|后|起|止)?"
_SPAN = r"(?:(?:1[0-2]|0?[1-9])月?(?:份)?[-~至到](?:(?:19|20)[0-9]{2}年)?)?"
_LEAD = r"(?:(?:应|须|需|要)?(?:于|在|截止到?|截至|计划|预计|不晚于|不迟于|最迟|最晚|按时|及时|≤|<|=|实际|已于|已在|已经于|已)){0,3}"
_TAIL = (
    r"(?:(?:全部|全面|已|均|按时|按期|及时|基本)?(?:完成|完工|竣工|建成|验收|交付|到位|拨付|发放|支付|提交|上报|开展|实施|启动|开工|投入使用|"
    r"结束|完毕|结项|达成)(?:[验收支付工作任务完成项目合格全部]{0,8})?)?[。;.]?"
)
_DATE = re.compile(f"(?P<lead>{_LEAD}){_YEAR}{_SPAN}(?:{_DAY}|{_NUMERIC}|{_PART})?{_EDGE}{_BOUND}{_TAIL}")
_TIME = re.compile(r"[T ]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?$")
_QUARTER_END = {"1": 3, "2": 6, "3": 9, "4": 12, "一": 3, "二": 6, "三": 9, "四": 12}


def date_in(text: str) -> tuple[Moment, Operator, tuple[str, ...]] | None:
    """The moment, its bound and the codes of a text that is a date from end to end; None for every other text."""
    if len(text) > 60:
        return None
    text = _TIME.sub("", text) if "-" in text or "/" in text else text
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year = int(match["year"] or match["nyear"] or 0) or None
    month, day = match["month"] or match["nmonth"], match["day"] or match["nday"]
    whole_year = bool(match["year"]) and not (month or match["quarter"] or match["half"] or match["end"])
    if month:
        moment = Moment(int(month), year, int(day) if day else None)
    elif match["quarter"] or match["half"]:
        moment = Moment(_QUARTER_END[match["quarter"]] if match["quarter"] else 6 if match["half"] == "上半年" else 12, year)
    elif (match["end"] and (match["this"] or match["year"] or match["end"] != "底")) or whole_year:
        moment = Moment(12, year)
    else:
        return None
    span = bool(re.search("[0-9]月?份?[-~至到](?:[0-9]{4}年)?[0-9]{1,2}月", text))
    return moment, _bound(match, span or whole_year), ("Q111",) if span else ()


def _bound(match: re.Match[str], whole: bool) -> Operator:
    bound = match["bound"] or ""
    lead = match["lead"]
    if bound.endswith("后") or bound == "起":
        return "≥"
    if bound.endswith("前"):
        bare_month = match["month"] and not match["day"] and not match["edge"] and "含" not in bound and "以" not in bound
        return "<" if bare_month else "≤"
    closed = bound or match["edge"] in ("内", "底", "末", "月底", "月末") or match["end"] or match["quarter"] or match["half"]
    late = any(word in lead for word in ("不晚于", "不迟于", "最迟", "最晚", "截止", "截至", "≤"))
    if "<" in lead:
        return "<"
    return "≤" if closed or late or whole else "=" if "=" in lead else ""
