"""Money told by its factors: `60人×900元`, `每人600元，15人` of an amount, `20场共28000元` of the cost of one;
`按500元/课时执行`.

What one costs is divided out only where the cell counts what the row's price is of (单场, 元/人次); a total beside any
other count is no price, and leaves the row open.
"""

from __future__ import annotations

from workbook_tools.basis.figures import as_digits
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.unit_names import money_factor, normal_unit
from workbook_tools.model.basics import Quantity
from workbook_tools.reading.words.lexicon.lexer import BESIDE_A_COUNT
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.wholes.arithmetic import multiplied, worked_out
from workbook_tools.reading.words.written.figures import Figure, figures_in
from workbook_tools.reading.words.written.numerals import digits_for_numerals

_PRICED = lazy_pattern(
    "(?:^|[^0-9])(?:单|每|平均每)(?:个|一)?(?P<one>[场次人户节课份篇期例餐])|(?P<mean>[人户场次节])均"
)
_PER = lazy_pattern("[每均单]|元/|一[人户场次份]")
_IN_ALL = lazy_pattern("共|合计|总", holding="共合总")
_PAID_BY = lazy_pattern(
    "(?:均|都|全部|统一|严格)?(?:按|按照|依照)(?P<price>[0-9]+(?:[.][0-9]+)?元/[^0-9,;]{1,3}?)(?:的?标准)?"
    "(?:执行|发放|支付|结算|给付|付|计发|支出)",
    holding="按依",
)
_NUMBER, _WHO = "[0-9]{1,6}(?:[.][0-9]{1,2})?", "[人名位户次场节份个期例篇]|人次|户次|课时|小时|场次|个?月"
_PRICE = f"(?P<price>{_NUMBER})(?P<money>万?元)(?:/(?P<per>{_WHO}))?"
_MANY = f"(?P<count>[0-9]{{1,6}})(?P<unit>{_WHO})"
_GIVEN = "(?:[共为向已给]|慰问|救助|发放|资助|补助)?"
_EACH_AND_HOW_MANY = (
    lazy_pattern(
        f"{_GIVEN}{_MANY}[^0-9,;未没拟]{{0,4}}(?:[*]|,?每(?P<each>{_WHO})){_PRICE}",
        holding="元",
    ),
    lazy_pattern(f"[共为向已给]?每(?P<each>{_WHO}){_PRICE},?(?:[*]|共|合计)?{_MANY}", holding="元"),
    lazy_pattern(  # 每月3万元，发了9个月
        f"每个?(?P<each>月)(?:发放?|补助|支付|支出|补贴)?{_PRICE},?(?:共|已|实际|连续|累计){{0,2}}(?:发放?|支付|补助|支出|补贴)?了?"
        "(?P<count>[0-9]{1,2})个(?P<unit>月)",
        holding="元",
    ),
    lazy_pattern(f"(?P<each>){_PRICE}(?:[*]|,共?){_MANY}", holding="元"),
)
_IN_YUAN = lazy_pattern(  # 65块, where money was promised
    "(?:每人|人均|平均|每场|每次|一共|共|花费?了?|用了?|支出|成本|费用|捐了?|才|仅|为|是|实际){0,3}[0-9]{1,7}(?:[.][0-9]{1,2})?块|.*块钱.*",
    holding="块",
)
_SPOKEN_YUAN = lazy_pattern("(?<=[0-9万千百])块钱?", holding="块")


def amount_told(context: Context, text: str) -> Quantity | None:
    """The amount, or the price of one, that a text comes to; None for a text of something else."""
    promised = context.promised
    head, stroke, per = promised.unit.partition("/") if promised else ("", "", "")
    if promised is None or money_factor(head) is None:
        return None
    if paid := _PAID_BY.fullmatch(text):
        price = figures_in(paid["price"])[0]
        return Quantity("number", number=price.number, unit=price.unit)
    text = digits_for_numerals(text)
    priced = _PRICED.search(context.row.name)
    one = per or (priced["one"] or priced["mean"] if priced else "")
    if stroke or one:
        return _price_of_one(context, text, one, promised.unit)
    return _product(text)


def in_its_money(quantity: Quantity, unit: str) -> Quantity:
    """7000元 beside 1.2万元, where 万元 was promised."""
    given, wanted = money_factor(quantity.unit), money_factor(unit)
    if given is None or wanted is None or quantity.kind != "number" or quantity.number is None:
        return quantity
    return quantity._replace(number=quantity.number * given / wanted, unit=unit)


def in_yuan(context: Context, text: str) -> str:
    """`65块` as 65元 where an amount was promised."""
    if not _IN_YUAN.fullmatch(text):
        return text
    promised = context.promised
    head = promised.unit.partition("/")[0] if promised else ""
    return _SPOKEN_YUAN.sub("元", text) if money_factor(head or context.unit) is not None else text


def _product(text: str) -> Quantity | None:
    """`60人×900元`, `每人600元，15人`"""
    match = next((found for pattern in _EACH_AND_HOW_MANY if (found := pattern.fullmatch(text))), None)
    if match is None:
        return None
    said = match.groupdict()
    each = said["each"] or said["per"]
    if each and not _are_one(each, said["unit"]):
        return None
    if not each and "*" not in text:
        return None
    return multiplied(said["count"], said["price"], said["money"])


def _are_one(one: str, other: str) -> bool:
    return normal_unit(one) == normal_unit(other)


def _price_of_one(context: Context, text: str, one: str, unit: str) -> Quantity | None:
    """`20场共28000元` where the row is 单场成本; `服务200人次，支出9000元` where it is 元/人次."""
    figures = figures_in(text)
    money = [f for f in figures if money_factor(f.unit) is not None]
    counts = [f for f in figures if f not in money and f.unit != "%"]
    if len(money) == 1 < len(counts) and _IN_ALL.search(text) and not _PER.search(text):
        return Quantity("text", sense="other_thing", words=(text[money[0].start : money[0].end],))
    if not (len(money) == len(counts) == 1) or any(map(_is_unsure, figures)) or _PER.search(text):
        return None
    total, count = money[0], counts[0]
    of_one = one != "" and _are_one(one, count.unit)
    rest = text[: figures[0].start] + "," + text[figures[0].end : figures[1].start] + "," + text[figures[1].end :]
    plain = context.are_plain(rest, BESIDE_A_COUNT)
    factor, wanted = money_factor(total.unit), money_factor(unit.partition("/")[0])
    if not (of_one and plain and count.number and total.number is not None and factor and wanted):
        return Quantity("text", sense="other_thing", words=(text[total.start : total.end],))
    price = total.number * factor / wanted / count.number
    how = f"{as_digits(total.number)}÷{as_digits(count.number)}＝{as_digits(round(price, 4))}{unit}"
    return worked_out(how, price, unit)


def _is_unsure(figure: Figure) -> bool:
    return bool(figure.operator or figure.about or figure.codes)
