"""The formal reports of twelve stations as text, for a reviewer to read as a diff.

    python tests/report_goldens.py        writes tests/report/goldens/*.txt anew

Headings, paragraphs, tables and charts stand one below the other as the paper has them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import report_samples as samples  # noqa: E402
from builders import cost, indicator, number  # noqa: E402
from year_pairs import beside, rows, year  # noqa: E402

from workbook_tools.in_memory import evaluate_bytes  # noqa: E402
from workbook_tools.model import Evaluation, Finding, Submission  # noqa: E402
from workbook_tools.report.blocks import Block, ChartPlace, Heading, Paragraph, Table  # noqa: E402
from workbook_tools.report.narrative import narrative_of  # noqa: E402

Given = tuple[Submission, Evaluation, tuple[Finding, ...]]
FOLDER = Path(__file__).with_name("report") / "goldens"
_MARKS = {"empty": "~ ", "remark": "! ", "item": "- ", "staff": "> ", "signature": "$ "}


def stations() -> dict[str, Callable[[], Given]]:
    """Name of the golden → what its report is made of."""
    found: dict[str, Callable[[], Given]] = {
        "永平街": lambda: _example("yongping-2022.xlsx"),
        "空白工作簿": samples.empty,
        "全部未评定": samples.unjudged,
        "样站": samples.typical,
        "评价报告": _evaluated,
        "几年比较": _years,
    }
    for name in ("东湖街", "北苑街", "南桥街", "西岭街", "长堤街", "青石镇"):
        found[name] = lambda name=name: _example(f"district/{name}社工服务站.xlsx")  # type: ignore[misc]
    return found


def text_of(given: Given) -> str:
    return "\n".join(_lines(narrative_of(*given).blocks)) + "\n"


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading():
                yield f"\n{'#' * block.level or '='} {block.text}"
            case Paragraph():
                yield _MARKS.get(block.kind, "") + block.text
            case Table():
                yield f"[表] {block.caption}"
                yield from (" | ".join(cell.replace("\n", "⏎") for cell, _ in row) for row in block.rows)
            case ChartPlace():
                yield f"[图] {block.caption}：{block.alternative}"
            case _:
                pass


def _example(name: str) -> Given:
    computed = evaluate_bytes((ROOT / "examples" / name).read_bytes())
    return computed.submission, computed.evaluation, computed.findings


def _evaluated() -> Given:
    """An evaluation by the street office with nothing to put right."""
    made = [
        samples.scored("个案", "60", "60", points="60"),
        samples.scored("小组", "30", "36", state="超额完成", row=5),
    ]
    about = samples.about(
        report_type="评价报告", evaluation_team="张明、李芳", evaluation_method="查阅资料、现场核查。"
    )
    result = samples.evaluation(made)._replace(station_score=Decimal("91.5"), station_grade="优秀")
    return Submission(about), result, ()


def _years() -> Given:
    now = year(2025, [*rows((60, 66), 35), indicator("社区调研", number(6, "份"), number(6, "份"))])
    now = now._replace(cost_lines=(replace(cost("人员经费", "200", "150", "人员费用"), row=9),))
    before = [year(each, rows((60, 63), each - 2000)) for each in (2024, 2023)]
    about = now.information._replace(prepared_on=date(2026, 1, 15))
    return now._replace(information=about), beside(now, *before), ()


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, given in stations().items():
        (FOLDER / f"{name}.txt").write_text(text_of(given()), encoding="utf-8")
        print(FOLDER / f"{name}.txt")


if __name__ == "__main__":
    main()
