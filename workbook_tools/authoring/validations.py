"""Drop-down lists, checks on entry and the hints that appear when a cell is selected. All texts are Chinese.

A check warns where the program takes more than the list or the format says, as it nearly always does; it refuses only
what nobody could use.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from workbook_tools.model.fields import LISTS_SHEET, Kind
from workbook_tools.ooxml import Validation

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
LONGEST_LIST = 120  # names of 绩效指标 that are offered
# As far as there are any: OFFSET, because a list of fixed length would end in blank lines.
INDICATOR_NAMES = f"=OFFSET({LISTS_SHEET}!$A$1,0,0,MAX(1,COUNT({LISTS_SHEET}!$C$1:$C${LONGEST_LIST})),1)"
PROMPTS: dict[Kind, str] = {
    "date": "按“年-月-日”填写，如 2026-03-05。",
    "money": "填数字，单位看表头，如 12.5。",
    "number": "填数字，不带单位，如 12。",
    "share": "填百分数，如 55%。",
    "score": "填数字，如 92.5。",
}
# A computed cell: the program overwrites what is typed there. Emptying one is not refused.
REFUSED: dict[str, Any] = {
    "validate": "custom",
    "value": "=FALSE",
    "error_type": "stop",
    "error_title": "由程序计算",
    "error_message": "这一列由程序计算，请勿填写；点“重新计算”就会更新。",
}
_MAY = "确实要这样填，请点“是”。"


class Entered(Protocol):
    """A column or a label: what its cells hold."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def choices(self) -> tuple[str, ...]: ...
    @property
    def closed(self) -> bool: ...
    @property
    def of_indicators(self) -> bool: ...
    @property
    def hint(self) -> str: ...


def validation(entered: Entered, *, hinted: bool = True, lists: bool = False) -> dict[str, Any] | None:
    """The XlsxWriter options for cells of a column; None where there is nothing to check and nothing to say.

    `hinted`: whether the hint of the column itself is said, too. `lists`: the workbook has the sheet of lists. Office
    cuts titles at 32 and messages at 255 characters; the constants of the layout stay below.
    """
    options = _rule(entered, lists=lists)
    hint = f"{entered.hint if hinted else ''}{PROMPTS.get(entered.kind, '') if not entered.choices else ''}"
    if options is None and not hint:
        return None
    options = options or {"validate": "any"}
    if entered.of_indicators and lists:
        hint = f"{hint}可以从列表里选。"
    if hint:
        options |= {"input_title": entered.name, "input_message": hint}
    return {"error_type": "warning", **options, "ignore_blank": True}


def package_validation(area: str, entered: Entered, *, hinted: bool = True) -> Validation | None:
    """The same for cells of a workbook that is there already, which may lack the sheet of lists."""
    options = validation(entered, hinted=hinted)
    if options is None:
        return None
    bounds = (options.get("minimum", options.get("value")), options.get("maximum"))
    least, most = (_serial(bound) if isinstance(bound, date) else bound for bound in bounds)
    return Validation(
        area,
        options["validate"],
        tuple(options.get("source", ())),
        least,
        most,
        options.get("input_title", ""),
        options.get("input_message", ""),
        options.get("error_title", ""),
        options.get("error_message", ""),
        options.get("error_type", "stop"),
    )


def _serial(day: date) -> float:
    return float((day - date(1899, 12, 30)).days)


def _rule(entered: Entered, *, lists: bool) -> dict[str, Any] | None:
    if entered.of_indicators and lists:
        return {
            "validate": "list",
            "source": INDICATOR_NAMES,
            "error_title": "绩效指标里没有这个名称",
            "error_message": f"名称与“绩效指标”里的一字不差，才能合计到那个指标。{_MAY}",
        }
    if entered.choices and entered.closed:
        return {
            "validate": "list",
            "source": list(entered.choices),
            "error_type": "stop",
            "error_title": "请从列表中选择",
            "error_message": f"这里只能填：{'、'.join(entered.choices)}。"[:255],
        }
    if entered.choices:
        return {
            "validate": "list",
            "source": list(entered.choices),
            "error_title": "列表里没有这个词",
            "error_message": f"一般从列表里选：{'、'.join(entered.choices)}。{_MAY}",
        }
    if entered.kind == "date":
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": EARLIEST,
            "maximum": LATEST,
            "error_title": "这不像日期",
            "error_message": f"请按“年-月-日”填写日期，如 2026-03-05。{_MAY}",
        }
    if entered.kind in ("money", "number"):
        return {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_title": "这不像可以计算的数字",
            "error_message": f"请填不小于0的数字，不带单位。{_MAY}",
        }
    if entered.kind == "share":
        return _between(1, "这不像百分数", f"请填0%到100%，如 55%。{_MAY}")
    if entered.kind == "score":
        return _between(100, "这不像分数", f"请填0到100的数字。{_MAY}")
    return None


def _between(maximum: int, title: str, message: str) -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": maximum,
        "error_title": title,
        "error_message": message,
    }
