"""A target or actual cell → a `Quantity`: operator, figure, unit, kind, and what its words make of the figure.

`≥95%` · `50万` (50 in 万) · `90%以上` · `60-80` · `9月前` · `优良以上` · `1.个案68个；2.小组30个` · `零投诉` (0) ·
`全覆盖` (100 %) · `配备20人，其中专业人员不少于14人` · `60个，差8个` (60, and 8 that must be missing) · `计划20场` (no
figure: planned). Nothing in a cell makes it raise. What had to be assumed is told by codes; see `quantity_findings`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import SIGNS, Operator
from workbook_tools.basis.text_forms import HAN
from workbook_tools.basis.unit_names import COUNTERS, IN_ALL
from workbook_tools.catalogue import finding
from workbook_tools.model.basics import Cell, Finding, Moment, Nature, Quantity, QuantityItem
from workbook_tools.reading.words.clauses.composition import Composition
from workbook_tools.reading.words.clauses.gathered import Read
from workbook_tools.reading.words.lexicon.rows import Role, RowWords
from workbook_tools.reading.words.lexicon.vocabulary import Vocabulary, own_vocabulary
from workbook_tools.reading.words.phrases.context import BRACKET, KEPT_ROWS, Context
from workbook_tools.reading.words.phrases.names import without_names
from workbook_tools.reading.words.phrases.several import (
    false_total,
    own_side,
    satisfied,
    sum_of_kinds,
    sum_of_periods,
    sum_with_parts,
    total_of_each,
    two_bounds,
)
from workbook_tools.reading.words.phrases.stated import quantity_of
from workbook_tools.reading.words.wholes.agreeing import each_of_periods
from workbook_tools.reading.words.wholes.arithmetic import not_so
from workbook_tools.reading.words.wholes.sums import sum_told
from workbook_tools.reading.words.wholes.whole import whole_text
from workbook_tools.reading.words.written.dates import date_in
from workbook_tools.reading.words.written.figures import DIGIT, LARGEST, Figure, plain_figure
from workbook_tools.reading.words.written.lists import clauses_of, split_commas
from workbook_tools.reading.words.written.numerals import digits_for_numerals
from workbook_tools.reading.words.written.spelling import (
    LONGEST,
    clean,
    in_minutes,
)
from workbook_tools.reading.words.written.targets import as_promised

SAID_WHEN_SCORED = ("Q101", "Q102")
_BLANK = lazy_pattern(
    r"[-/\\_.。、,;…*·~]*|无|没有|暂无|无数据|不适用|n/?a|none|null|nan|空|未填|/无|无/", re.IGNORECASE
)
_OF_PARTS = lazy_pattern("其中|包括|分别|总|共|合计|全年")
_BARE_COUNT = lazy_pattern(f"[共有]?[0-9]{{1,6}}{HAN}{{1,2}}")
_NAMED_COUNT = lazy_pattern(
    f"(?!其中|另|每|各|人均|户均|平均|共|合计)({HAN}{{2,6}})([0-9]{{1,6}}{HAN}{{1,2}})"
)  # 本科以上4名
_BEGINS_NO_FIGURE = ("#", "=", "+", "@", "(", "（")
_ACCOUNTING = lazy_pattern(
    r"[(（](?:[0-9]{1,3}(?:,[0-9]{3})+(?:[.][0-9]+)?|[0-9]+[.][0-9]{2})[)）]"
)  # less than nothing
_ERROR = lazy_pattern(
    r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA)", re.IGNORECASE, holding="#"
)
_FORMULA = lazy_pattern(r"[=+@][A-Za-z(].*\(|=.*[0-9)][+*/-][0-9A-Z(]")
_MONTH_UNIT = lazy_pattern("月份?(?:底|末|中|初)?(?:之?前|以前|内)?", holding="月")
_MONTH = lazy_pattern("1[0-2]|[1-9]")
_LONGEST_DAY = 8  # characters, with blanks around it
_DOTTED_DAY = lazy_pattern("(1[0-2]|0?[1-9])[./月](3[01]|[12][0-9]|0[1-9]|(?<=月)[1-9])", holding="./月")
_NAME = "[^0-9,;:、和及()≥≤<>=]{1,30}"
_TELLS_OF_OTHERS = frozenset("、和及与(")
_EACH = lazy_pattern(f"({_NAME}(?:[、和及]{_NAME}){{1,20}})各({HAN}{{2}})?(?=(?:[≥≤<>=]|不少于|至少)?[0-9])")
_TAKEN_UP = lazy_pattern(f"被(?:{HAN}{{2,10}}、){{1,4}}{HAN}{{2,10}}", holding="被")  # 被红网、掌上长沙转载
_JOINING = lazy_pattern("、|和|及")
_PER_SOMETHING = lazy_pattern(f"[0-9]{HAN}{{1,3}}/{HAN}", holding="/")
_SPACED = lazy_pattern("([^0-9]{0,6})((?:[0-9] +){1,3}[0-9])( *[^0-9 ][^0-9]*)")  # `9 0 %`, set wide in a form
_PERHAPS_PARTS = ("other_thing", "other_place", "unknown")  # what the parts of a list may seem to be one by one
_A_YEAR = lazy_pattern("[在于]?(20[0-9]{2})年度?")
_NOTHING = lazy_pattern("0[^0-9,;。()%]{0,2}(?:[,;。(][^0-9]*)?$", holding="0")  # 0份（名单未移交）
_NOTHING_CAME = ("undone", "postponed", "unmet", "planned")
_NO_CASE = ("无", "没有")  # what is promised where accidents or complaints are counted
_NO_WORDS = RowWords()


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
        return Quantity("error", cell.text or cell.error, codes=() if cell.uncomputed else ("Q113",))
    if cell.date is not None:
        return _on(cell.date, cell.text)
    if "月" in unit and (month := _month_by_unit(cell, unit, nature)) is not None:
        return _with_role(month, role, nature)
    if role == "actual" and (dated := _day_in_digits(cell.shown or cell.text, row.target)) is not None:
        return dated
    if cell.number is not None and not cell.shown:
        return _with_role(_of_number(cell, unit, nature), role, nature)
    text = cell.shown or cell.text
    plain = plain_figure(text)
    if plain is not None:
        return _with_role(quantity_of(plain, unit, nature, text), role, nature)
    return _with_role(_in_words(text, unit, role, nature, row, vocabulary or own_vocabulary()), role, nature)


@lru_cache(maxsize=KEPT_ROWS)  # the workbooks of a district promise the same, in the same words
def _in_words(text: str, unit: str, role: Role, nature: Nature, row: RowWords, vocabulary: Vocabulary) -> Quantity:
    return _Reader(Context(unit, role, nature, row, vocabulary)).read(text)


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
    month, behind = cell.text.strip(), unit.strip()
    dated = date_in(month + behind) if _MONTH_UNIT.fullmatch(behind) and _MONTH.fullmatch(month) else None
    return None if dated is None else dated._replace(text=cell.text, codes=())


def _day_in_digits(text: str, target: str) -> Quantity | None:
    """`6.28`, `8月31` where a day was promised; 6.3 may be the third or the thirtieth."""
    dotted = _DOTTED_DAY.fullmatch(text.strip()) if len(text) <= _LONGEST_DAY else None
    dated = date_in(f"{dotted[1]}月{dotted[2]}日") if dotted and date_in(as_promised("".join(target.split()))) else None
    return None if dated is None else dated._replace(text=text)


def _on(day: date, text: str) -> Quantity:
    return Quantity("date", text, moment=Moment(day.month, day.year, day.day))


def _of_number(cell: Cell, unit: str, nature: Nature) -> Quantity:
    number = cell.number
    assert number is not None
    if not number.is_finite() or abs(number) >= LARGEST:
        return Quantity("text", cell.text, codes=("Q109",))
    if nature == "日期" and 30000 < number < 60000:
        return _on(date(1899, 12, 30) + timedelta(days=int(number)), cell.text)
    if cell.percent:
        return Quantity("rate", cell.text, number=number, unit="%")
    return quantity_of(Figure(0, 0, Operator.NONE, number, ""), unit, nature, cell.text)


class _Reader:
    """Reads one text: as a whole, or phrase by phrase."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def read(self, text: str) -> Quantity:
        if len(text) > LONGEST:
            return Quantity("text", text, codes=("Q109",))
        stripped = text.strip()
        if stripped[:1] in _BEGINS_NO_FIGURE:
            if _ERROR.fullmatch(stripped):
                return Quantity("error", text, codes=("Q113",))
            if _FORMULA.match(stripped) or _ACCOUNTING.fullmatch(stripped):
                return Quantity("text", text, codes=("Q103",))
        spaced = _SPACED.fullmatch(stripped) if " " in stripped else None
        spelt = spaced[1] + spaced[2].replace(" ", "") + spaced[3] if spaced else text
        cleaned, codes = clean(without_names(spelt, self._context.vocabulary) if self._context.done else spelt)
        bare = cleaned.strip(";")
        if not self._context.done:
            bare = as_promised(bare)
        if not self._context.done and bare in _NO_CASE and self._context.counts_cases():
            return Quantity("number", text, number=Decimal(0), unit=self._context.unit, codes=("Q105",))
        if _BLANK.fullmatch(bare) is not None:
            return Quantity("blank", text)
        if bare.endswith(("-", "~")) and self._context.done:
            return Quantity("text", text, codes=("Q103",))  # 90%-: up to what, or less than it?
        if bare != text and not codes and (plain := plain_figure(bare)) is not None:
            return quantity_of(plain, self._context.unit, self._context.nature, text)
        bare, others, counted = each_of_periods(bare), None, ""
        if self._context.done:
            from workbook_tools.reading.words.actuals import (
                as_one_figure,
                counted_by_names,
                said_of_all,
                without_another_year,
                without_what_only_led_to_it,
            )

            if (of_all := said_of_all(self._context, bare)) is not None:
                return of_all._replace(text=text, codes=codes)
            bare = as_one_figure(self._context, bare)
            bare, counted = counted_by_names(self._context, bare)
            if "年" in bare:
                bare, others = without_another_year(bare)
            bare = without_what_only_led_to_it(self._context, bare)
        quantity = self._told(bare) or self._parts(bare)
        if others is not None:
            quantity = _with_some_of_another_year(quantity, others)
        if counted and quantity.kind == "number":
            quantity = quantity._replace(words=(counted,), codes=(*quantity.codes, "Q135"))
        promises_a_count = not self._context.done and quantity.kind == "number" and "/" not in quantity.unit
        if promises_a_count and _PER_SOMETHING.search(bare) and not any(word in bare for word in IN_ALL):
            quantity = Quantity("text", codes=("Q103",))  # 2次/点位: how many there are is not said
        if self._context.nature == "定性" and quantity.kind in ("number", "list") and not _is_bare_figure(bare):
            quantity = Quantity("text")  # figures inside a description
        return quantity._replace(text=text, codes=tuple(dict.fromkeys((*codes, *quantity.codes))))

    def _told(self, text: str) -> Quantity | None:
        """What the text comes to as a whole."""
        if self._context.done:
            from workbook_tools.reading.words.actuals import told

            return told(self._context, text)
        return sum_told(self._context, text) or whole_text(self._context, text)

    def _parts(self, text: str) -> Quantity:
        """Figures in words: one, a range in two bounds, or a list."""
        text_in_digits = digits_for_numerals(text)
        text_in_digits = in_minutes(text_in_digits) if "分" in text else text_in_digits
        text_in_digits = _TAKEN_UP.sub(lambda match: match[0].replace("、", "和"), text_in_digits)
        clauses = clauses_of(_EACH.sub(self._each, text_in_digits) if "各" in text else text_in_digits)
        numbered = len(clauses) > 1 and any(clause.number is not None for clause in clauses)
        if numbered:
            whole = self._added([clause.text for clause in clauses], numbered=True)
            return whole or self._numbered([(clause.text, clause.number) for clause in clauses])
        phrases = [phrase for clause in clauses for phrase in self._phrases(clause.text)]
        if self._context.done and (own := self._own(text_in_digits, phrases)) is not None:
            return own
        if self._context.done and len(phrases) > 2 and (first := self._taken_apart(phrases)) is not None:
            return first
        read = self._read(phrases, None)
        if read.sense in _PERHAPS_PARTS and (whole := self._added([text for text, _ in phrases])):
            return whole
        nothing = read.sense in _NOTHING_CAME and _NOTHING.match(text_in_digits)
        if nothing and not (self._context.may_be_few or self._context.asks_for_a_rate()):
            return Quantity("number", number=Decimal(0), unit=self._context.unit)
        if read.sense and (self._context.done or DIGIT.search(text)):
            return self._open(read)
        items = read.items
        if not items:
            return Quantity("text", codes=("Q103",) if DIGIT.search(text) else ())
        if (
            len(items) == 1
            and items[0].among
            and self._context.done
            and not self._context.asks_just_for(items[0].label)
        ):
            return self._open(read._replace(sense="part", words=("其中",)))
        if len(items) == 1:
            return _beside(items[0].quantity, read)
        if self._context.done and (false := false_total(items)):
            return not_so(false)
        whole = (
            self._satisfied(items)
            or (sum_with_parts(items) if _OF_PARTS.search(text) or not items[0].label else None)
            or self._sum_of_what_is_apart(items, others=read.others)
            or self._added([text for text, _ in phrases])
        )
        if one := two_bounds(items) or (None if self._context.asks_of_each else total_of_each(items)) or whole:
            return _beside(one, read)
        codes = dict.fromkeys(code for item in items for code in item.quantity.codes)
        return Quantity("list", items=tuple(_each_beside(read)), codes=tuple(codes))

    def _own(self, text: str, phrases: Sequence[tuple[str, bool]]) -> Quantity | None:
        """Where the row's own is only a part of what is told."""
        if (len(phrases) < 2 and _TELLS_OF_OTHERS.isdisjoint(text)) or self._context.asks_for_several:
            return None
        if (named := self._named_by_the_target(phrases)) is not None:
            return named
        parted = len(phrases) > 2 or (len(phrases) == 2 and ("其中" in text or "(" in text or "的" in text))
        from workbook_tools.reading.words.actuals import combined_with_others, own_part

        return combined_with_others(self._context, text) or (own_part(self._context, phrases) if parted else None)

    def _named_by_the_target(self, phrases: Sequence[tuple[str, bool]]) -> Quantity | None:
        """`7名，本科以上4名` of 本科以上5名: four, of whatever seven there are."""
        if len(phrases) != 2 or not _BARE_COUNT.fullmatch(phrases[0][0]):
            return None
        name = _NAMED_COUNT.fullmatch(phrases[1][0])
        target = self._context.row.target
        if name is None or name[1] not in target or f"含{name[1]}" in target:
            return None
        alone = self._read([(name[2], False)], None)
        return alone.items[0].quantity._replace(codes=("Q106",)) if len(alone.items) == 1 and not alone.sense else None

    def _taken_apart(self, phrases: Sequence[tuple[str, bool]]) -> Quantity | None:
        """The first figure, where what stands behind it only takes it apart."""
        if self._context.asks_for_several:
            return None
        from workbook_tools.reading.words import actuals

        if not actuals.parts_that_make_it(self._context, phrases):
            return None
        alone = self._read(phrases[:1], None)
        if len(alone.items) != 1 or alone.sense or alone.items[0].quantity.kind != "number":
            return None
        first = alone.items[0].quantity
        return _beside(first._replace(codes=(*first.codes, "Q107")), alone)

    def _added(self, texts: Sequence[str], *, numbered: bool = False) -> Quantity | None:
        """The sum of a list of named parts, where figures alone stand in it; how many names stand in a numbered one."""
        if not self._context.done:
            return None
        from workbook_tools.reading.words import actuals

        if numbered and (named := actuals.numbered_names(self._context, texts)):
            return named
        if len(texts) < 2 or not all(map(DIGIT.search, texts)):
            return None
        return actuals.sum_of_named_parts(self._context, texts)

    def _numbered(self, clauses: Sequence[tuple[str, int | None]]) -> Quantity:
        items: list[QuantityItem] = []
        years: tuple[int, ...] = ()
        if (year := _A_YEAR.fullmatch(clauses[0][0])) is not None:
            years, clauses = (int(year[1]),), clauses[1:]  # 2022年，1.活动12场；2.小组3个
        for text, number in clauses:
            read = self._read(self._phrases(text), number)
            read = read._replace(years=read.years or years)
            if read.sense:
                items.append(QuantityItem(text, self._open(read)._replace(text=text), number))
            elif read.items:
                items += _each_beside(read)
            else:
                items.append(QuantityItem(text, whole_text(self._context, text) or Quantity("text", text), number))
        codes = dict.fromkeys(code for item in items for code in item.quantity.codes)
        return Quantity("list", items=tuple(items), codes=tuple(codes))

    def _open(self, read: Read) -> Quantity:
        """A cell whose figure, if it has one, is not what was done."""
        codes = ("Q116",) if read.sense == "unknown" else ()
        stated = read.items[0].quantity if len(read.items) == 1 else Quantity("text")
        if stated.kind == "date":
            return stated._replace(sense=read.sense, words=read.words, years=read.years)
        return Quantity(
            "text", operator=stated.operator, number=stated.number, unit=stated.unit, sense=read.sense,
            words=read.words, codes=codes, years=read.years,
        )  # fmt: skip

    def _phrases(self, clause: str) -> list[tuple[str, bool]]:
        """The phrases between commas, behind each those of its brackets that hold figures: text, inside."""
        if "(" not in clause:
            return [(phrase, False) for phrase in split_commas(clause)]
        outside = DIGIT.search(BRACKET.sub("", clause)) is not None
        found: list[tuple[str, bool]] = []
        behind: list[tuple[str, bool]] = []

        def kept(match: re.Match[str]) -> str:
            inner = match[0][1:-1]
            if inner.startswith(("不含", "含")) and _has_bound(match):
                return match[0]  # 20件(不含20件)以下
            if not DIGIT.search(inner) and len(inner) <= 8:
                return match[0]
            if DIGIT.search(inner) and not outside:
                return f",{inner}"
            behind.extend((phrase, True) for phrase in split_commas(inner))
            return ""

        for part in split_commas(clause):
            text = BRACKET.sub(kept, part)
            found += [*((phrase, False) for phrase in split_commas(text)), *behind]
            behind.clear()
        return found

    def _read(self, phrases: Sequence[tuple[str, bool]], number: int | None) -> Read:
        composition = Composition(self._context, number)
        for text, inside in phrases:
            composition.take(text, inside=inside)
        return composition.result()

    def _satisfied(self, items: Sequence[QuantityItem]) -> Quantity | None:
        if not self._context.done or not self._context.says("满意"):
            return None
        promised = self._context.promised
        return satisfied(items, promised.number if promised else None)

    def _each(self, match: re.Match[str]) -> str:
        """`个案、小组各12个` as two items, `春节、端午各慰问1次` too; what follows stands behind each."""
        verb = match[2] or ""
        if (verb and not self._context.is_verb(verb)) or match[1].startswith("每"):
            return match[0]
        behind = verb + match.string[match.end() :].replace(";", ",").partition(",")[0]
        names = _JOINING.split(match[1])
        return "".join(f"{name}{behind}," for name in names[:-1]) + names[-1] + verb

    def _sum_of_what_is_apart(self, items: Sequence[QuantityItem], *, others: bool) -> Quantity | None:
        """Only where the target is one figure: parts that were promised one by one are answered one by one."""
        row = self._context.row
        if not self._context.done or self._context.asks_for_several:
            return None
        items, beside = self._in_its_unit(items)
        own, words = row.own, self._context.vocabulary
        added = sum_of_periods(items, own) or sum_of_kinds(items, words, own, others=others) if len(items) > 1 else None
        return added._replace(codes=(*added.codes, "Q106")) if added and beside else added

    def _in_its_unit(self, items: Sequence[QuantityItem]) -> tuple[Sequence[QuantityItem], bool]:
        """Those in the unit that was promised, where the others count something else: `线上4场，线下6场，参与200户`."""
        unit = self._context.promised.unit if self._context.promised else ""
        from workbook_tools.reading.words import actuals

        items = [item._replace(quantity=actuals.in_its_money(item.quantity, unit)) for item in items]
        mine = [item for item in items if item.quantity.unit == unit]
        beside = [item for item in items if item not in mine]
        apart = unit not in COUNTERS or not any(item.quantity.unit in COUNTERS for item in beside)
        clear = all(item.quantity.unit and item.quantity.kind == "number" for item in beside)
        return (mine, True) if len(mine) > 1 and beside and apart and clear else (items, False)


