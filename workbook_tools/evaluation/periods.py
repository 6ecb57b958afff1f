"""评估期次: which assessment a text means. Staff tell several mid-terms apart by a number or a year."""

from __future__ import annotations

from functools import lru_cache

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import number_of
from workbook_tools.evaluation.scheme import bare_text

MIDTERM, FINAL = "中期", "末期"
KINDS = (MIDTERM, FINAL)
_KIND_WORDS = {
    MIDTERM: ("中期", "期中", "年中", "上半年"),
    FINAL: ("末期", "期末", "终期", "年末", "年终", "下半年", "全年", "年度"),
}
_BETWEEN = lazy_pattern(
    r"第?[一二三四1-4]季度|抽查|抽检|月度|日常|平时|专项|随机",
    holding="专季常平抽月随",
)  # held beside the two, named by itself
_SAYS_NOTHING = lazy_pattern(
    r"专业|财务|综合|绩效|项目|服务|评估|评价|评审|考核|检查|验收|得分|评分|结果|为|的|期次|[()\-—:]",
    holding="专财综绩项服评考检验得结为的期()-—:",
)
_AGAIN = lazy_pattern(r"复评|复核|复查|补评|重评|再评|整改", holding="再复整补重")
_YEAR = lazy_pattern(r"(?:19|20)\d{2}")
_ORDINAL = lazy_pattern(r"第?([一二三四五六七八九1-9])(?:次|期|轮|$)|([1-9])$")
_AFTER_ALL = 99


@lru_cache(maxsize=256)  # a workbook has few periods, and asks about each of them dozens of times
def kind_of(text: str) -> str:
    """中期 or 末期 for what staff call them, "" for other texts."""
    wanted = bare_text(text)
    if is_between(text):
        return ""
    return next((kind for kind, words in _KIND_WORDS.items() if any(word in wanted for word in words)), "")


def is_between(text: str) -> bool:
    """A quarter, a spot check: a period of its own, for which no tranche waits."""
    return _BETWEEN.search(bare_text(text)) is not None


@lru_cache(maxsize=256)
def period_of(text: str) -> str:
    """The name that rows of one period share: 末期 for 期末评估, 2022年度中期 for 2022年度中期评估."""
    wanted, kind = bare_text(text), kind_of(text)
    if not kind:
        return wanted
    rest = _SAYS_NOTHING.sub("", _replaced(wanted, kind, ""))
    if not rest or (_YEAR.fullmatch(rest) and kind == FINAL):
        return f"{rest}年度{kind}" if rest else kind
    return _SAYS_NOTHING.sub("", _replaced(wanted, kind, kind))


def is_again(period: str) -> bool:
    """A period that looks at an earlier one once more: 中期复评, 中期整改验收."""
    return bool(_AGAIN.search(period))


def order(period: str) -> tuple[int, int, int, bool]:
    """By year, mid-term before final, by number, a second look last; what staff wrote decides between equals."""
    year = _YEAR.search(period)
    number = _ORDINAL.search(_YEAR.sub("", _replaced(period, kind_of(period), "")))
    rank = KINDS.index(kind_of(period)) if kind_of(period) else len(KINDS)
    again = is_again(period)
    place = number_of(number[1] or number[2]) if number else _AFTER_ALL if again else 0  # 中期复评 behind 第二次中期
    return int(year[0]) if year else 0, rank, place, again


def _replaced(text: str, kind: str, by: str) -> str:
    """The text with the word for its kind replaced."""
    for word in _KIND_WORDS.get(kind, ()):
        if word in text:
            return text.replace(word, by, 1)
    return text
