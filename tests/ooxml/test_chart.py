"""Charts are read back with another reader, and by the programs that draw them."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest
import xlsxwriter
from conftest import validator_command
from lxml import etree
from openpyxl.chart.chartspace import ChartSpace
from openpyxl.chart.reader import read_chart
from openpyxl.chart.series import Series as ReadSeries
from openpyxl.xml.functions import fromstring

from workbook_tools.ooxml.chart import BLUE, RED, SKY, Chart, Series, chart_xml

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NAMES = ("产出指标", "效益指标", "满意度指标")


def series(name: str = "得分", *values: Decimal | float | None, colors: tuple[str, ...] = ()) -> Series:
    given = values or (Decimal("50"), Decimal("12.75"), None)
    return Series(name, "'评价结果'!$B$1", NAMES, "'评价结果'!$A$2:$A$4", given, "'评价结果'!$B$2:$B$4", BLUE, colors)


def chart(kind: Literal["bar", "column"] = "bar", *several: Series, **settings: object) -> Chart:
    return Chart(kind, "各级得分", several or (series(),), **settings)  # type: ignore[arg-type]


def tree(made: Chart, external_data: str = "") -> etree._Element:
    return etree.fromstring(chart_xml(made, external_data))


def texts(element: etree._Element, path: str) -> list[str | None]:
    return [found.text for found in element.iterfind(path)]


def test_names_and_values_are_cached_with_the_cells_they_come_from() -> None:
    one = tree(chart()).find(f".//{C}ser")
    assert one is not None
    assert texts(one, f"{C}cat//{C}f") == ["'评价结果'!$A$2:$A$4"]
    assert texts(one, f"{C}cat//{C}v") == list(NAMES)
    assert texts(one, f"{C}val//{C}f") == ["'评价结果'!$B$2:$B$4"]
    assert texts(one, f"{C}val//{C}v") == ["50.0", "12.75"]
    assert texts(one, f"{C}tx//{C}v") == ["得分"]


def test_an_unknown_value_is_a_gap_and_never_a_zero() -> None:
    values = tree(chart()).find(f".//{C}val")
    assert values is not None
    assert [point.get("idx") for point in values.iter(f"{C}pt")] == ["0", "1"]
    assert values.find(f".//{C}ptCount").get("val") == "3"  # type: ignore[union-attr]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_what_is_no_number_is_left_out(number: Decimal | float) -> None:
    assert texts(tree(chart("bar", series("得分", number, 1.0, 2.0))), f".//{C}val//{C}v") == ["1.0", "2.0"]


def test_another_reader_takes_it_for_the_same_chart() -> None:
    space = ChartSpace.from_tree(fromstring(chart_xml(chart("column", stacked=True))))
    read = read_chart(space)
    assert read.type == "col"
    assert read.grouping == "stacked"
    assert isinstance(read.series[0], ReadSeries)
    assert [point.v for point in read.series[0].cat.strRef.strCache.pt] == list(NAMES)


def test_a_lying_chart_counts_from_the_top_and_keeps_its_scale_below() -> None:
    root = tree(chart("bar"))
    assert root.find(f".//{C}catAx/{C}scaling/{C}orientation").get("val") == "maxMin"  # type: ignore[union-attr]
    assert root.find(f".//{C}valAx/{C}crosses").get("val") == "max"  # type: ignore[union-attr]


@pytest.mark.parametrize(("values", "starts_at_zero"), [((1.0, 0.0, 2.0), True), ((1.0, -0.5, 2.0), False)])
def test_the_scale_starts_at_zero_unless_a_value_lies_below(values: tuple[float, ...], starts_at_zero: bool) -> None:
    assert (tree(chart("bar", series("差额", *values))).find(f".//{C}valAx//{C}min") is not None) is starts_at_zero


def test_rates_are_shown_as_percentages() -> None:
    root = tree(chart(percent=True, number_format="0.00%"))
    assert root.find(f".//{C}dLbls/{C}numFmt").get("formatCode") == "0.00%"  # type: ignore[union-attr]
    assert root.find(f".//{C}valAx/{C}numFmt").get("formatCode") == "0%"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("lost", "least"), [((0, 2.25, 20), "4.29"), ((0, 0, 0), "3.57"), ((None, None, None), "3.57")]
)
def test_a_part_of_a_stack_that_is_shorter_than_its_figure_carries_none(lost: tuple[float, ...], least: str) -> None:
    scores = Series("得分", "A!$B$1", ("a", "b", "c"), "A!$A$2:$A$4", (50, 40, 40), "A!$B$2:$B$4", BLUE)
    losses = scores._replace(name="失分", values=lost)
    root = tree(chart("bar", scores, losses, stacked=True, number_format="0.00"))
    assert {each.get("formatCode") for each in root.findall(f".//{C}dLbls/{C}numFmt")} == {f"[>={least}]0.00;"}


def test_single_bars_can_have_their_own_colour() -> None:
    points = tree(chart("bar", series("完成率", 1, 2, 3, colors=("", RED, BLUE)))).findall(f".//{C}dPt")
    assert [point.find(f"{C}idx").get("val") for point in points] == ["1"]  # type: ignore[union-attr]
    assert points[0].find(f".//{A}srgbClr").get("val") == RED  # type: ignore[union-attr]


@pytest.mark.parametrize(("color", "letters"), [(BLUE, "FFFFFF"), (SKY, "333333"), ("000000", "FFFFFF")])
def test_labels_inside_of_bars_can_be_read_on_their_colour(color: str, letters: str) -> None:
    one = Series("得分", "A!$B$1", ("a",), "A!$A$2", (1,), "A!$B$2", color)
    assert tree(chart("bar", one, stacked=True)).find(f".//{C}dLbls//{A}srgbClr").get("val") == letters  # type: ignore[union-attr]


def test_a_chart_outside_of_a_workbook_names_its_workbook() -> None:
    assert tree(chart(), "rId7").find(f"{C}externalData").get(f"{R}id") == "rId7"  # type: ignore[union-attr]
    assert tree(chart()).find(f"{C}externalData") is None


def test_markup_and_control_characters_in_names_do_no_harm() -> None:
    name = 'A&B <c:v> "引号" \x00\x0b\ud800\uffff末'
    one = Series(name, "'a&b'!$A$1", (name,), "'a&b'!$A$2", (1,), "'a&b'!$B$2", BLUE)
    root = tree(Chart("bar", name, (one,)))
    assert texts(root, f".//{C}cat//{C}v") == ['A&B <c:v> "引号" 末']
    assert texts(root, f".//{A}t") == ['A&B <c:v> "引号" 末']


def test_without_a_title_nothing_is_made_up() -> None:
    root = tree(Chart("bar", "", (series(),), legend=""))
    assert root.find(f".//{C}title") is None
    assert root.find(f".//{C}autoTitleDeleted").get("val") == "1"  # type: ignore[union-attr]
    assert root.find(f".//{C}legend") is None


def test_letters_are_in_a_chinese_font_at_every_place() -> None:
    root = tree(chart("bar", series(), font="仿宋"))
    fonts = {element.get("typeface") for element in root.iter(f"{A}ea", f"{A}latin")}
    assert fonts == {"仿宋"}
    assert root.find(f"{C}lang").get("val") == "zh-CN"  # type: ignore[union-attr]


@pytest.mark.validator
def test_office_finds_nothing_wrong_with_any_kind_of_chart(tmp_path: Path) -> None:
    made = [
        chart("bar"),
        chart("column", series(), series("失分", 0, 1, 2), stacked=True),
        chart("column", series("率", 0.5, 1.2, None, colors=(RED, "", "")), percent=True, legend="", maximum=1.5),
        chart("bar", labels=False, gap=900),
    ]
    path = tmp_path / "charts.xlsx"
    path.write_bytes(_workbook([chart_xml(one) for one in made]))
    answer = subprocess.run([validator_command() or "", str(path)], capture_output=True, text=True, check=False)
    assert json.loads(answer.stdout)["errors"] == []


def _workbook(charts: list[bytes]) -> bytes:
    """A workbook by another writer in which its charts give way to ours."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("评价结果")
    for place in range(len(charts)):
        placeholder = book.add_chart({"type": "bar"})
        placeholder.add_series({"values": "='评价结果'!$B$2:$B$4"})
        sheet.insert_chart(place * 16, 0, placeholder)
    book.close()
    replaced = io.BytesIO()
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(replaced, "w") as target:
        for name in source.namelist():
            match = re.fullmatch(r"xl/charts/chart(\d+)\.xml", name)
            target.writestr(name, charts[int(match[1]) - 1] if match else source.read(name))
    return replaced.getvalue()
