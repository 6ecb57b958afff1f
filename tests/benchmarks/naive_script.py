"""The baseline: what a competent office programmer writes with pandas, openpyxl, docxtpl and jinja2.

    python tests/benchmarks/naive_script.py OUT FILE…     prints the median milliseconds of each stage

It reads the clean cells of `make_station.py`'s workbooks, computes completion, variance and score, writes them back
with a results sheet, and makes a Word and an HTML report. It knows no findings and keeps no shapes or cached values.
"""

from __future__ import annotations

import statistics
import sys
import time
import warnings
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pandas as pd
from docxtpl import DocxTemplate
from jinja2 import Environment, Template
from openpyxl import load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

EDGE = Side(style="thin", color="999999")
BOX = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
HEAD = PatternFill("solid", fgColor="DDEBF7")
HEADER_ROW = {"绩效指标": 4, "资金使用": 4, "评估评分": 4, "资金拨付": 4, "服务台账": 3, "文字材料": 3}  # 1-based
REPORT_TABLES = {
    "levels": ["一级指标", "指标数", "分值", "得分", "平均完成率"],
    "indicators": ["三级指标", "年度指标值", "实际完成值", "完成率", "得分"],
    "costs": ["支出明细", "预算金额（万元）", "支出金额（万元）", "执行率"],
    "months": ["月份", "次数", "人次", "工时"],
}
STAGES = ("read", "compute", "write", "word", "html")
Frames = dict[str, Any]


@dataclass
class Job:
    """One workbook on its way; `clock` has the time after each stage."""

    path: Path
    out: Path
    template: Path
    html: Template


def run(job: Job) -> dict[str, float]:
    """Seconds per stage."""
    clock = [time.perf_counter()]
    frames = read(job.path)
    clock.append(time.perf_counter())
    results = compute(frames)
    clock.append(time.perf_counter())
    write_workbook(job, results)
    clock.append(time.perf_counter())
    context = {name: records(value) for name, value in results.items()}
    document = DocxTemplate(job.template)
    document.render(context, autoescape=True)
    document.save(job.out / f"{job.path.stem}.docx")
    clock.append(time.perf_counter())
    (job.out / f"{job.path.stem}.html").write_text(job.html.render(**context), encoding="utf-8")
    clock.append(time.perf_counter())
    return dict(zip(STAGES, (b - a for a, b in pairwise(clock)), strict=True))


def read(path: Path) -> Frames:
    with pd.ExcelFile(path, engine="openpyxl") as book:
        frames: Frames = {name: book.parse(name, header=row - 1) for name, row in HEADER_ROW.items()}
        information = book.parse("基本信息", header=None, usecols="A:B").dropna()
    frames["information"] = dict(zip(information[0], information[1], strict=True))
    return frames


def compute(frames: Frames) -> Frames:
    indicators = frames["绩效指标"].dropna(subset=["三级指标"]).copy()
    indicators["一级指标"] = indicators["一级指标"].ffill()
    target, actual = indicators["年度指标值"].map(figure), indicators["实际完成值"].map(figure)
    ceiling = indicators["指标性质"] == "≤"
    indicators["完成率"] = (actual / target).where(~ceiling, target / actual)
    indicators["偏差"] = actual - target
    indicators["偏差率"] = indicators["偏差"] / target
    indicators["得分"] = (indicators["分值"] * indicators["完成率"].clip(upper=1)).round(2)
    costs = frames["资金使用"].dropna(subset=["预算金额（万元）"]).copy()
    costs = costs[costs["支出明细"] != "合计"]
    budget, spent = costs["预算金额（万元）"].astype(float), costs["支出金额（万元）"].astype(float)
    costs["执行率"], costs["差额（万元）"] = spent / budget, spent - budget
    costs["差异率"], costs["占支出比重"] = (spent - budget) / budget, spent / spent.sum()
    groups = indicators.groupby("一级指标", sort=False)
    levels = groups.agg(
        指标数=("三级指标", "count"), 分值=("分值", "sum"), 得分=("得分", "sum"), 平均完成率=("完成率", "mean")
    )
    ledger = frames["服务台账"].dropna(subset=["日期"])
    ledger = ledger.assign(
        月份=pd.to_datetime(ledger["日期"]).dt.strftime("%Y-%m"), 工时=ledger["直接工时"] + ledger["间接工时"]
    )
    months = ledger.groupby("月份").agg(次数=("数量", "sum"), 人次=("服务人次", "sum"), 工时=("工时", "sum"))
    assessments = frames["评估评分"]
    final = assessments[assessments["评估期次"] == "末期"]
    return {
        "information": frames["information"],
        "indicators": indicators,
        "costs": costs,
        "levels": levels.reset_index(),
        "months": months.reset_index(),
        "texts": frames["文字材料"].dropna(subset=["内容"]),
        "station": float((final["权重"] * final["评分"]).sum()),
        "score": float(indicators["得分"].sum()) + 10 * min(1.0, float(spent.sum() / budget.sum())),
    }


