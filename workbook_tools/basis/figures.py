"""How figures are printed: one formatter, its styles by name, the same in messages, sentences, sheets and reports.

All round half up, as Excel's ROUND does. -0.00 is 0.00; a figure of more than `LONGEST` digits takes an exponent.

| style | 0.9 | 1250.5 | used for |
|---|---|---|---|
| as_digits | 0.9 | 1250.5 | a figure to its last digit |
| as_count | 0.9 | 1250.5 | counts, at most four decimals |
| as_score | 0.90 | 1250.50 | points and scores |
| as_money | 0.90 | 1250.50 | 万元, to the yuan where it has one: 262.0191 |
| as_rate | 90.00% | | what was computed: completions, execution |
| as_short_rate | 90% | | what a rule or a message states: limits, shares |
| as_percentage_points | 90 | | how far two rates lie apart |
"""

from __future__ import annotations

from decimal import Context, Decimal

from workbook_tools.basis.decimals import CENT, half_up

LONGEST = 20  # digits before the point
_HUNDRED = Decimal(100)
_EXACT = Context(prec=60)
_STEPS = tuple(Decimal(1).scaleb(-places) for places in range(5))  # by the decimals that are kept


def as_digits(value: Decimal) -> str:
    """Digits without exponent and without idle zeros: 1E+3 → 1000, 2.50 → 2.5."""
    return without_idle_zeros(f"{value:f}")


def as_count(value: Decimal, places: int = 4) -> str:
    """At most `places` decimals, none that say nothing: 5.5450 → 5.545, 1260.00 → 1260."""
    text = _rounded(value, _STEPS[places])
    return text if "E" in text else without_idle_zeros(text)


def as_score(value: Decimal) -> str:
    """Two decimals, as points and scores are printed."""
    return _rounded(value, CENT)


def as_money(value: Decimal) -> str:
    """Two decimals at least, four where the figure has them: 240.00, 262.0191."""
    text = _rounded(value, _STEPS[4])
    if "." not in text:
        return text
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals[:2]}{decimals[2:].rstrip('0')}"


def as_rate(value: Decimal) -> str:
    """A fraction as a percentage with two decimals: 1.0294 → 102.94%."""
    return _rounded(_hundredfold(value), CENT) + "%"


def as_short_rate(value: Decimal) -> str:
    """A fraction as a percentage without idle zeros: 0.9 → 90%, 1.0917 → 109.17%."""
    return as_count(_hundredfold(value), 2) + "%"


def as_percentage_points(distance: Decimal) -> str:
    """Two decimals, as the rates are printed that lie apart; four where two would say that they do not."""
    exact = _hundredfold(distance)
    return as_count(half_up(exact) or exact if exact.is_finite() else exact)


def without_idle_zeros(digits: str) -> str:
    """2.50 → 2.5, 2.00 → 2; a whole number keeps its zeros."""
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _hundredfold(value: Decimal) -> Decimal:
    return _EXACT.multiply(value, _HUNDRED) if value.is_finite() else value


def _rounded(value: Decimal, step: Decimal) -> str:
    if not value.is_finite():
        return str(value)
    if value and value.adjusted() > LONGEST:
        return f"{value:.4E}"
    rounded = half_up(value, step)
    return f"{rounded if rounded else abs(rounded):f}"
