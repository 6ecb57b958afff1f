"""What the prose of a report says of the project: names, terms, money, assessments, tranches.

Only sentences whose form leaves no choice are taken. A name that the report spells in several ways is doubtful.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from workbook_tools.authoring.content import Shown
from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.model import Cell
from workbook_tools.model.fields import GRADES, LABELS, REPORT_TYPES
from workbook_tools.old_reports.document import Origin
from workbook_tools.old_reports.draft import Draft, Piece, Row, Value
from workbook_tools.reading.dates import read_day
from workbook_tools.reading.tables import money
from workbook_tools.reading.text import normal, split_unit

Sentence = tuple[str, Origin]  # without blanks, NFKC

_SPELLINGS = "报告里有几种写法，取了最常见的一种：{others}"
_FROM_TITLE = "从题目和正文推出来的，请核对"
_SUM = r"\d[\d,]*(?:\.\d+)?(?:万元|万|元)"
_GRADE = "|".join(sorted(GRADES, key=len, reverse=True))
_DAY = r"20\d{2}年\d{1,2}月\d{1,2}日|20\d{2}[-./]\d{1,2}[-./]\d{1,2}"
_SPAN = re.compile(
    rf"(?P<what>服务周期|服务期限?|项目周期|合同期限?|服务起止时间|起止时间|协议期限?|项目期限?|服务时间)[^0-9。；]{{0,12}}"
    rf"(?P<first>{_DAY})(?:起)?[-—–~～至到]+(?P<last>{_DAY})"
)
_STATION = re.compile(
    r"[\u4e00-\u9fff]{1,8}?(?:街道|街|镇|乡|苏木)社(?:会)?工(?:作)?(?:综合)?(?:服务)?(?:中心|总站|站)"
)
_PLACE = re.compile(
    r"^.*(?:省|市|自治区|自治州|区|县)(?=[\u4e00-\u9fff]{2,})|^.*?(?:的|由|在|为|对|与|和|本年度|年度)(?=[\u4e00-\u9fff]{3,})"
)
_ORGANISATION = r"[\u4e00-\u9fff（）()]{3,24}?(?:服务社|社工机构|服务中心|发展中心|促进会|协会|事务所|研究院|基金会)"
_CONTRACTOR = re.compile(
    rf"由(?P<name>{_ORGANISATION})(?:负责|中标|承接|承办|运营|具体)|承接机构(?:为|是|:|：)(?P<other>{_ORGANISATION})"
)
_PURCHASER = re.compile(
    r"^(?:关于)?(?:20\d{2}(?:[-—至]20\d{2})?年?度?)?(?P<name>[\u4e00-\u9fff]{2,20}?(?:街道办事处|镇人民政府|乡人民政府|民政局))"
)
_AUTHORITY = re.compile(r"由(?P<name>[\u4e00-\u9fff]{2,12}民政局)")
_ANNUAL = re.compile(
    rf"(?:每年|年度)(?:投入|经费|服务经费|项目经费|项目资金|资金|预算)*(?:为|是|共|约)?(?P<sum>{_SUM})"
)
_TOTAL = re.compile(
    rf"(?:总费用|总经费|总金额|总资金|合同(?:总)?金额)(?:为|是|共|约)?(?P<sum>{_SUM})|年[,，]?共(?P<other>{_SUM})"
)
_GRADED = re.compile(
    rf"(?P<period>中期|末期)(?:专业)?评估(?:的)?(?:等级|结果|结论)(?:为|是|:|：)+[“\"]?(?P<grade>{_GRADE})"
)
_ASSESSED = re.compile(
    rf"(?P<day>{_DAY})[^。；]{{0,60}}?(?:开展|展开|进行|组织|接受)(?:了)?(?P<period>中期|末期)(?:专业)?评估"
)
_FINANCE = re.compile(
    r"(?P<period>中期|末期)的?财务评估[^。；]{0,12}(?:结果|结论|为)(?:为|是|:|：)*(?P<grade>合格|不合格)"
)
_WEIGHT = re.compile(
    r"(?P<who>第三方(?:评估机构)?|镇(?:人民政府)?[（(/、]?(?:街道(?:办事处)?)?[)）]?|街道办事处|镇街|区民政局|县民政局|市民政局|民政局|村[（(]居[)）]委会|服务对象)"
    r"(?:评分|评估)?(?:占比?|权重)(?:为|是)?(?P<share>\d{1,3}(?:\.\d+)?)%"
)
_SHARE = re.compile(r"(?:拨付|支付)[^。；;]{0,30}?(?P<share>\d{1,3}(?:\.\d+)?)%")
_CONDITIONS = (
    ("整改合格", "整改", "整改"),
    ("中期评估合格", "中期评估", "中期"),
    ("末期评估合格", "末期评估", "末期"),
    ("合同生效", r"(?:合同|协议)(?:签订)?(?:签订)?生效|签订(?:合同|协议)", "首期"),
)
_BRACKETS = str.maketrans("()", "（）")


def read_particulars(
    title: str, title_origin: Origin, sentences: Sequence[Sentence], labelled: Row, draft: Draft
) -> None:
    """Fill 基本信息, 评估评分 and 资金拨付. `labelled` is what stood behind a label: that goes before."""
    about: Row = {}
    _title(title, title_origin, about)
    _names(title, title_origin, sentences, about)
    for text, origin in sentences:
        _terms(text, origin, about)
        _money(text, origin, about)
        _assessments(text, origin, about)
    draft.information = about | labelled
    draft.assessments = _assessment_rows(sentences, about)
    draft.tranches = _tranche_rows(sentences)


def labelled_values(lines: Sequence[tuple[str, Origin]]) -> Row:
    """`项目名称：某某街社工站项目`: lines of a label and its value, by the names of 基本信息."""
    known = {normal(name): label for label in LABELS for name in label.names}
    found: Row = {}
    for text, origin in lines:
        name, colon, value = text.strip().replace("：", ":", 1).partition(":")
        label = known.get(split_unit(name)[0])
        if not colon or label is None or not value.strip() or len(value) > 60:
            continue
        read = _typed(label.kind, value.strip(), split_unit(name)[1])
        if read is not None:
            found.setdefault(label.title, Piece(read, origin))
    return found


def _typed(kind: str, value: str, unit: str) -> Value | None:
    if kind == "date":
        return read_day(Cell(value))
    if kind == "money":
        return money(Cell(value), unit or "万元")
    return value


def _title(title: str, origin: Origin, about: Row) -> None:
    year = re.search(r"(20\d{2})(?:年?[-—至~](20\d{2}))?年?度?", title)
    if year is not None:
        about["评价年度"] = Piece(f"{year[1]}-{year[2]}" if year[2] else Decimal(year[1]), origin)
    own = REPORT_TYPES[0] if "自评" in title else REPORT_TYPES[1] if "评价报告" in title else ""
    if own:
        about["报告类型"] = Piece(own, origin)
    purchaser = _PURCHASER.search(title)
    if purchaser is not None:
        about["购买方"] = Piece(purchaser["name"], origin, _FROM_TITLE)
        if own == REPORT_TYPES[1]:
            about["出具单位"] = Piece(purchaser["name"], origin, _FROM_TITLE)


def _names(title: str, title_origin: Origin, sentences: Sequence[Sentence], about: Row) -> None:
    texts = [(title, title_origin), *sentences]
    stations = [(_PLACE.sub("", match[0]), origin) for text, origin in texts for match in _STATION.finditer(text)]
    stations = [each for each in stations if len(each[0]) > 5 or "街" in each[0] or "镇" in each[0]]
    _commonest("站点名称", stations, about)
    contractors = [(m["name"] or m["other"], o) for text, o in sentences for m in _CONTRACTOR.finditer(text)]
    _commonest("承接机构", contractors, about)
    bureaus = [(m["name"], o) for text, o in sentences for m in _AUTHORITY.finditer(text)]
    _commonest("主管部门", bureaus, about, "从正文里推出来的，请核对")
    for text, origin in sentences:
        named = re.search(r"[，,](?P<name>[^，,。；;《》]{6,40}项目)[，,]由", text)
        if named is not None:
            about.setdefault("项目名称", Piece(named["name"].translate(_BRACKETS), origin, "从正文里推出来的，请核对"))


def _commonest(title: str, found: list[tuple[str, Origin]], about: Row, doubt: str = "") -> None:
    if not found:
        return
    counts = Counter(name for name, _ in found)
    name = counts.most_common(1)[0][0]  # of equals the first that was told
    others = "、".join(each for each in counts if each != name)
    about[title] = Piece(
        name, next(o for n, o in found if n == name), doubt or (_SPELLINGS.format(others=others) if others else "")
    )


def _terms(text: str, origin: Origin, about: Row) -> None:
    for match in _SPAN.finditer(text):
        first, last = read_day(Cell(match["first"])), read_day(Cell(match["last"]))
        if first is None or last is None or last <= first:
            continue
        whole = "合同" if (last - first).days > 500 else "服务"
        _once(about, f"{whole}开始日期", first, origin)
        _once(about, f"{whole}结束日期", last, origin)


def _money(text: str, origin: Origin, about: Row) -> None:
    for title, pattern in (("年度项目资金", _ANNUAL), ("合同总金额", _TOTAL)):
        for match in pattern.finditer(text):
            amount = money(Cell(next(filter(None, match.groups()))), "万元")
            if amount is not None:
                _once(about, title, amount.normalize() + 0, origin)


def _assessments(text: str, origin: Origin, about: Row) -> None:
    for match in _ASSESSED.finditer(text):
        day = read_day(Cell(match["day"]))
        if day is not None:
            _once(about, f"{match['period']}评估日期", day, origin)
    for match in _GRADED.finditer(text):
        _once(about, f"{match['period']}评估等级", match["grade"], origin)


def _once(about: Row, title: str, value: date | Decimal | str, origin: Origin) -> None:
    """The first that is told; another one told elsewhere makes it doubtful."""
    before = about.get(title)
    if before is None:
        about[title] = Piece(value, origin)
    elif before.value != value and not before.doubt:
        about[title] = Piece(before.value, before.origin, f"报告里另一处写的是 {value}（{origin.place}）")


def _assessment_rows(sentences: Sequence[Sentence], about: Row) -> list[Row]:
    """Weights that come to 100 % count for both periods, where the report tells of two; and the finance gate."""
    weights: dict[str, tuple[Decimal, Origin]] = {}
    for text, origin in sentences:
        for match in _WEIGHT.finditer(text):
            weights.setdefault(_assessor(match["who"]), (Decimal(match["share"]), origin))
    rows: list[Row] = []
    if weights and sum(share for share, _ in weights.values()) == 100:
        whole = "".join(text for text, _ in sentences)
        both = [
            period for period in ("中期", "末期") if f"{period}评估" in whole or re.search("中期、末期|中末期", whole)
        ]
        for period in both or ["末期"]:
            for who, (share, origin) in weights.items():
                row = {"评估期次": Piece(period, origin), "评估主体": Piece(who, origin)}
                row["权重"] = Piece(Shown(share / 100, "0%"), origin)
                rows.append(row)
    for text, origin in sentences:
        for match in _FINANCE.finditer(text):
            taken = {"评估期次": match["period"], "评估主体": "财务评估", "结论": match["grade"]}
            if all(row["评估主体"].value != "财务评估" or row["评估期次"].value != match["period"] for row in rows):
                rows.append({title: Piece(value, origin) for title, value in taken.items()})
    return rows


def _assessor(name: str) -> str:
    if name.startswith("第三方"):
        return "第三方评估机构"
    return "街道办事处" if "街" in name or name.startswith("镇") else name


def _tranche_rows(sentences: Sequence[Sentence]) -> list[Row]:
    """Each share beside the condition of its clause; only where they come to the whole."""
    rows: list[Row] = []
    total = Decimal(0)
    for text, origin in sentences:
        for clause in re.split("[；;。]", text):
            match = _SHARE.search(clause)
            condition = next(((name, short) for name, mark, short in _CONDITIONS if re.search(mark, clause)), None)
            if match is None or condition is None or any(row["拨付条件"].value == condition[0] for row in rows):
                continue
            total += Decimal(match["share"])
            rows.append(
                {
                    "拨付期次": Piece(condition[1], origin),
                    "拨付比例": Piece(Shown(Decimal(match["share"]) / 100, "0%"), origin),
                    "拨付条件": Piece(condition[0], origin),
                }
            )
    return rows if total == 100 else []


def sentences_of(paragraphs: Iterator[tuple[str, Origin]]) -> list[Sentence]:
    return [(without_blanks(text), origin) for text, origin in paragraphs]
