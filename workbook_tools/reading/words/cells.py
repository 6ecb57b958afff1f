"""A target or actual cell → a `Quantity`: operator, figure, unit, kind, and what its words make of the figure.

`≥95%` · `50万` (50 in 万) · `90%以上` · `60-80` · `9月前` · `优良以上` · `1.个案68个；2.小组30个` · `零投诉` (0) ·
`全覆盖` (100 %) · `配备20人，其中专业人员不少于14人` · `60个，差8个` (60, and 8 that must be missing) · `计划20场` (no
figure: planned). Nothing in a cell makes it raise. What had to be assumed is told by codes; see `quantity_findings`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from workbook_tools.basis.figures import as_count, as_rate
from workbook_tools.basis.grade_words import grade_in
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import AT_LEAST, AT_MOST, Operator
from workbook_tools.basis.unit_names import is_rate_unit
from workbook_tools.catalogue import finding
from workbook_tools.model import Cell, Finding, Moment, Nature, Quantity, QuantityItem, QuantityKind, Sense
from workbook_tools.reading.words.dates import date_in
from workbook_tools.reading.words.figures import LARGEST, Figure, plain_figure
from workbook_tools.reading.words.lexer import lex, own_words
from workbook_tools.reading.words.lists import clauses_of, split_commas
from workbook_tools.reading.words.numerals import FEW, dates_in_digits, digits_for_numerals
from workbook_tools.reading.words.phrases import Phrase, RowWords, is_deadline, is_subject, phrase_of, words_alone
from workbook_tools.reading.words.spelling import LONGEST, clean
from workbook_tools.reading.words.sums import false_sum, sum_of_parts
from workbook_tools.reading.words.vocabulary import Vocabulary, own_vocabulary

Role = Literal["target", "actual"]
SAID_WHEN_SCORED = ("Q101", "Q102")
_BLANK = lazy_pattern(
    r"[-/\\_.。、,;…*·~]*|无|没有|暂无|无数据|不适用|n/?a|none|null|nan|空|未填|/无|无/", re.IGNORECASE
)
_CASES = "事件|投诉|事故|差错|违规|违纪|违法|上访|信访|失误|纠纷|伤亡|举报|案件|舆情|延误|拖欠"
_NO_CASES = lazy_pattern(
    "(?:全年|本年度|年度内|目前|期间)*(?:零|无|没有发生|没有收到|没有|未发生|未出现|未收到|未接到|不发生|不出现|杜绝)"
    "(?:任何|一例|一起|重大|有效|有责|安全|生产|责任|群众|居民|服务对象|的)*"
    f"(?:{_CASES}|发生)"
    "[事故件案例行为问题情况发生]*"
)
_NONE_OF = lazy_pattern(
    "(?:全年|本年度|年度内)?(?:零|无|没有发生|没有|未发生|未出现|未收到|未接到)(?:一起|任何)?([^0-9]{2,12})"
)
_NOTHING = ("零", "不发生", "未发生", "没有发生", "未发生一起", "零发生", "未接到", "未收到", "没有收到", "为零")
_ALL = lazy_pattern(
    "(?:已|实现|达到|做到)*(?:村居|社区|网格|服务|全域|镇街|街道|片区)*(?:全覆盖|全部覆盖|百分百|百分之百|百分百覆盖)"
)
_EVERY = lazy_pattern(
    "已?(?:全部|全都|全员|全体|均|都|一律)已?(?:都|均)?([\u4e00-\u9fff]{2,4}?)(?:到位|完毕|完成)?[了。]?"
)
_BRACKET = lazy_pattern(r"\([^()]*\)")
_SAME_FIGURE = lazy_pattern("^不?含|完成率|[÷/]")  # (含10%), (完成率97%), (68/70)
_COMPARED = lazy_pattern("超额|超出|比|较|同比|环比")  # 70个，比目标多2个
_PROMISED = lazy_pattern("(?:年初|年度|项目|全年)?(?:目标|计划|任务|应|预算)(?:完成|开展|支出|数|值)?")
_PROMISED_WHAT = lazy_pattern("目标|计划|任务|应")
_DONE = lazy_pattern("(?:实际|已|共|累计)*(?:完成|开展|举办|组织|支出|使用|执行|决算)|实际")
_OF_PARTS = lazy_pattern("其中|包括|分别|总|共|合计")
_OWN_RATE = lazy_pattern(".{0,4}(?:完成率|完成比例|完成度|达成率|达标率|有效率|落实率)")
# What a further figure counts that must agree with the one that was done: nothing (20场，50%), or how much is done.
_OF_ALL = lazy_pattern(
    "(?:现|仅|只|约|共|累计|实际?|已经?|总体|整体|目前)*"
    "(?:(?:完成|达成|落实|开展|执行|实施|举办|到位|到账?|收到?|付|进度|推进)(?:率|比例|比率|度|情况)?(?:为|了|达|达到)*"
    "|(?:见面|入户|接通|实到|上门)(?:率|比例)"
    "|(?:有效|合格|达标|认可|认定|核定|核实|确认)(?:的|为|了)*)?"
)
_A_YEAR = lazy_pattern("(?:(?:19|20)[0-9]{2}(?:[-~至到、](?=[12])|$))+")
_ERROR = lazy_pattern(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA)", re.IGNORECASE)
_FORMULA = lazy_pattern(r"[=+@][A-Za-z(].*\(|=.*[0-9)][+*/-][0-9A-Z(]")
_MAY_BE_A_DAY = lazy_pattern("[年月季半旬底]|[0-9][-./][0-9]|[0-9]{8}")
_GRADED = lazy_pattern("达成|提前|评|级|等")
_A_DAY = lazy_pattern(
    "(?:20[0-9]{2}年)?(?:1[0-2]|0?[1-9])月(?:[0-3]?[0-9][日号]|[上中下]旬|底|初|中|末)?(?:之?前|以前)?"
)
_OPENS = ("开班", "开课", "开办", "开设", "开学", "公示")  # a day on which something began
_BESIDE_A_DAY = ("neutral", "noun", "own", "mark", "period")
_DIGIT = lazy_pattern("[0-9]")
_MONTH_UNIT = lazy_pattern("月份?(?:底|末|中|初)?(?:之?前|以前|内)?")
_MONTH = lazy_pattern("1[0-2]|[1-9]")
_FRACTION = lazy_pattern(
    "(?P<sign>[≥≤<>=]?)(?P<some>[0-9]{1,6})(?P<unit>[人名份户例件个])?/(?P<whole>[0-9]{1,6})(?(unit)(?P=unit))"
)
_OF_ALL_COUNTED = lazy_pattern(  # 200份中190份满意
    "(?P<whole>[0-9]{1,6})(?P<unit>[人名份户例件个])(?:问卷|居民|老人|对象|工作人员|社工)?[中里]有?"
    "(?P<some>[0-9]{1,6})(?P=unit)(?:满意|合格|达标|通过|持证)?"
)
_FULL_MARKS = lazy_pattern("满分为?([0-9]{1,4})(?=分|[)]|$)")
_PARTS_OF_A_YEAR = (
    lazy_pattern("第?([一二三四1-4])季度"),
    lazy_pattern("([上下])半年"),
    lazy_pattern("(?:(?:19|20)[0-9]{2}年)?(1[0-2]|[1-9])月份?"),
    lazy_pattern("(线[上下])(?:活动|服务)?"),
    lazy_pattern("([男女])性?"),
    lazy_pattern("(?:其中)?(现金|资金|善款|物资|实物)(?:类|折合|折价|价值|捐赠|折合价值)*"),
)
_PARTED = (*_PARTS_OF_A_YEAR, lazy_pattern("(直接|间接)(?:工时|服务|时数)?"))
_DOTTED = lazy_pattern(r"[≥≤<>=]?[0-9]+(?:[.][0-9]+){2,}[^0-9]*")  # 68.0.0 is no figure, and no day
_PER = lazy_pattern("每(?:[0-9]|[十百千万](?!个月|元))")  # 每2.5万元配1名: a ratio of two things, and no count
_NAME = "[^0-9,;:、和及()≥≤<>=]{1,30}"
_EACH = lazy_pattern(f"({_NAME}(?:[、和及]{_NAME}){{1,20}})各(?=(?:[≥≤<>=]|不少于|至少)?[0-9])")
_JOINING = lazy_pattern("、|和|及")
_EACH_OF = lazy_pattern("各(?:自)?(?:完成|开展|举办|办|做|有|为)?$")
_EACH_TIME = lazy_pattern("[0-9][^、和及]*+[、和及].*各[0-9]")  # 5月、10月各1次: how many in all is not said
_SPACED = lazy_pattern("([^0-9]{0,6})((?:[0-9] +){1,3}[0-9])( *[^0-9 ][^0-9]*)")  # `9 0 %`, set wide in a form
_FIGURE = lazy_pattern("[0-9]+")
_SEXES = lazy_pattern("[男女]性?")
_RATE_NAMED = lazy_pattern("([\u4e00-\u9fff]{2})(?:率|(?<=[意晓与成])度)")
_ANY_RATE = frozenset(("达标", "完成", "达成", "实现", "落实"))  # no other rate of a row
_ADDED = ("场", "次", "场次", "人次", "户次", "小时", "h", "份", "篇", "件", "节", "期", "元", "万元")
_SIGNS: dict[str, Operator] = {sign.value: sign for sign in Operator}
_NO_WORDS = RowWords()
# Beside the figure that was done: what was planned, what it was before, what is missing of it or goes beyond it.
_MUST_AGREE: tuple[Sense, ...] = ("rest", "surplus", "unmet", "undone", "postponed")
_ASIDE: tuple[Sense, ...] = ("planned", "compared", "up", "down", "other_time", *_MUST_AGREE)
_FIGURE_STANDS: tuple[Sense, ...] = ("", "about", "nearly")
_SAYS_NOTHING_ALONE: tuple[Sense, ...] = ("", "compared", "up", "down", "surplus", "few", "order")
_HARMLESS_ALONE: tuple[Sense, ...] = (*_SAYS_NOTHING_ALONE, "rest")  # beside a day or a grade
_TOLD_OF_A_TARGET: tuple[Sense, ...] = ("up", "down", "about", "nearly", "other_time")
_IN_A_TARGET: tuple[Sense, ...] = ("undone", "postponed")  # only these leave a promise open


def read_quantity(
    cell: Cell,
    *,
    unit: str = "",
    role: Role,
    nature: Nature = "",
    row: RowWords = _NO_WORDS,
    vocabulary: Vocabulary | None = None,
) -> Quantity:
    """What the cell says. `unit` is the unit column's or header's, taken where the cell has none; so is `nature`.

    `row` is what the row calls itself: those words need not stand in the vocabulary.
    """
    if cell.error:
        return Quantity("error", cell.text or cell.error, codes=("Q113",))
    if cell.date is not None:
        day = cell.date
        return Quantity("date", cell.text, moment=Moment(day.month, day.year, day.day))
    if (month := _month_by_unit(cell, unit, nature)) is not None:
        return _with_role(month, role, nature)
    if cell.number is not None and not cell.shown:
        return _with_role(_of_number(cell, unit, nature), role, nature)
    text = cell.shown or cell.text
    plain = plain_figure(text)
    if plain is not None:
        return _with_role(_of_figure(plain, unit, nature, text), role, nature)
    reader = _Reader(unit, role, nature, row, vocabulary or own_vocabulary())
    return _with_role(reader.read(text), role, nature)


def quantity_findings(
    quantity: Quantity, sheet: str, cell: str, *, unit: str = "", name: str = "", role: Role = "target"
) -> tuple[Finding, ...]:
    """The findings of the codes that reading the cell raised, each once, items of a list included.

    That a bound or an approximate figure of an actual is taken for its figure is said where it is taken: in scoring.
    """
    found: dict[str, Quantity] = {}
    for each in (quantity, *(item.quantity for item in quantity.items)):
        for code in each.codes:
            found.setdefault(code, each)
    return tuple(
        finding(code, sheet, cell, text=quantity.text, unit=unit, name=name, words=quoted(each.words))
        for code, each in found.items()
        if role == "target" or code not in SAID_WHEN_SCORED
    )


def quoted(words: Sequence[str]) -> str:
    """The words that decided, as a sentence names them."""
    return "、".join(f"“{word}”" for word in dict.fromkeys(words))


def _month_by_unit(cell: Cell, unit: str, nature: Nature) -> Quantity | None:
    """A deadline with its unit in a column: `≤ | 12 | 月`, `12 | 月底前`. A length of time is in 个月 or has ≥."""
    if cell.shown or nature == "≥":
        return None
    if not _MONTH_UNIT.fullmatch(unit.strip()) or not _MONTH.fullmatch(cell.text.strip()):
        return None
    dated = date_in(cell.text.strip() + unit.strip())
    return None if dated is None else Quantity("date", cell.text, operator=dated[1], moment=dated[0])


def _of_number(cell: Cell, unit: str, nature: Nature) -> Quantity:
    number = cell.number
    assert number is not None
    if not number.is_finite() or abs(number) >= LARGEST:
        return Quantity("text", cell.text, codes=("Q109",))
    if nature == "日期" and 30000 < number < 60000:
        day = date(1899, 12, 30) + timedelta(days=int(number))
        return Quantity("date", cell.text, moment=Moment(day.month, day.year, day.day))
    if cell.percent:
        return Quantity("rate", cell.text, number=number, unit="%")
    return _of_figure(Figure(0, 0, Operator.NONE, number, ""), unit, nature, cell.text)


class _Aside(NamedTuple):
    """A further figure, or a word, that must agree with what was done."""

    place: int | None  # of the item that it stands behind; None for all
    quantity: Quantity


class _Read(NamedTuple):
    """What a clause says, or a cell without numbers: its items, and what speaks of all of them."""

    items: list[QuantityItem]
    sense: Sense
    words: tuple[str, ...]
    asides: tuple[_Aside, ...]
    years: tuple[int, ...]


class _Reader:
    """Reads one text. Two roles: of a promise the subject need not be known, of what was done every word must be."""

    def __init__(self, unit: str, role: Role, nature: Nature, row: RowWords, vocabulary: Vocabulary) -> None:
        self.unit, self.role, self.nature, self.row, self.vocabulary = unit, role, nature, row, vocabulary
        self._asked: frozenset[int] | None = None  # the things that the row counts

    @cached_property
    def _own(self) -> tuple[str, ...]:
        return own_words((self.row.name, self.row.target), self.vocabulary)

    def own(self) -> tuple[str, ...]:
        """The row's own words, found out when a word is met that the vocabulary lacks."""
        return self._own

    def read(self, text: str) -> Quantity:
        if len(text) > LONGEST:
            return Quantity("text", text, codes=("Q109",))
        if _ERROR.fullmatch(text.strip()):
            return Quantity("error", text, codes=("Q113",))
        if _FORMULA.match(text.strip()):
            return Quantity("text", text, codes=("Q103",))
        spaced = _SPACED.fullmatch(text.strip())
        cleaned, codes = clean(spaced[1] + spaced[2].replace(" ", "") + spaced[3] if spaced else text)
        bare = cleaned.strip(";")
        if _BLANK.fullmatch(bare) is not None:
            return Quantity("blank", text)
        if (plain := plain_figure(bare)) is not None and not codes:
            return _of_figure(plain, self.unit, self.nature, text)
        done = self.role == "actual"
        quantity = (
            sum_of_parts(bare, self.unit, done=done)
            or (false_sum(bare) if done else None)
            or self._whole(bare)
            or self._parts(bare)
        )
        if self.nature == "定性" and quantity.kind in ("number", "list") and not _is_bare_figure(bare):
            quantity = Quantity("text")  # figures inside a description
        told = quantity.codes if not codes else tuple(dict.fromkeys((*codes, *quantity.codes)))
        return quantity if (quantity.text, quantity.codes) == (text, told) else replace(quantity, text=text, codes=told)

    # ------------------------------------------------------------ texts that are read as a whole

    def _whole(self, text: str) -> Quantity | None:
        """Grade words, dates, words that stand for a figure."""
        digits = _DIGIT.search(text) is not None
        if (not digits or _GRADED.search(text)) and (graded := grade_in(text)) is not None:
            quantity = Quantity("grade", operator=Operator.GE if graded[1] else Operator.NONE, word=graded[0])
            return self._if_words_agree(text, quantity, graded[0])
        unit = self.unit
        year_or_number = unit and re.fullmatch(r"[0-9.]+年?", text)
        is_day = not year_or_number and _MAY_BE_A_DAY.search(text)
        if is_day and (dated := date_in(dates_in_digits(text))) is not None:
            moment, operator, codes = dated
            return self._if_words_agree(text, Quantity("date", operator=operator, moment=moment, codes=codes))
        if is_day and digits and (day := self._day_among_words(text)) is not None:
            return self._if_words_agree(text, day)
        if _DOTTED.fullmatch(text) or _PER.search(text) or ("各" in text and _EACH_TIME.match(text)):
            return Quantity("text", codes=("Q103",))
        if (few := FEW.search(text)) is not None:
            return Quantity("text", sense="few", words=(few[0],), codes=("Q103",))
        if _NO_CASES.fullmatch(text) or text in _NOTHING or self._says_none(text):
            return Quantity("number", number=Decimal(0), unit=unit, codes=("Q105",))
        if _ALL.fullmatch(text) or self._says_all(text):
            return Quantity("rate", number=Decimal(1), unit="%", codes=("Q105",))
        part = _FRACTION.fullmatch(text) or _OF_ALL_COUNTED.fullmatch(text)
        if part and (is_rate_unit(unit) or self._asks_for_percent()):
            said = part.groupdict()
            some, whole = Decimal(said["some"]), Decimal(said["whole"])
            if some <= whole and whole:
                return Quantity("rate", operator=_SIGNS[said.get("sign") or ""], number=some / whole, unit="%")
        if "满分" in text and (full := _FULL_MARKS.search(text)) and int(full[1]) != 100 and self.role == "actual":
            return Quantity("text", sense="order", words=(full[0],), codes=("Q103",))  # 4.8分（满分5分）
        return None

    def _says_none(self, text: str) -> bool:
        """`未发生食品安全事件` where the row is 食品安全事件."""
        none = _NONE_OF.fullmatch(text)
        return none is not None and none[1] in self.row.name and re.search(_CASES, none[1]) is not None

    def _says_all(self, text: str) -> bool:
        """`全部合格` where the row is 合格率."""
        every = _EVERY.fullmatch(text)
        return every is not None and f"{every[1]}率" in self.row.name

    def _day_among_words(self, text: str) -> Quantity | None:
        """`2022年11月30日通过验收`: one day, and words that say nothing else."""
        found = _A_DAY.findall(text)
        if len(found) != 1 or _DIGIT.search(text.replace(found[0], "")):
            return None
        before, _, behind = text.partition(found[0])
        tokens = lex(before + "," + behind, (), self.vocabulary, self.own)
        own = [token.kind == "started" and token.text in self.row.name for token in tokens]  # 8月20日完成采购
        beside = [
            mine or (token.kind in _BESIDE_A_DAY and (token.text not in _OPENS or token.text in self.row.name))
            for mine, token in zip(own, tokens, strict=True)
        ]
        if not all(beside):
            return None
        dated = date_in(found[0])
        return None if dated is None else Quantity("date", operator=dated[1], moment=dated[0])

    def _if_words_agree(self, text: str, quantity: Quantity, graded: str = "") -> Quantity:
        """A day or a grade that was reached; other words beside it may take it back: `完成，但未验收`."""
        if self.role == "target":
            return quantity
        sense, word, unsure = words_alone(text, self.vocabulary, self.own, self.row)
        if not unsure and (sense in _HARMLESS_ALONE or (graded and _is_below(graded, sense))):
            return quantity
        sense = sense or "unknown"
        return Quantity("text", sense=sense, words=(word,), codes=("Q116",) if sense == "unknown" else ())

    # ------------------------------------------------------------ texts with figures

    def _parts(self, text: str) -> Quantity:
        """Figures in words: one, a range in two bounds, or a list."""
        text_in_digits = digits_for_numerals(text)
        clauses = clauses_of(_EACH.sub(_each, text_in_digits) if "各" in text else text_in_digits)
        numbered = len(clauses) > 1 and any(clause.number is not None for clause in clauses)
        if numbered:
            return self._numbered([(clause.text, clause.number) for clause in clauses])
        read = self._read([phrase for clause in clauses for phrase in self._phrases(clause.text)], None)
        if read.sense and (self.role == "actual" or _DIGIT.search(text)):
            return self._open(read)
        items = read.items
        if not items:
            return Quantity("text", codes=("Q103",) if _DIGIT.search(text) else ())
        if len(items) == 1 and items[0].among and self.role == "actual" and not self._is_asked_for(items[0].label):
            return self._open(read._replace(sense="part", words=("其中",)))
        if len(items) == 1:
            return _beside(items[0].quantity, read)
        if self.role == "actual" and (false := _false_total(items)):
            return Quantity("text", words=false, codes=("Q131",))
        whole = (_sum_of_parts(items) if _OF_PARTS.search(text) else None) or self._sum_of_periods(items)
        if one := _two_bounds(items) or whole:
            return _beside(one, read)
        codes = dict.fromkeys(code for item in items for code in item.quantity.codes)
        return Quantity("list", items=tuple(_each_beside(read)), codes=tuple(codes))

    def _numbered(self, clauses: Sequence[tuple[str, int | None]]) -> Quantity:
        items: list[QuantityItem] = []
        for text, number in clauses:
            read = self._read(self._phrases(text), number)
            if read.sense:
                items.append(QuantityItem(text, replace(self._open(read), text=text), number))
            elif read.items:
                items += _each_beside(read)
            else:
                items.append(QuantityItem(text, self._whole(text) or Quantity("text", text), number))
        codes = dict.fromkeys(code for item in items for code in item.quantity.codes)
        return Quantity("list", items=tuple(items), codes=tuple(codes))

    def _open(self, read: _Read) -> Quantity:
        """A cell whose figure, if it has one, is not what was done."""
        codes = ("Q116",) if read.sense == "unknown" else ()
        stated = read.items[0].quantity if len(read.items) == 1 else Quantity("text")
        return Quantity(
            "text", operator=stated.operator, number=stated.number, unit=stated.unit, sense=read.sense,
            words=read.words, codes=codes, years=read.years,
        )  # fmt: skip

    def _phrases(self, clause: str) -> list[tuple[str, bool]]:
        """The phrases between commas, behind each those of its brackets that hold figures: text, inside."""
        if "(" not in clause:
            return [(phrase, False) for phrase in split_commas(clause)]
        outside = _DIGIT.search(_BRACKET.sub("", clause)) is not None
        found: list[tuple[str, bool]] = []
        behind: list[tuple[str, bool]] = []

        def kept(match: re.Match[str]) -> str:
            inner = match[0][1:-1]
            if inner.startswith(("不含", "含")) and _has_bound(match):
                return match[0]  # 20件(不含20件)以下
            if not _DIGIT.search(inner) and len(inner) <= 8:
                return match[0]
            if _DIGIT.search(inner) and not outside:
                return f",{inner}"
            behind.extend((phrase, True) for phrase in split_commas(inner))
            return ""

        for part in split_commas(clause):
            text = _BRACKET.sub(kept, part)
            found += [*((phrase, False) for phrase in split_commas(text)), *behind]
            behind.clear()
        return found

    def _read(self, phrases: Sequence[tuple[str, bool]], number: int | None) -> _Read:
        """Put the phrases together: what stands, what must agree with it, and what speaks of all."""
        items: list[QuantityItem] = []
        qualified: list[tuple[Phrase, Quantity, QuantityItem | None]] = []
        asides: list[tuple[QuantityItem | None, Quantity]] = []  # and the item that each stands behind
        words: list[str] = []
        unknown: list[str] = []
        years: list[int] = []
        deadlines: list[str] = []
        each: list[str] = []  # 4个社区各5场
        others: list[str] = []  # rates of something else
        strange: list[str] = []  # 咨询40个 under 个案
        nobody = ""  # 20场，到场0人
        speaks: Sense = ""
        explained = False
        last = ""
        for text, inside in phrases:
            if (whole := self._whole_phrase(text)) is not None:
                if not inside:
                    items.append(QuantityItem("", whole, number))
                if whole.moment is not None and whole.moment.year is not None:
                    years.append(whole.moment.year)
                if whole.moment is not None and self.role == "actual" and is_deadline(text):
                    deadlines.append(text)
                continue
            phrase = phrase_of(text, self.vocabulary, self.own, self.row)
            years += phrase.years
            unknown += self._not_accounted(phrase)
            heard = self.role == "actual" or phrase.qualifies in _IN_A_TARGET
            if heard and phrase.qualifies not in _SAYS_NOTHING_ALONE:
                speaks = _graver(speaks, "unmet" if phrase.qualifies == "rest" else phrase.qualifies)
                words += phrase.words[-1:]
            last = text
            if phrase.value is None:
                explained = explained or (inside and _DIGIT.search(text) is not None)
                continue
            quantity = self._of_phrase(phrase)
            stands = phrase.sense in _FIGURE_STANDS or (self.role == "target" and phrase.sense not in _IN_A_TARGET)
            if self.role == "actual" and _EACH_OF.search(text[: phrase.value.start]):
                each.append(text)
                continue
            if quantity.unit == "%" and self._is_another_rate(text):
                others.append(text)
                continue
            if self.role == "actual" and not inside and not phrase.among and self._is_another_kind(text):
                strange.append(text)
            if self.role == "actual" and items and _is_nobody(quantity) and not re.search(_CASES, text):
                nobody = text
                continue
            if inside and _A_YEAR.fullmatch(text):
                years += [int(year) for year in re.findall("[0-9]{4}", text)]
                continue
            if inside and stands and quantity.unit == "年" and self.role == "actual":
                speaks, words = _graver(speaks, "other_time"), [*words, text]
            elif inside and stands:
                explained = explained or _SAME_FIGURE.search(text) is None
                if self.role == "actual" and _OF_ALL.fullmatch(phrase.label) and items:
                    asides += ((items[-1], aside) for aside in _agreeing(quantity, items[-1].quantity, text))
                continue
            if (self.role == "target" and phrase.sense not in _IN_A_TARGET) or phrase.sense in _FIGURE_STANDS:
                if (
                    phrase.among
                    and phrase.label
                    and items
                    and self.role == "actual"
                    and _OF_ALL.fullmatch(phrase.label)
                ):
                    # 50万元，其中到账20万元
                    asides += ((items[-1], aside) for aside in _agreeing(quantity, items[-1].quantity, text))
                    continue
                items.append(self._item(phrase, quantity, number))
            else:
                qualified.append((phrase, quantity, items[-1] if items else None))
                explained = explained or inside
        if self.role == "actual":
            beyond = [item for item in items if item.quantity.operator == Operator.GT and item.quantity.words]
            done = [item for item in items if item not in beyond] or items
            asides += (
                (_before(item, items), replace(item.quantity, kind="text", sense="surplus"))
                for item in beyond
                if item not in done
            )
            items = done
        every = items
        of_all = self.role == "actual" and len(items) > 1 and not self._asks_for_a_rate()
        items = _without_asides(items, self.role, of_all=of_all)
        if self.role == "actual":
            rates = (item for item in every if item not in items and _is_own_rate(item, of_all=of_all))
            asides += ((_before(item, every), _own_rate(item)) for item in rates)
        if self.role == "actual" and len(items) > 1 and any("Q105" in item.quantity.codes for item in items):
            items = self._without_cases(items)
        read = _Read(items, "", (), (), tuple(dict.fromkeys(years)))
        if deadlines and any(item.quantity.kind != "date" for item in items):
            return read._replace(items=[], sense="planned", words=tuple(deadlines))
        if unknown and (items or qualified):
            return read._replace(items=[], sense="unknown", words=tuple(unknown))
        if not items and not qualified and (each or others):
            return read._replace(sense="part" if each else "other_thing", words=tuple(each or others))
        if nobody:
            return read._replace(items=[], sense="undone", words=(nobody,))
        if strange and len(strange) == len(items) + len(qualified):
            return read._replace(items=[], sense="other_thing", words=tuple(strange))
        if speaks and speaks != "unmet" and not items:
            return read._replace(sense=speaks, words=tuple(words))
        for phrase, quantity, before in qualified:
            if phrase.sense == "other_thing" and items and self._is_aside(phrase, quantity, items[0].quantity):
                explained = True
                continue
            among = phrase.among or phrase.text.startswith(("含", "其中", "包括"))
            if (
                items
                and phrase.sense in _ASIDE
                and not _leads(phrase)
                and not (among and phrase.sense in (*_MUST_AGREE, "planned", "other_time"))
            ):
                if phrase.sense in _MUST_AGREE or (phrase.sense == "planned" and _PROMISED_WHAT.search(phrase.text)):
                    asides.append((before, quantity))
                continue
            is_exact = not items and len(qualified) == 1 and not phrase.dropped
            alone = [QuantityItem("", quantity)] if is_exact else []
            return read._replace(items=alone, sense=phrase.sense, words=phrase.words)
        counted = any(item.quantity.kind != "date" for item in items)  # 5月，尚未完成: no day on which it was done
        if speaks and not (speaks == "unmet" and counted):
            return read._replace(items=[] if items else items, sense=speaks, words=tuple(words))
        if speaks:
            asides.append((None, Quantity("text", last, sense="unmet", words=tuple(words))))
        placed = tuple([_Aside(_place_of(item, items), aside) for item, aside in asides])
        if (explained or others) and items and items[0].quantity.kind != "text":
            first = items[0]
            codes = tuple(dict.fromkeys((*first.quantity.codes, "Q107")))
            items[0] = replace(first, quantity=replace(first.quantity, codes=codes))
        return read._replace(asides=placed)

    def _without_cases(self, items: list[QuantityItem]) -> list[QuantityItem]:
        """`20场，零投诉` only says how they went, unless the row counts those cases."""
        if re.search(_CASES, self.row.name + self.row.target):
            return items
        return [item for item in items if "Q105" not in item.quantity.codes or item.quantity.number] or items

    def _sum_of_periods(self, items: Sequence[QuantityItem]) -> Quantity | None:
        """Only where the target is one figure: parts that were promised one by one are answered one by one."""
        one = self.role == "actual" and len(_FIGURE.findall(self.row.target)) < 2
        return _sum_of_periods(items) if one else None

    def _is_aside(self, phrase: Phrase, quantity: Quantity, done: Quantity) -> bool:
        """`12篇，阅读量5000次`, `16例，转介2例`; but `100人，在册70人` says how many of them there are."""
        return quantity.unit != done.unit or self.vocabulary.classes.get(phrase.words[0]) not in ("stock", "extent")

    def _is_another_rate(self, text: str) -> bool:
        """`回收率95%`, `95%的问卷有效` where the row asks for 满意度; `知晓率95%` where it asks for 覆盖率."""
        if self.role == "target":
            return False
        own = self.row.name + self.row.target
        rated = self.vocabulary.subjects.rated
        asked = rated.rated_in(own)
        if asked and (said := rated.rated_in(_BRACKET.sub(_if_rate, text))):
            return asked.isdisjoint(said)
        told = _RATE_NAMED.findall(text)
        heads = _RATE_NAMED.findall(own)
        return bool(told and heads) and not any(stem in _ANY_RATE or stem in heads for stem in told)

    def _is_another_kind(self, text: str) -> bool:
        """`咨询40个` where the row asks for 个案, `演练12场` for 讲座."""
        counted = self.vocabulary.subjects.counted
        if self._asked is None:
            self._asked = counted.named_in(self.row.name + self.row.target)
        asked = self._asked
        return bool(asked) and bool(said := counted.named_in(_BRACKET.sub("", text))) and asked.isdisjoint(said)

    def _is_asked_for(self, label: str) -> bool:
        """Whether the row speaks of what a figure counts: 其中专业社工14人 of 专业人员 does, 其中男性14人 does not."""
        own = f"{self.row.name};{self.row.target}"
        return any(label[place : place + 2] in own for place in range(len(label) - 1))

    def _asks_for_percent(self) -> bool:
        return re.search("[%％]", self.row.target) is not None

    def _asks_for_a_rate(self) -> bool:
        return is_rate_unit(self.unit) or re.search("[%％率度]", self.row.target) is not None

    def _whole_phrase(self, text: str) -> Quantity | None:
        """A phrase that is a day, or words for a figure; a grade word beside figures is none."""
        may_be = not _DIGIT.search(text) or (_MAY_BE_A_DAY.search(text) and date_in(dates_in_digits(text)))
        word = self._whole(text) if may_be else None
        return word if word is not None and word.kind not in ("grade", "text") else None

    def _not_accounted(self, phrase: Phrase) -> list[str]:
        if self.role == "actual":
            return [*phrase.unknown, *phrase.loose]
        return [word for word in phrase.unknown if not is_subject(word)]

    def _of_phrase(self, phrase: Phrase) -> Quantity:
        figure = phrase.value
        assert figure is not None
        codes = figure.codes
        if phrase.sense in ("about", "nearly"):
            codes = (*codes, "Q102")
        if phrase.dropped and self.role == "actual":
            codes = (*codes, "Q106")
        told = phrase.sense if self.role == "actual" or phrase.sense in _TOLD_OF_A_TARGET else ""
        sense: Sense = told or figure.about
        in_words = self.role == "actual" and figure.operator and figure.word not in _SIGNS
        bound = (figure.word,) if in_words else ()  # 超过, 以内
        words = phrase.words[:1] if told else bound
        quantity = _of_figure(figure._replace(codes=tuple(dict.fromkeys(codes))), self.unit, self.nature)
        if quantity.kind == "text" or not (sense or words):
            return quantity
        return replace(quantity, sense=sense, words=words)

    @staticmethod
    def _item(phrase: Phrase, quantity: Quantity, number: int | None) -> QuantityItem:
        return QuantityItem(phrase.label, quantity, number, among=phrase.among, total=phrase.total)


