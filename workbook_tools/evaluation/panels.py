"""Who assessed a period: the rows of one assessor are its scorers; their score is one, their weight counts once.

Source: 穗府办规〔2018〕13号 gives each assessor (评估主体) one weight. How the scores of several persons of one
assessor become one is no rule of that document: it is the setting `scorers` of the scheme, by default the mean.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from workbook_tools.basis.decimals import half_up
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.evaluation.figures import ONE, ZERO
from workbook_tools.evaluation.scheme import TOTAL_POINTS, Scheme, ScorersRule, bare_text
from workbook_tools.model import Assessment, AssessorScore

ROUNDING = Decimal("0.0005")  # weights typed with few decimals
LEAST_TRIMMED = 3  # of fewer scorers nobody is left out
SCORERS_WORDS: dict[ScorersRule, str] = {
    "mean": "算术平均",
    "median": "中位数",
    "trimmed-mean": "去掉一个最高分和一个最低分后的算术平均",
}
# What tells scorers of one assessor apart: 第三方（甲）, 第三方评估机构2, 第三方专家A, 街道评分人三.
_SCORER = lazy_pattern(
    r"(?:\((?:专家|评委|评审|评分人|成员)?第?[甲乙丙丁戊己庚辛壬癸A-Za-z0-9一二三四五六七八九十]{0,3}(?:号|位|人|专家|评委|评分人)?\)"
    r"|[-—]?(?:专家|评委|评审员?|评分人|成员)(?:[甲乙丙丁戊己庚辛壬癸A-Za-z]|[0-9一二三四五六七八九十]{1,2})?号?"
    r"|[-—]?(?:[甲乙丙丁戊己庚辛壬癸A-Za-z]|[0-9]{1,2}))$"
)


class Panel(NamedTuple):
    """The rows of one assessor. `weight` is a fraction; None while none is given, or different ones are."""

    name: str
    rows: tuple[Assessment, ...]
    weight: Decimal | None
    conflicting: bool = False  # its scorers have different weights


class Panels(NamedTuple):
    panels: tuple[Panel, ...]
    total: Decimal  # of the known weights
    from_scheme: bool

    @property
    def whole(self) -> bool:
        """Every weight is known and they make 100 %."""
        return all(each.weight is not None for each in self.panels) and abs(self.total - ONE) <= ROUNDING


def panels_of(rows: Sequence[Assessment], scheme: Scheme) -> Panels:
    """The assessors of a period, in the order of the sheet.

    Whose weights add up as they stand is an assessor row by row; else rows are joined by name, then by the assessor of
    the scheme that they are. Without any weight those of the scheme are taken; one assessor alone needs none.
    """
    if not any(row.weight is not None for row in rows):
        return _by_scheme(rows, scheme)
    tried = []
    for key in (_row_key, _name_key, _scheme_key(scheme)):
        tried.append(_grouped(rows, key))
        if tried[-1].whole:
            return tried[-1]
    return next((each for each in tried[1:] if not any(panel.conflicting for panel in each.panels)), tried[1])


def scored(panel: Panel, scheme: Scheme) -> AssessorScore:
    """The score is None while a scorer has none, or one that cannot be."""
    scores = [row.score for row in panel.rows]
    given = [score for score in scores if score is not None and ZERO <= score <= TOTAL_POINTS]
    score = together(given, scheme.scorers) if given and len(given) == len(scores) else None
    weighted = None
    if score is not None and panel.weight is not None and ZERO <= panel.weight <= ONE:
        weighted = half_up(score * panel.weight)
    return AssessorScore(panel.name, tuple(row.row for row in panel.rows), panel.weight, score, weighted)


def together(scores: Sequence[Decimal], rule: ScorersRule) -> Decimal:
    """One score of several, half-up to 2 decimals; a single one stays as it was given."""
    if len(scores) == 1:
        return scores[0]
    kept = sorted(scores)
    if rule == "trimmed-mean" and len(kept) >= LEAST_TRIMMED:
        kept = kept[1:-1]
    elif rule == "median":
        kept = kept[(len(kept) - 1) // 2 : len(kept) // 2 + 1]
    return half_up(sum(kept, ZERO) / len(kept))


def assessor_name(name: str) -> str:
    """第三方 for 第三方（甲）; a name that is nothing else stays."""
    wanted = bare_text(name)
    return _SCORER.sub("", wanted) or wanted


def twice_over(panels: Sequence[Panel]) -> tuple[tuple[Assessment, ...], ...]:
    """The rounds of a period that stands there more than once (甲乙丙甲乙丙); () for scorers side by side (甲甲乙)."""
    counts = {len(panel.rows) for panel in panels}
    if len(panels) < 2 or len(counts) != 1 or counts == {1}:
        return ()
    rounds = tuple(zip(*(panel.rows for panel in panels), strict=True))
    ends = [(min(row.row for row in one), max(row.row for row in one)) for one in rounds]
    apart = all(before[1] < after[0] for before, after in pairwise(ends))
    return rounds if apart else ()


def _grouped(rows: Sequence[Assessment], key: Callable[[Assessment], str]) -> Panels:
    groups: dict[str, list[Assessment]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    weights = {name: {row.weight for row in group if row.weight is not None} for name, group in groups.items()}
    single = {name: next(iter(some)) for name, some in weights.items() if len(some) == 1}
    # 70 for 70 %
    percents = abs(sum(single.values(), ZERO) - TOTAL_POINTS) <= ROUNDING * 100
    panels = tuple(
        Panel(
            group[0].assessor if len(group) == 1 else assessor_name(group[0].assessor),
            tuple(group),
            single[name] / 100 if percents and name in single else single.get(name),
            len(weights[name]) > 1,
        )
        for name, group in groups.items()
    )
    return Panels(panels, sum((each.weight for each in panels if each.weight is not None), ZERO), from_scheme=False)


def _alone(grouped: Panels) -> Panels:
    """Where there is one assessor and no weight, its score is the whole."""
    if len(grouped.panels) != 1:
        return grouped
    return Panels((grouped.panels[0]._replace(weight=ONE),), ONE, from_scheme=False)


def _by_scheme(rows: Sequence[Assessment], scheme: Scheme) -> Panels:
    """The scheme's weights where it knows every assessor, else none."""
    grouped = _grouped(rows, _scheme_key(scheme))
    own = [scheme.assessor(panel.rows[0].assessor) for panel in grouped.panels]
    if not rows or any(each is None for each in own):
        return _alone(_grouped(rows, _name_key))
    panels = tuple(
        panel._replace(weight=each.weight) for panel, each in zip(grouped.panels, own, strict=True) if each is not None
    )
    return Panels(panels, sum((each.weight for each in own if each is not None), ZERO), from_scheme=True)


def _row_key(row: Assessment) -> str:
    return str(row.row)


def _name_key(row: Assessment) -> str:
    return assessor_name(row.assessor)


def _scheme_key(scheme: Scheme) -> Callable[[Assessment], str]:
    def key(row: Assessment) -> str:
        own = scheme.assessor(row.assessor)
        return f"={own.name}" if own is not None else assessor_name(row.assessor)

    return key
