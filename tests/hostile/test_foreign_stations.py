"""Station workbooks that were made from foreign ones: the same results, and nothing of the foreign ones lost."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from pathlib import Path

from foreign_stations import transplanted
from hostile_packages import example, parts_of
from staff_cells import differences

from workbook_tools.recompute import recompute

STRICT = {"universal-content-strict.xlsx"}  # read, and handed on as a standard workbook; never written itself
MAY_CHANGE = ("[Content_Types].xml", "workbook.xml", "workbook.xml.rels", "styles.xml", "calcChain.xml")


def rich() -> bytes:
    """A workbook with what offices put into one: chart, picture, comments, table, validation, filter, macros."""
    import xlsxwriter
    from PIL import Image

    Image.new("RGB", (40, 20), "#1F4E79").save(picture := io.BytesIO(), "PNG")
    book = xlsxwriter.Workbook(data := io.BytesIO(), {"in_memory": True})
    sheet = book.add_worksheet("汇总 2021")
    for row in range(20):
        sheet.write_row(row, 0, [f"项目{row}", row * 3, f"=B{row + 1}*2"])
        sheet.write_formula(row, 2, f"=B{row + 1}*2", None, row * 6)
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "='汇总 2021'!$B$1:$B$20"})
    sheet.insert_chart("F2", chart)
    sheet.insert_image("F20", "logo.png", {"image_data": picture})
    sheet.write_comment("A1", "请核对")
    sheet.add_table("H30:J33", {"columns": [{"header": name} for name in "甲乙丙"]})
    sheet.data_validation("B1:B20", {"validate": "integer", "criteria": ">", "value": -1})
    sheet.conditional_format("B1:B20", {"type": "data_bar"})
    sheet.insert_button("F30", {"macro": "Run", "caption": "运行"})
    sheet.protect("secret", {"objects": True})
    hidden = book.add_worksheet("参数")
    hidden.very_hidden()
    hidden.write("A1", "=SUM('汇总 2021'!B1:B20)")
    book.define_name("合计", "='汇总 2021'!$B$1:$B$20")
    book.close()
    return data.getvalue()


def outcome_of(foreign: bytes, tmp_path: Path):
    book = tmp_path / "站点.xlsx"
    book.write_bytes(station := transplanted(foreign, example()))
    return station, recompute(book, tmp_path / "out", report=False)


def unselected(part: bytes) -> bytes:
    """A workbook with errors opens on 问题清单, and no other sheet may stay selected."""
    return re.sub(rb"""\stabSelected\s*=\s*["'](?:1|true)["']""", b"", part)


def as_expected(station: bytes, outcome) -> None:
    assert outcome.ok, outcome.findings
    assert (outcome.evaluation.judged_score, outcome.evaluation.judged_points) == (Decimal("72.75"), Decimal(75))
    output = outcome.written[0].read_bytes()
    assert differences(station, output) == []
    before, after = parts_of(station), parts_of(output)
    lost = {name for name in before if name not in after and not name.endswith("calcChain.xml")}
    assert not lost
    changed = {
        name
        for name in before
        if name in after and unselected(before[name]) != unselected(after[name]) and "station" not in name
    }
    assert not {name for name in changed if not name.endswith(MAY_CHANGE)}


def test_a_station_made_from_a_rich_workbook_keeps_all_of_it(tmp_path: Path) -> None:
    as_expected(*outcome_of(rich(), tmp_path))


def test_stations_made_from_the_workbooks_of_strangers_keep_all_of_them(corpus: Path, tmp_path: Path) -> None:
    seen = 0
    for path in sorted(corpus.glob("*.xls[xm]")):
        if path.stat().st_size > 3_000_000:
            continue
        (folder := tmp_path / path.stem).mkdir()
        station, outcome = outcome_of(path.read_bytes(), folder)
        if path.name in STRICT:
            assert "F155" in {finding.code for finding in outcome.findings}
            assert outcome.evaluation.judged_score == Decimal("72.75")
            assert (folder / "站点.xlsx").read_bytes() == station
            assert outcome.written[0].name == "站点（标准工作簿）.xlsx"
        else:
            as_expected(station, outcome)
        seen += 1
    assert seen > 0