def _beside(quantity: Quantity, read: _Read) -> Quantity:
    """With what else the cell says."""
    if not (read.asides or read.years):
        return quantity
    return replace(quantity, asides=tuple(aside.quantity for aside in read.asides), years=read.years)


def _each_beside(read: _Read) -> list[QuantityItem]:
    """The items, each with what else the cell says of it or of all."""
    items = []
    for place, item in enumerate(read.items):
        own = tuple(aside for aside in read.asides if aside.place in (None, place))
        items.append(replace(item, quantity=_beside(item.quantity, read._replace(asides=own))))
    return items


def _before(item: QuantityItem, items: Sequence[QuantityItem]) -> QuantityItem | None:
    place = _place_of(item, items)
    return items[place - 1] if place else None


def _place_of(item: QuantityItem | None, items: Sequence[QuantityItem]) -> int | None:
    return next((place for place, each in enumerate(items) if each is item), None)


def _has_bound(bracket: re.Match[str]) -> bool:
    text, bounds = bracket.string, ("以上", "以下", "之上", "之下")
    return text.startswith(("及", "或", *bounds), bracket.end()) or text[: bracket.start()].endswith(bounds)


def _if_rate(bracket: re.Match[str]) -> str:
    """`95%（回收率）` says which rate it is; other brackets speak of something else."""
    return bracket[0] if "率" in bracket[0] else ""