def figure(cell: Any) -> float | None:
    """`不少于12次` → 12, `≥90%` → 0.9."""
    if not isinstance(cell, str):
        return None if pd.isna(cell) else float(cell)
    digits = "".join(character for character in cell if character.isdigit() or character == ".")
    return float(digits) / (100 if "%" in cell else 1) if digits else None


def write_workbook(job: Job, results: Frames) -> None:
    book = load_workbook(job.path)
    for sheet_name, frame_name, columns in (
        ("绩效指标", "indicators", ("完成率", "偏差", "偏差率", "得分")),
        ("资金使用", "costs", ("执行率", "差额（万元）", "差异率", "占支出比重")),
    ):
        sheet, first = book[sheet_name], HEADER_ROW[sheet_name] + 1
        places = {str(cell.value): cell.column or 0 for cell in sheet[first - 1]}
        for position, row in results[frame_name].iterrows():
            for column in columns:
                sheet.cell(first + position, places[column]).value = float(row[column])
    if "评价结果" in book.sheetnames:
        del book["评价结果"]
    write_results(book.create_sheet("评价结果"), results)
    book.save(job.out / job.path.name)


def write_results(sheet: Any, results: Frames) -> None:
    sheet.merge_cells("A1:E1")
    sheet["A1"] = "评价结果"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.append(["综合得分", results["score"], "评估得分", results["station"]])
    for name in ("levels", "indicators", "costs", "months"):
        frame = results[name][REPORT_TABLES[name]]
        sheet.append([])
        sheet.append(list(frame.columns))
        for cell in sheet[sheet.max_row]:
            cell.font, cell.fill, cell.border = Font(bold=True), HEAD, BOX
        for row in frame.itertuples(index=False):
            sheet.append([value.item() if hasattr(value, "item") else value for value in row])
            for cell in sheet[sheet.max_row]:
                cell.border, cell.alignment = BOX, Alignment(wrap_text=True)


def records(value: Any) -> Any:
    if isinstance(value, pd.DataFrame):
        return value.astype(object).where(value.notna(), "").to_dict("records")
    return value


def make_word_template(path: Path) -> None:
    document = docx.Document()
    document.add_heading("{{ information['站点名称'] }}绩效评价报告", 0)
    document.add_paragraph("综合得分{{ '%.2f' | format(score) }}分，评估得分{{ '%.2f' | format(station) }}分。")
    for name, columns in REPORT_TABLES.items():
        document.add_heading(name, 1)
        table = document.add_table(4, len(columns), style="Table Grid")
        for cell, header in zip(table.rows[0].cells, columns, strict=True):
            cell.text = header
        table.rows[1].cells[0].text = f"{{%tr for row in {name} %}}"
        for cell, header in zip(table.rows[2].cells, columns, strict=True):
            cell.text = f"{{{{ row['{header}'] }}}}"
        table.rows[3].cells[0].text = "{%tr endfor %}"
    for line in ("{%p for text in texts %}", "{{ text['内容'] }}", "{%p endfor %}"):
        document.add_paragraph(line)
    document.save(str(path))


def html_template() -> Template:
    tables = "".join(
        f"<h2>{name}</h2><table><tr>"
        + "".join(f"<th>{header}</th>" for header in columns)
        + f"</tr>{{% for row in {name} %}}<tr>"
        + "".join(f"<td>{{{{ row['{header}'] }}}}</td>" for header in columns)
        + "</tr>{% endfor %}</table>"
        for name, columns in REPORT_TABLES.items()
    )
    page = (
        "<!doctype html><html lang=zh><meta charset=utf-8><title>{{ information['站点名称'] }}</title>"
        "<h1>{{ information['站点名称'] }}绩效评价报告</h1><p>综合得分{{ '%.2f' | format(score) }}分</p>"
    )
    return Environment(autoescape=True).from_string(
        page + tables + "{% for text in texts %}<p>{{ text['内容'] }}</p>{% endfor %}</html>"
    )


def run_all(out: Path, files: list[Path]) -> dict[str, float]:
    """Median seconds per stage and of the whole, over one process that does one file after another."""
    out.mkdir(parents=True, exist_ok=True)
    make_word_template(out / "template.docx")
    html = html_template()
    times = [run(Job(path, out, out / "template.docx", html)) for path in files]
    medians = {stage: statistics.median(time_of[stage] for time_of in times) for stage in STAGES}
    return medians | {"whole": statistics.median(sum(time_of.values()) for time_of in times)}


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    for stage_name, seconds in run_all(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]).items():
        print(f"{stage_name:8} {seconds * 1000:8.1f} ms")
