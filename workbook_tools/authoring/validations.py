"""Drop-down lists, checks on entry and the hints that appear when a cell is selected. All texts are Chinese."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbook_tools.model.fields import Kind
from workbook_tools.ooxml import Validation

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


def validation(kind: Kind, choices: tuple[str, ...], title: str, hint: str) -> dict[str, Any] | None:
    """The XlsxWriter options for cells of a kind; None where there is nothing to check and nothing to say.

    Office cuts titles at 32 and messages at 255 characters; the constants of the layout stay below.
    """
    options = _rule(kind, choices)
    if options is None and not hint:
        return None
    options = options or {"validate": "any"}
    if hint:
        options |= {"input_title": title, "input_message": hint}
    return options | {"error_type": "stop", "ignore_blank": True}


def package_validation(area: str, kind: Kind, choices: tuple[str, ...], title: str, hint: str) -> Validation | None:
    """The same for cells of a workbook that is there already."""
    options = validation(kind, choices, title, hint)
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
    )


def _serial(day: date) -> float:
    return float((day - date(1899, 12, 30)).days)


def _rule(kind: Kind, choices: tuple[str, ...]) -> dict[str, Any] | None:
    if choices:
        return {
            "validate": "list",
            "source": list(choices),
            "error_title": "请从列表中选择",
            "error_message": f"这里只能填：{'、'.join(choices)}。",
        }
    if kind == "date":
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": EARLIEST,
            "maximum": LATEST,
            "error_title": "请填写日期",
            "error_message": "请按“年-月-日”填写日期，如 2022-08-01。",
        }
    if kind in ("money", "number"):
        return {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_title": "请填写数字",
            "error_message": "这里只能填不小于0的数字，不带单位。",
        }
    if kind == "share":
        return _between(1, "请填写百分比", "这里只能填0%到100%，如 55%。")
    if kind == "score":
        return _between(100, "请填写分数", "这里只能填0到100的数字。")
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