def _is_nobody(quantity: Quantity) -> bool:
    """Beside what was done: nobody was there."""
    return quantity.number == 0 and quantity.unit in ("人", "名", "位", "人次", "户", "户次", "%")


def _leads(phrase: Phrase) -> bool:
    """`5场待补`, `5场是去年的` beside 20场 speak of some of these; `去年15场` and `计划20场` stand beside them."""
    value = phrase.value
    return value is not None and value.start == 0 and phrase.sense in ("planned", "other_time", "compared")


def _graver(one: Sense, other: Sense) -> Sense:
    return other if one in ("", "unmet") else one


def _is_below(graded: str, sense: Sense) -> bool:
    """The rating itself says that it was not reached."""
    from workbook_tools.basis.grade_words import rating_of

    return rating_of(graded) in ("未达成", "部分达成") and sense in (
        "unmet",
        "undone",
        "part",
        "planned",
        "postponed",
        "started",
    )


def _each(match: re.Match[str]) -> str:
    """`个案、小组各12个` as two items; what follows stands behind each."""
    names = _JOINING.split(match[1])
    behind = re.split("[,;]", match.string[match.end() :], maxsplit=1)[0]
    return "".join(f"{name}{behind}," for name in names[:-1]) + names[-1]


def _agreeing(beside: Quantity, done: Quantity, text: str) -> list[Quantity]:
    """`20场（0场）`, `20场（50%）`: a figure in brackets that says how much was done once more, and must not differ."""
    if beside.operator:
        return []
    if beside.kind == "rate" and done.kind == "number":
        return [replace(beside, kind="text", sense="compared", words=(text,))]
    if beside.number is not None and done.kind == beside.kind and beside.unit in ("", done.unit):
        return [replace(beside, kind="text", sense="", words=(text,))]
    return []


