"""Forms in Word, strict workbooks, ledgers as text."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.foreign.writers import as_docx, as_strict, loaded
from tests.reading.form_builder import LAYOUTS, build
from tests.reading.published_forms import JISHAN, LANGFANG, LIJIANG, TANGXI
from workbook_tools import batch, recompute
from workbook_tools.authoring import StandardContent, author_workbook
from workbook_tools.basis.file_kinds import kind_of
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.foreign import as_package, converted
from workbook_tools.import_form import import_file
from workbook_tools.in_memory import Computed, evaluate_bytes

EXAMPLE = (Path(__file__).parents[2] / "examples" / "yongping-2022.xlsx").read_bytes()


def rows_of(computed: Computed) -> list[tuple[object, ...]]:
    return [
        (row.indicator.name, row.target.text, row.actual.text, row.points, row.score)
        for row in computed.evaluation.rows
    ]


def word(*xml: str) -> bytes:
    """A document with these elements in its body."""
    document = Document()
    for each in xml:
        document.element.body.append(parse_xml(each.replace("<w:", "<w:", 1).replace(">", f" {nsdecls('w')}>", 1)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def grid(data: bytes, sheet: int = 0) -> list[list[object]]:
    return [[each.value for each in row] for row in loaded(as_package(data)).worksheets[sheet].iter_rows()]


# ---------------------------------------------------------------- Word


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", [TANGXI, LANGFANG, LIJIANG, JISHAN], ids=lambda form: form.title[:8])
def test_a_form_says_in_word_what_it_says_in_excel(form, layout: str) -> None:  # type: ignore[no-untyped-def]
    workbook = build(form, layout)
    assert rows_of(evaluate_bytes(as_docx(workbook))) == rows_of(evaluate_bytes(workbook))


def test_a_table_that_goes_on_on_the_next_page_is_one_form() -> None:
    workbook = build(LIJIANG, "plain")
    last = loaded(workbook).worksheets[0].max_row
    whole = evaluate_bytes(workbook)
    assert rows_of(evaluate_bytes(as_docx(workbook, cut_at=last))) == rows_of(whole)


def test_import_makes_a_standard_workbook_of_it(tmp_path: Path) -> None:
    (tmp_path / "自评表.docx").write_bytes(as_docx(build(TANGXI, "ministry")))
    made = import_file(tmp_path / "自评表.docx", tmp_path / "站点.xlsx")
    assert recompute(made, tmp_path / "结果").ok


def test_cells_are_merged_both_ways_and_begin_where_the_row_begins() -> None:
    data = word(
        table(
            cell("甲", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>') + cell("乙"),
            cell("", '<w:gridSpan w:val="2"/><w:vMerge/>') + cell("12"),
            '<w:trPr><w:gridBefore w:val="2"/></w:trPr>' + cell("丙"),
        )
    )
    assert grid(data) == [["甲", None, "乙"], [None, None, 12], [None, None, "丙"]]
    assert [str(area) for area in loaded(as_package(data)).worksheets[0].merged_cells.ranges] == ["A1:B2"]


def test_titles_begin_a_new_form_and_continuations_do_not() -> None:
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    data = word(
        paragraph.format("项目支出绩效自评表"), table(cell("一")), paragraph.format("（续表）"), table(cell("二")),
        paragraph.format("第二个项目绩效自评表"), table(cell("三")),
    )  # fmt: skip
    assert grid(data) == [["项目支出绩效自评表"], ["一"], ["二"]]
    assert grid(data, 1) == [["第二个项目绩效自评表"], ["三"]]


def test_accepted_text_counts_and_that_is_said() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>50</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" w:author="a">{run.format("60")}</w:ins>'
    data = word(f"<w:tbl><w:tr><w:tc><w:p>{run.format('完成')}{deleted}{inserted}</w:p></w:tc></w:tr></w:tbl>")
    assert grid(data) == [["完成60"]]
    assert "F156" in [note.code for note in converted(data, kind_of(data))[1]]


def test_a_document_without_tables_and_a_damaged_one_are_told() -> None:
    with pytest.raises(CannotProcess) as caught:
        as_package(word("<w:p><w:r><w:t>扫描件</w:t></w:r></w:p>"))
    assert caught.value.findings[0].code == "F157"
    whole = as_docx(build(TANGXI, "plain"))
    with pytest.raises(CannotProcess):
        evaluate_bytes(whole[: len(whole) // 2])


# ---------------------------------------------------------------- strict


def test_a_strict_workbook_is_read_and_never_written(tmp_path: Path) -> None:
    path = tmp_path / "严格.xlsx"
    path.write_bytes(strict := as_strict(EXAMPLE))
    assert rows_of(evaluate_bytes(strict)) == rows_of(evaluate_bytes(EXAMPLE))
    assert [found.code for found in recompute(path).findings] == ["F150"]
    outcome = recompute(path, tmp_path / "结果")
    assert outcome.ok
    assert "F155" in {found.code for found in outcome.findings}
    assert path.read_bytes() == strict
    assert b"purl.oclc.org" not in as_package(strict)


# ---------------------------------------------------------------- text

HEADS = "日期,社区,社工,服务类别,对应指标,数量,服务人次,直接工时,间接工时,备注"
LEDGER = (
    f'{HEADS}\n2024-09-01,东门社区,甲,个案,个案服务,1,2,2.5,0.5,"走访,\n第二行"\n'
    "2024-09-02,东门社区,乙,个案,个案服务,2,,1,,\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_ledger_as_text_joins_its_station(encoding: str, separator: str, tmp_path: Path) -> None:
    source = tmp_path / "各站"
    source.mkdir()
    station = author_workbook(
        StandardContent(
            information={"站点名称": "甲街社工服务站", "评价年度": "2024"},
            indicators=[{"三级指标": "个案服务", "年度指标值": "3个", "分值": 90, "实际完成值": ""}],
        )
    )
    (source / "甲街.xlsx").write_bytes(station)
    text = LEDGER if separator == "," else LEDGER.replace(",", separator)
    (source / "甲街9月台账.csv").write_bytes(text.encode(encoding))
    (source / "别的名单.csv").write_text("姓名,电话\n甲,1\n", encoding="utf-8")
    outcome = batch(source, tmp_path / "汇总", jobs=1, report=False)
    assert {record.relative: record.status for record in outcome.records}.get("甲街9月台账.csv") == "joined"
    assert "别的名单.csv" not in {record.relative for record in outcome.records}
