"""Charts of the page as inline SVG. Colours are classes, which the page sets for light, dark and paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from workbook_tools.batch.rollup.statistics import Spread
from workbook_tools.report import formats

_WIDTH, _HEIGHT = 360, 190  # of a column chart
_BASE, _TOP = 162, 22
_WIDE = 52  # of a label; where columns stand closer, every other label stands lower
_LONGEST = 20  # characters of a name beside its figure on a telephone
_ROW = 34  # of a lying bar with its name above


def columns(counts: Mapping[str, int | float], title: str, tones: Mapping[str, str]) -> str:
    """Upright columns with their counts."""
    if not counts:
        return ""
    most = max(counts.values()) or 1
    step = _WIDTH / len(counts)
    lower = 0 if step >= _WIDE else 16
    pieces = []
    for place, (name, count) in enumerate(counts.items()):
        height = (_BASE - _TOP) * count / most
        middle = step * (place + 0.5)
        wide = min(step * 0.6, 52)
        pieces.append(
            f'<rect class="{tones.get(name, "bar")}" x="{middle - wide / 2:.1f}" y="{_BASE - height:.1f}"'
            f' width="{wide:.1f}" height="{height:.1f}" rx="2"/>'
            f'<text class="v" x="{middle:.1f}" y="{_BASE - height - 6:.1f}">{count:g}</text>'
            f'<text x="{middle:.1f}" y="{_BASE + 18 + lower * (place % 2)}">{_text(name)}</text>'
        )
    said = _text(f"{title}：" + "、".join(f"{name} {count:g}" for name, count in counts.items()))
    return (
        f'<svg class="columns" viewBox="0 0 {_WIDTH} {_HEIGHT + lower}" role="img" aria-label="{said}">'
        f'<line x1="0" x2="{_WIDTH}" y1="{_BASE}" y2="{_BASE}"/>{"".join(pieces)}</svg>'
    )


def bars(figures: Mapping[str, tuple[float, str]], title: str) -> str:
    """Lying bars of shares of one, each under its name, so that long names stay readable on a telephone."""
    if not figures:
        return ""
    pieces = []
    for place, (name, (value, words)) in enumerate(figures.items()):
        y = place * _ROW
        pieces.append(
            f'<text x="0" y="{y + 13}">{_text(formats.short(name, _LONGEST))}<title>{_text(name)}</title></text>'
            f'<text class="v" x="100%" y="{y + 13}">{_text(words)}</text>'
            f'<rect class="track" x="0" y="{y + 18}" width="100%" height="9" rx="2"/>'
            f'<rect class="unmet" x="0" y="{y + 18}" width="{100 * min(value, 1):.1f}%" height="9" rx="2"/>'
        )
    said = "、".join(f"{name} {words}" for name, (_, words) in figures.items())
    return (
        f'<svg class="bars" height="{len(figures) * _ROW}" role="img" aria-label="{_text(title)}：{_text(said)}">'
        f"{''.join(pieces)}</svg>"
    )


def boxes(spreads: Sequence[Spread]) -> str:
    """A box plot of each spread, each on its own scale: whiskers from the least to the most, box between quartiles."""
    known = [each for each in spreads if each.count]
    if not known:
        return ""
    rows = []
    for place, each in enumerate(known):
        rate = each.name.endswith("率")
        low, high = (0.0, max(1.0, each.maximum or 0)) if rate else (0.0, 100.0)
        figures = (each.minimum, each.lower, each.median, each.upper, each.maximum)
        first, lower, middle, upper, last = (100 * ((value or 0) - low) / (high - low) for value in figures)
        y, wide = place * 44, max(upper - lower, 0.6)
        median = formats.percent(_decimal(each.median)) if rate else formats.score(_decimal(each.median))
        rows.append(
            f'<text x="0" y="{y + 13}">{_text(each.name)}</text>'
            f'<text class="v" x="100%" y="{y + 13}">中位数 {median}</text>'
            f'<rect class="track" x="0" y="{y + 27}" width="100%" height="2"/>'
            f'<rect class="whisker" x="{first:.2f}%" y="{y + 26}" width="{max(last - first, 0.4):.2f}%" height="4"/>'
            f'<rect class="box" x="{lower:.2f}%" y="{y + 20}" width="{wide:.2f}%" height="16" rx="2"/>'
            f'<rect class="median" x="{middle:.2f}%" y="{y + 18}" width="3" height="20"/>'
        )
    return (
        f'<svg class="bars boxes" height="{len(known) * 44}" role="img"'
        f' aria-label="得分与执行率的四分位分布，数字见下表">{"".join(rows)}</svg>'
    )


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