def _is_own_rate(item: QuantityItem, *, of_all: bool) -> bool:
    """A rate by which the count beside it can be worked out again; `of_all`: one that names nothing else, too."""
    named = _OWN_RATE.fullmatch(item.label) or (of_all and _OF_ALL.fullmatch(item.label))
    return bool(named) and item.quantity.unit == "%"


def _own_rate(item: QuantityItem) -> Quantity:
    """`20场，完成率50%`: the rate must agree with the count."""
    rate = item.quantity.number
    words = (item.label or (as_rate(rate) if rate is not None else item.quantity.text),)
    return replace(item.quantity, kind="text", sense="compared", words=words)


def _without_asides(items: list[QuantityItem], role: Role, *, of_all: bool) -> list[QuantityItem]:
    """Without texts and what a sentence names beside its figure: a day, its own rate, what it compares with."""
    items = [item for item in items if item.quantity.kind != "text" or item.quantity.codes]
    items = [item for item in items if item.quantity.kind != "date"] or items
    if role == "target":
        items = [item for item in items if not _COMPARED.match(item.label)] or items
    if len({item.quantity.number for item in items if item.quantity.unit == "%"}) == 1 < len(items):
        items = [item for item in items if "Q105" not in item.quantity.codes] or items  # 已全部建档，100%
    counts = [item for item in items if not _is_own_rate(item, of_all=of_all)]
    return counts if any(item.quantity.unit != "%" for item in counts) else items