def _with_some_of_another_year(quantity: Quantity, some: Quantity) -> Quantity:
    """`完成8个（含2023年1月补做的2个）`: those of that year beside all; open where they cannot be of one thing."""
    fits = quantity.kind == "number" and quantity.unit == some.unit and (quantity.number or 0) >= (some.number or 0)
    return quantity._replace(asides=(*quantity.asides, some)) if fits else quantity._replace(years=some.years)


def _beside(quantity: Quantity, read: Read) -> Quantity:
    """With what else the cell says."""
    if not (read.asides or read.years):
        return quantity
    if quantity.moment is not None and read.years:
        quantity = _in_its_year(quantity, quantity.moment, read.years)
    return quantity._replace(asides=tuple(aside.quantity for aside in read.asides), years=read.years)


def _in_its_year(day: Quantity, moment: Moment, years: Sequence[int]) -> Quantity:
    """`5月底前完成（2023年）`: the day in the year that stands beside it; open where that is another than its own."""
    own = moment.year or years[0]
    if other := next((year for year in years if year != own), None):
        return Quantity("text", day.text, sense="other_time", words=(f"{other}年",))
    return day._replace(moment=moment._replace(year=own))


def _each_beside(read: Read) -> list[QuantityItem]:
    """The items, each with what else the cell says of it or of all."""
    items = []
    for place, item in enumerate(read.items):
        own = tuple(aside for aside in read.asides if aside.place in (None, place))
        items.append(item._replace(quantity=_beside(item.quantity, read._replace(asides=own))))
    return items


