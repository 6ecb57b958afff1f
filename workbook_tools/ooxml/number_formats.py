"""Number formats that a workbook does not spell out, and what a format shows."""

from __future__ import annotations

from functools import lru_cache

from workbook_tools.basis.lazy_pattern import lazy_pattern

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip
# What the numbers mean in every language (ECMA-376 part 1, 18.8.30); only these may be written as a number.
NUMBER_OF = {BUILT_IN[number]: number for number in (0, 1, 2, 3, 4, 9, 10, 11, 12, 13, 49)}
FIRST_CUSTOM = 164
PLAIN_FORMATS = frozenset({"General", "0", "0.0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "@"})  # no words in them
_LITERAL = lazy_pattern(r'"[^"]*"|\\.|\[[^\[\]]*\]|_.|\*.')


@lru_cache(maxsize=1024)
def shows_percent(code: str) -> bool:
    """Whether a number is shown a hundred times as large, with a % behind it."""
    return "%" in _LITERAL.sub("", code)


@lru_cache(maxsize=1024)
def shows_date(code: str) -> bool:
    """Whether a number is shown as a day, month or year (a time of day alone does not count)."""
    bare = _LITERAL.sub("", code).casefold()
    if bare == "general":
        return False
    return "d" in bare or "y" in bare or ("m" in bare and "h" not in bare and "s" not in bare)


@lru_cache(maxsize=1024)
def decimals_shown(code: str) -> int | None:
    """How many decimals a number is shown with, as a fraction where it is shown as a percentage; None for `General`."""
    first = _LITERAL.sub("", code).partition(";")[0]
    if "0" not in first or "E" in first or "/" in first:
        return None
    return len(first.partition(".")[2].rstrip("%, ")) + (2 if "%" in first else 0)