def _of_figure(figure: Figure, unit: str, nature: Nature, text: str = "") -> Quantity:
    """A figure without a unit takes the column's. Under `%`, 95 is 95 %, and 0.95 may be 95 % with its format lost.

    What is bounded from above may well be less than 1 %: there 0.5 under `%` stays 0.5 %.
    """
    number, low, high = figure.number, figure.low, figure.high
    if number is None and low is None:
        return Quantity("text", text, codes=figure.codes)
    kind: QuantityKind = "range" if number is None else "number"
    measured, either = figure.unit or unit.strip(), False
    if not figure.unit and is_rate_unit(unit):
        values = [abs(value) for value in (number, low, high) if value is not None]
        either = max(values) <= 1 and max(values) > 0 and nature != "≤" and figure.operator not in AT_MOST
        if not either:
            number, low, high = (value and value / 100 for value in (number, low, high))
        measured = "%"
    kind = "rate" if measured == "%" and kind == "number" else kind
    return Quantity(kind, text, figure.operator, number, measured, low, high, codes=figure.codes, either=either)


def _own_side(items: Sequence[QuantityItem], role: Role) -> Quantity | None:
    """`目标68个，实际70个` says both sides in one cell: its own is taken."""
    if len(items) != 2 or not (_PROMISED.fullmatch(items[0].label) and _DONE.fullmatch(items[1].label)):
        return None
    return items[0 if role == "target" else 1].quantity