def _has_bound(bracket: re.Match[str]) -> bool:
    text, bounds = bracket.string, ("以上", "以下", "之上", "之下")
    return text.startswith(("及", "或", *bounds), bracket.end()) or text[: bracket.start()].endswith(bounds)


def _is_bare_figure(text: str) -> bool:
    return re.fullmatch(r"[≥≤<>=]?[0-9.,]+[^0-9]{0,6}", text) is not None


def _with_role(quantity: Quantity, role: Role, nature: Nature) -> Quantity:
    """A target takes the operator of its column; a bound in an actual is read as its limit, and said."""
    if quantity.kind == "list" and (own := own_side(quantity.items, role)) is not None:
        quantity = own._replace(text=quantity.text)
    if role == "target":
        given = SIGNS.get(nature, Operator.NONE)
        if quantity.kind not in ("number", "rate", "date") or not given:
            return quantity
        if not quantity.operator:
            return quantity._replace(operator=given)
        if quantity.operator.replace(">", "≥").replace("<", "≤") != given:
            return quantity._replace(codes=(*quantity.codes, "Q108"))
        return quantity
    if quantity.kind == "list":
        items = tuple(item._replace(quantity=_with_role(item.quantity, role, "")) for item in quantity.items)
        codes = dict.fromkeys((*quantity.codes, *(code for item in items for code in item.quantity.codes)))
        return quantity._replace(items=items, codes=tuple(codes))
    bound = quantity.kind in ("number", "rate") and quantity.operator not in ("", "=")
    return quantity._replace(codes=(*quantity.codes, "Q101")) if bound or quantity.kind == "range" else quantity
