"""Several figures of one cell: what they come to, and which of them only stand beside the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from workbook_tools.basis.figures import as_count
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import AT_LEAST, AT_MOST
from workbook_tools.basis.ranks import FAIRLY_CONTENT, IS_CONTENT, VERY_CONTENT, step_of_content
from workbook_tools.basis.unit_names import PERIODS
from workbook_tools.model.basics import Quantity, QuantityItem
from workbook_tools.model.quantity_text import format_quantity
from workbook_tools.reading.words.lexicon.lexer import is_place_name
from workbook_tools.reading.words.lexicon.rows import Role
from workbook_tools.reading.words.lexicon.vocabulary import Vocabulary

_COMPARED = lazy_pattern(
    "超额|超出|比(?![赛武拼])|较|同比|环比", holding="比环超较"
)  # 70个，比目标多2个; but 讲座10场，比赛5场
_PROMISED = lazy_pattern("(?:年初|年度|项目|全年)?(?:目标|计划|任务|应|预算)(?:完成|开展|支出|数|值)?")
_DONE = lazy_pattern("(?:实际|已|共|累计)*(?:完成|开展|举办|组织|支出|使用|执行|决算)|实际")
_OWN_RATE = lazy_pattern(".{0,4}(?:完成率|完成比例|完成度|达成率|达标率|有效率|落实率)", holding="率例度")
# What a further figure counts that must agree with the one that was done: nothing (20场，50%), or how much is done.
OF_ALL = lazy_pattern(
    "(?:审计|第三方|抽查|复核|复查|台账|照片|影像|附件|图片|发票|凭证|票据|合计|签到表?|系统|平台|后台|记录|登记|佐证|材料|有|现|仅|只|约|共|累计|实际?|已经?|总体|整体|目前)*"
    "(?:(?:完成|达成|落实|开展|执行|实施|举办|到位|到账?|收到?|付|进度|推进)(?:率|比例|比率|度|情况)?(?:为|了|达|达到)*"
    "|(?:见面|入户|接通|实到|上门)(?:率|比例)"
    "|(?:有效|合格|达标|认可|认定|核定|核实|确认)(?:的|为|了)*)?"
)
_SEXES = lazy_pattern("([男女])性?")
_ON_LINE = lazy_pattern("(线[上下])(?:活动|服务)?")
_ONE_OF_THEM = (_ON_LINE, _SEXES)  # of which a row may mean one
_PARTS_OF_A_YEAR = (
    lazy_pattern("第?([一二三四1-4])季度"),
    lazy_pattern("([上下])半年"),
    lazy_pattern("(1[-~至到]6|7[-~至到]12)月份?"),
    lazy_pattern("(?:(?:19|20)[0-9]{2}年)?(1[0-2]|[1-9])月份?"),
    _ON_LINE,
    lazy_pattern("第([0-9一二三四五六七八九十]{1,2})[期批轮]"),
    _SEXES,
    lazy_pattern("(?:其中)?(现金|资金|善款|物资|实物)(?:类|折合|折价|价值|捐赠|折合价值)*"),
)
_HOW_MANY_OF_THEM = 4  # of these say when, the others how, or who
_ROUNDED = Decimal("0.011")  # shares printed without decimals
_DOING = "开展|举办|组织|完成"
_WITH_WHAT_IS_DONE = lazy_pattern(f"^(?:共|已|实际|为|对|在|到|{_DOING})*(.*?)(?:{_DOING}|活动)*$")
_PARTED = (*_PARTS_OF_A_YEAR, lazy_pattern("(直接|间接)(?:工时|服务|时数)?"))
ADDED = ("场", "次", "场次", "人次", "户次", "小时", "h", "份", "篇", "件", "节", "期", "元", "万元")


def without_asides(items: list[QuantityItem], role: Role, own: str, *, of_all: bool) -> list[QuantityItem]:
    """Without texts and what a sentence names beside its figure: a day, its own rate, what it compares with."""
    items = [item for item in items if item.quantity.kind != "text" or item.quantity.codes]
    items = [item for item in items if item.quantity.kind != "date"] or items
    if role == "target":
        items = [item for item in items if not _COMPARED.match(item.label)] or items
    rates = [item for item in items if item.quantity.unit == "%"]
    stated = [item for item in items if "Q105" not in item.quantity.codes]
    if len({rate.quantity.number for rate in rates}) == 1 and any(rate in stated for rate in rates):
        items = stated  # 已全部建档，100%
    counts = [item for item in items if not is_own_rate(item, own, of_all=of_all)]
    return counts if any(item.quantity.unit != "%" for item in counts) else items


def agreeing(beside: Quantity, done: Quantity, text: str) -> list[Quantity]:
    """`20场（0场）`, `20场（50%）`: a figure in brackets that says how much was done once more, and must not differ."""
    if beside.operator:
        return []
    if beside.kind == "rate" and done.kind == "number":
        return [beside._replace(kind="text", sense="compared", words=(text,))]
    if beside.number is not None and done.kind == beside.kind and beside.unit in ("", done.unit):
        return [beside._replace(kind="text", sense="", words=(text,))]
    return []


def is_own_rate(item: QuantityItem, own: str, *, of_all: bool) -> bool:
    """A rate by which the count beside it can be worked out again; `of_all`: one that names nothing else, too. The rate
    that the row itself is called by (`own`) stands for itself."""
    named = _OWN_RATE.fullmatch(item.label) or (of_all and OF_ALL.fullmatch(item.label))
    return bool(named) and item.quantity.unit == "%" and not (item.label and own.endswith(item.label))


def own_rate(item: QuantityItem) -> Quantity:
    """`20场，完成率50%`: the rate must agree with the count."""
    words = (item.label or format_quantity(item.quantity),)
    return item.quantity._replace(kind="text", sense="compared", words=words)


def both_sexes(items: Sequence[QuantityItem]) -> bool:
    """`男8人，女12人` are all of them; `女12人` alone are some."""
    return len(items) > 1 and all(_SEXES.fullmatch(item.label) for item in items)


def own_side(items: Sequence[QuantityItem], role: Role) -> Quantity | None:
    """`目标68个，实际70个` says both sides in one cell: its own is taken."""
    if len(items) != 2 or not (_PROMISED.fullmatch(items[0].label) and _DONE.fullmatch(items[1].label)):
        return None
    return items[0 if role == "target" else 1].quantity


def two_bounds(items: Sequence[QuantityItem]) -> Quantity | None:
    """`不少于60人，不超过80人`: one range, when nothing is named twice, in one unit."""
    if len(items) != 2 or items[1].label:
        return None
    low, high = sorted((item.quantity for item in items), key=lambda q: q.operator in AT_MOST)
    if low.operator not in AT_LEAST or high.operator not in AT_MOST or low.number is None or high.number is None:
        return None
    if low.number > high.number or (low.unit and high.unit and low.unit != high.unit):
        return None
    return Quantity("range", low=low.number, high=high.number, unit=high.unit or low.unit)


def total_of_each(items: Sequence[QuantityItem]) -> Quantity | None:
    """`每县1个，共6个`: what they come to in all."""
    if len(items) != 2:
        return None
    each, total = sorted(items, key=lambda item: item.total)
    head, _, per = each.quantity.unit.partition("/")
    is_total = total.total and not each.total and total.quantity.kind == "number"
    if not is_total or not per or head != total.quantity.unit or each.quantity.number is None:
        return None
    times = PERIODS.get(per)  # 每月2次，共20次 contradict each other
    return None if times and each.quantity.number * times != total.quantity.number else total.quantity


def sum_with_parts(items: Sequence[QuantityItem]) -> Quantity | None:
    """`总工时30184小时，其中：直接26880小时、间接3304小时`: the first is the sum of the others, and stands for them."""
    first, *others = (item.quantity for item in items)
    if items[-1].label in ("", "共", "合计", "总计", "全年", "全年共", "全年合计"):  # 现金20万元+物资30万元，共50万元
        *others, first = first, *others
    numbers = [other.number for other in others if other.number and other.unit in ("", first.unit)]
    if len(numbers) < max(2, len(others)) or sum(numbers) != first.number:
        return None
    return first._replace(codes=(*first.codes, "Q107"))


def false_total(items: Sequence[QuantityItem]) -> str:
    """`线上8场、线下7场，共20场`: the words of a total that its parts do not add up to; "" where they do, or may.

    What is only among the first (`共20场，其中线上8场`) may be less than it, and may overlap unless it is parted."""
    *parts, total = items
    leads = items[0].total or items[1].among
    if leads:
        total, *parts = items
    exhaustive = not any(item.among for item in items)
    if not (leads or total.total or total.label in ("共", "合计", "总计")):
        return ""
    alike = [part.quantity.number for part in parts if part.quantity.unit == total.quantity.unit]
    numbers = [number for number in alike if number is not None]
    bounded = any(item.quantity.operator or item.quantity.sense for item in items)
    whole, added = total.quantity.number, sum(numbers, Decimal(0))
    if whole is None or bounded or len(numbers) < max(2, len(parts)):
        return ""
    parted = any(all(parts_of.fullmatch(part.label) for part in parts) for parts_of in _PARTED)
    wrong = added != whole if exhaustive else parted and added > whole
    return f"{as_count(added)}≠{as_count(whole)}" if wrong else ""


def satisfied(items: Sequence[QuantityItem], promised: Decimal | None) -> Quantity | None:
    """`非常满意60%，满意38%` is 98 %, where 满意 cannot hold 非常满意 too: the levels make the whole, or the lower is
    the smaller. Whether 基本满意 counts is not said: None where it would make the difference."""
    shares: dict[int, Decimal] = {}
    for item in items:
        level, share = step_of_content(item.label.removeprefix("满意度:")), item.quantity
        if level is None or level in shares or share.number is None or share.unit != "%":
            return None
        if share.operator or share.sense:
            return None
        shares[level] = share.number
    all_ = sum(shares.values(), Decimal(0))
    if VERY_CONTENT not in shares or IS_CONTENT not in shares or all_ > 1 + _ROUNDED:
        return None
    parted = abs(all_ - 1) <= _ROUNDED or shares[IS_CONTENT] < shares[VERY_CONTENT]
    sure = shares[VERY_CONTENT] + shares[IS_CONTENT]
    decides = promised is None or sure < promised <= sure + shares.get(FAIRLY_CONTENT, Decimal(0))
    return items[0].quantity._replace(number=sure) if parted and not decides else None


def sum_of_periods(items: Sequence[QuantityItem], own: str) -> Quantity | None:
    """`一季度5场，二季度6场`: what was done in parts of the year that do not overlap, in things that can be added.

    A row that names one of the parts (线下活动) counts that one alone.
    """
    first = items[0].quantity
    for parts in _PARTS_OF_A_YEAR:
        named = [parts.fullmatch(item.label) for item in items]
        if len({match[1] for match in named if match}) < len(items):
            continue
        if parts in _ONE_OF_THEM and any(item.label[:2] in own for item in items):
            return None
        may_be_added = first.unit in ADDED or (parts is _SEXES and first.unit != "%")
        return _added(items) if may_be_added else None
    return None


def sum_of_kinds(items: Sequence[QuantityItem], vocabulary: Vocabulary, own: str, *, others: bool) -> Quantity | None:
    """`镇级1场，村级3场`, `青龙村5次，白马村4次`, `春节2场，端午3场`: what was done of kinds, or at places, of
    which no two overlap. A row that names one of them counts that one alone; `others`: some are of another thing,
    perhaps.
    """
    unit = items[0].quantity.unit
    if unit in ("", "%") or "/" in unit or any(item.among for item in items):
        return None
    labels = [without_what_is_done(item.label) for item in items]
    if len(set(labels)) < len(items) or any(label in own for label in labels):
        return None
    if all(map(is_place_name, labels)):
        return _added(items)
    event = unit in ADDED and not others
    tables = [vocabulary.subjects.apart, vocabulary.subjects.occasions] if event else [vocabulary.subjects.apart]
    apart = any(are_apart(labels, table, own) for table in tables)
    return _added(items) if apart else None


def without_what_is_done(label: str) -> str:
    """开展敬老活动 as 敬老."""
    return _WITH_WHAT_IS_DONE.sub(r"\1", label) or label


def same_part_of_a_year(labels: Sequence[str]) -> bool:
    """Whether they name parts of a year that do not overlap."""
    parts = (parts for parts in _PARTS_OF_A_YEAR[:_HOW_MANY_OF_THEM])
    return any(len({match[1] for match in map(each.fullmatch, labels) if match}) == len(labels) for each in parts)


def are_apart(labels: Sequence[str], apart: Mapping[str, Mapping[int, int]], own: str) -> bool:
    """Whether the labels differ in nothing but the kinds that they name, and those stand apart in one line."""
    found = [_kind_in(label, apart) for label in labels]
    words = [word for _, word, _ in found]
    if not all(words) or ("新" in own and any(word.startswith("新") for word in words)):
        return False
    if any(len({*said} - {""}) > 1 for said in ([head for head, _, _ in found], [tail for _, _, tail in found])):
        return False  # of the kinds two different things are said
    lines = set.intersection(*(set(apart[word]) for word in words))
    kinds = {line: {apart[word][line] for word in words} for line in lines}
    named = {(line, kind) for word, places in apart.items() if word in own for line, kind in places.items()}
    return any(
        len(each) == len(words) and named.isdisjoint((line, kind) for kind in each) for line, each in kinds.items()
    )


def of_one_kind(labels: Sequence[str], apart: Mapping[str, Mapping[int, int]]) -> bool:
    """Whether two of the labels are words for the same: 老人 and 长者."""
    kinds = [set(apart[label].items()) for label in labels if label in apart]
    return any(not one.isdisjoint(other) for at, one in enumerate(kinds) for other in kinds[:at])


def _kind_in(label: str, apart: Mapping[str, Mapping[int, int]]) -> tuple[str, str, str]:
    """What stands in front of the word that names the kind, the word, and what stands behind it."""
    for start in range(len(label)):
        for end in range(len(label), start, -1):
            if label[start:end] in apart:
                return label[:start], label[start:end], label[end:]
    return label, "", ""


def _added(items: Sequence[QuantityItem]) -> Quantity | None:
    """The sum of plain figures in one unit."""
    first = items[0].quantity
    plain = [each.quantity for each in items if not (each.quantity.operator or each.quantity.sense)]
    numbers = [each.number for each in plain if each.unit == first.unit and each.number is not None]
    return added(first, numbers) if len(numbers) == len(items) else None


def added(first: Quantity, numbers: Sequence[Decimal]) -> Quantity:
    """What they come to, in the unit of the first, with its arithmetic: no sum is made in silence."""
    total = sum(numbers, Decimal(0))
    told = f"{'＋'.join(map(as_count, numbers))}＝{as_count(total)}"
    codes = tuple(dict.fromkeys((*first.codes, "Q134")))
    return first._replace(number=total, words=(told,), codes=codes)