def _two_bounds(items: Sequence[QuantityItem]) -> Quantity | None:
    """`不少于60人，不超过80人`: one range, when nothing is named twice."""
    if len(items) != 2 or items[1].label:
        return None
    low, high = sorted((item.quantity for item in items), key=lambda q: q.operator in AT_MOST)
    if low.operator not in AT_LEAST or high.operator not in AT_MOST or low.number is None or high.number is None:
        return None
    unit = high.unit or low.unit
    return Quantity("range", low=low.number, high=high.number, unit=unit) if low.number <= high.number else None


def _sum_of_parts(items: Sequence[QuantityItem]) -> Quantity | None:
    """`总工时30184小时，其中：直接26880小时、间接3304小时`: the first is the sum of the others, and stands for them."""
    first, *others = (item.quantity for item in items)
    if items[-1].label in ("", "共", "合计", "总计"):  # 现金20万元+物资30万元，共50万元
        *others, first = first, *others
    numbers = [other.number for other in others if other.number is not None and other.unit == first.unit]
    told_apart = any(item.number is not None for item in items) or not all(number > 0 for number in numbers)
    if told_apart or len(numbers) < max(2, len(others)) or sum(numbers) != first.number:
        return None
    return replace(first, codes=(*first.codes, "Q107"))


def _false_total(items: Sequence[QuantityItem]) -> tuple[str, ...]:
    """`线上8场、线下7场，共20场`: the words of a total that its parts do not add up to; () where they do, or may.

    What is only among the first (`共20场，其中线上8场`) may be less than it, and may overlap unless it is parted."""
    *parts, total = items
    leads = items[0].total or items[1].among
    if leads:
        total, *parts = items
    exhaustive = not any(item.among for item in items)
    if not (leads or total.total or total.label in ("共", "合计", "总计")):
        return ()
    numbers = [part.quantity.number for part in parts if part.quantity.unit == total.quantity.unit]
    plain = all(number is not None and number > 0 for number in (*numbers, total.quantity.number))
    bounded = any(item.quantity.operator or item.quantity.sense or item.number is not None for item in items)
    if not plain or bounded or len(numbers) < max(2, len(parts)) or total.quantity.kind not in ("number", "rate"):
        return ()
    whole, added = total.quantity.number, sum((number for number in numbers if number is not None), Decimal(0))
    assert whole is not None
    parted = any(all(parts_of.fullmatch(part.label) for part in parts) for parts_of in _PARTED)
    wrong = added != whole if exhaustive else parted and added > whole
    return (f"{as_count(added)}≠{as_count(whole)}",) if wrong else ()


def _sum_of_periods(items: Sequence[QuantityItem]) -> Quantity | None:
    """`一季度5场，二季度6场`: what was done in parts of the year that do not overlap, in things that can be added."""
    first = items[0].quantity
    for parts in _PARTS_OF_A_YEAR:
        named = [parts.fullmatch(item.label) for item in items]
        if not all(named) or len({match[1] for match in named if match}) < len(items):
            continue
        plain = [each.quantity for each in items if not (each.quantity.operator or each.quantity.sense)]
        numbers = [each.number for each in plain if each.unit == first.unit and each.number is not None]
        if (first.unit in _ADDED or _SEXES.fullmatch(items[0].label)) and len(numbers) == len(items):
            return replace(first, number=sum(numbers, Decimal(0)))
    return None


def _is_bare_figure(text: str) -> bool:
    return re.fullmatch(r"[≥≤<>=]?[0-9.,]+[^0-9]{0,6}", text) is not None


def _with_role(quantity: Quantity, role: Role, nature: Nature) -> Quantity:
    """A target takes the operator of its column; a bound in an actual is read as its limit, and said."""
    if quantity.kind == "list" and (own := _own_side(quantity.items, role)) is not None:
        quantity = replace(own, text=quantity.text)
    if role == "target":
        given = _SIGNS.get(nature, Operator.NONE)
        if quantity.kind not in ("number", "rate", "date") or not given:
            return quantity
        if not quantity.operator:
            return replace(quantity, operator=given)
        if quantity.operator.replace(">", "≥").replace("<", "≤") != given:
            return replace(quantity, codes=(*quantity.codes, "Q108"))
        return quantity
    if quantity.kind == "list":
        items = tuple(replace(item, quantity=_with_role(item.quantity, role, "")) for item in quantity.items)
        codes = dict.fromkeys((*quantity.codes, *(code for item in items for code in item.quantity.codes)))
        return replace(quantity, items=items, codes=tuple(codes))
    bound = quantity.kind in ("number", "rate") and quantity.operator not in ("", "=")
    return replace(quantity, codes=(*quantity.codes, "Q101")) if bound or quantity.kind == "range" else quantity
