"""Facts: every figure that the results print, one a line, with what it is of and where it came from."""

from __future__ import annotations

import io
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import calculator
import listed_station
import openpyxl
import pytest
from batch_folder import station_book
from benchmarks.make_station import make as make_station
from builders import information
from independent_stations import MIXED
from test_against_a_calculator import authored
from writing.test_roster_tables import LISTS, workbook

from workbook_tools import check, recompute
from workbook_tools.cli import main
from workbook_tools.facts.aliases import aliases_in, own_aliases
from workbook_tools.facts.derive import facts_of
from workbook_tools.facts.fact import COLUMNS, VALUE, Fact, plain
from workbook_tools.facts.kinds import KINDS, PARTS
from workbook_tools.facts.names import indicator_id, street_of
from workbook_tools.facts.packed import pack, unpack
from workbook_tools.in_memory import Computed, evaluate_bytes, written_workbook

EXAMPLES = Path(__file__).parents[2] / "examples"
SOURCES: dict[str, Callable[[], bytes]] = {
    **{path.stem: path.read_bytes for path in sorted(EXAMPLES.glob("*.xlsx"))},
    **{path.stem: path.read_bytes for path in sorted((EXAMPLES / "district").glob("*.xls?"))},
    **{f"random {seed}": lambda seed=seed: authored(calculator.make(seed)) for seed in range(100, 106)},
    "a big one": lambda: make_station(0, ledger=60, vague=0.1),
    "with lists": lambda: workbook(**LISTS),
    "with every list": lambda: listed_station.station(200).data(),
    **MIXED,
}  # fmt: skip


def facts_in_memory(computed: Computed) -> tuple[Fact, ...]:
    return facts_of(
        computed.submission, computed.evaluation, computed.findings, digest="d", aliases=own_aliases(), unnamed="甲"
    )


def figures_of(facts: tuple[Fact, ...]) -> set[float]:
    return {round(float(each.value), 9) for each in facts if each.value is not None}


def printed(data: bytes) -> dict[str, float]:
    """Every figure of the sheets of results, by its cell; percentage points of a change as a fraction."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    found = {}
    for sheet in ("评价结果", "台账统计"):
        for row in book[sheet].iter_rows(max_col=10) if sheet in book.sheetnames else ():
            for cell in row:
                if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                    points = cell.number_format.startswith("+") and cell.column == 7
                    found[f"{sheet}!{cell.coordinate}"] = cell.value / 100 if points else cell.value
    return found


@pytest.mark.parametrize("name", SOURCES)
def test_every_printed_figure_is_a_fact(name: str) -> None:
    computed = evaluate_bytes(SOURCES[name]())
    data, findings = written_workbook(computed)
    known = figures_of(facts_in_memory(computed))
    figures = printed(data)
    assert len(figures) > 20
    assert {cell: value for cell, value in figures.items() if round(value, 9) not in known} == {}
    counts = Counter(each.severity for each in findings)
    assert {"E": counts["E"], "W": counts["W"], "I": counts["I"]} == {
        letter: int(next(each.value for each in facts_in_memory(computed) if each.kind == kind) or 0)
        for letter, kind in (("E", "errors"), ("W", "warnings"), ("I", "notices"))
    }


@pytest.mark.parametrize("name", SOURCES)
def test_each_fact_is_of_a_known_kind_and_stands_once(name: str) -> None:
    facts = facts_in_memory(evaluate_bytes(SOURCES[name]()))
    assert {each.kind for each in facts} <= KINDS.keys()
    for each in facts:
        kind = KINDS[each.kind]
        assert kind.form == "figure" or (each.value is None and each.state)
        assert not kind.unit or each.unit == kind.unit
    whole = [each.kind for each in facts if not each.level1 and KINDS[each.kind].part == "station"]
    assert len(whole) == len(set(whole))


def test_a_row_has_its_figures_with_their_cells() -> None:
    outcome = check(EXAMPLES / "yongping-2022.xlsx")
    rows = {each.kind: each for each in outcome.facts() if each.indicator_id == "服务达标率·个案服务|个"}
    assert (rows["target"].value, rows["target"].unit, rows["target"].cell) == (68, "个", "G5")
    assert (rows["actual"].value, rows["actual"].state, rows["actual"].cell) == (70, "超额完成", "J5")
    assert (rows["points"].value, rows["score"].value) == (
        outcome.evaluation.rows[0].points,
        outcome.evaluation.rows[0].score,
    )  # type: ignore[union-attr]
    assert {each.station for each in outcome.facts()} == {"永平街社工服务站"}
    assert {(each.street, each.year, each.digest) for each in outcome.facts()} == {("永平街道", "2022", outcome.digest)}


def test_what_is_unknown_is_a_fact_without_a_value() -> None:
    facts = {each.kind: each for each in check(EXAMPLES / "yongping-2022.xlsx").facts() if not each.level1}
    assert facts["total_score"].value is None
    assert (facts["total_score_low"].value, facts["grade"].state) == (
        check(EXAMPLES / "yongping-2022.xlsx").evaluation.score_low,
        "中～优",
    )  # type: ignore[union-attr]


def test_a_failed_workbook_has_no_facts(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"nothing")
    outcome = check(tmp_path / "坏.xlsx")
    assert outcome.facts() == ()
    assert list(outcome.facts_frame().columns) == list(COLUMNS)


def test_the_frame_has_the_columns_and_figures_as_floats() -> None:
    frame = check(EXAMPLES / "yongping-2022.xlsx").facts_frame()
    assert list(frame.columns) == list(COLUMNS)
    assert frame["value"].dtype == "float64"
    assert frame[frame["kind"] == "budget"]["value"].tolist() == [240.0]


# ---------------------------------------------------------------- names that last


@pytest.mark.parametrize(
    ("level3", "item", "unit", "wanted"),
    [
        ("入户探访", "", "次", "入户探访|次"),
        ("入户 走访", "", "次数", "入户探访|次"),  # another spelling, another word for it
        ("上门探访", "", "人次", "入户探访|人次"),  # another unit is another indicator
        ("服务达标率", "个案", "个", "服务达标率·个案服务|个"),
        ("满意度", "", "％", "满意度|%"),
        ("", "", "个", ""),
    ],
)
def test_an_id_is_the_meaning_of_the_name_and_the_unit(level3: str, item: str, unit: str, wanted: str) -> None:
    assert indicator_id(level3, item, unit, own_aliases()) == wanted


def test_an_office_adds_names_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "aliases.toml").write_text('[indicators]\n"邻里走访" = "入户探访"\n', "utf-8")
    assert indicator_id("邻里走访", "", "次", aliases_in(tmp_path)[0]) == "入户探访|次"
    assert indicator_id("电访", "", "次", aliases_in(tmp_path)[0]) == "电话访问|次"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[indicators]\n"甲" = 乙', "第 2 行第 7 列"),
        ("[indicators", "TOML"),
        ("indicators = 3", "没有 [indicators] 一节"),
        ('[indicator]\n"甲" = "乙"', "没有 [indicators] 一节"),
        ("\x00", "TOML"),
        ('[indicators]\n"甲" = 3', "“甲”后面不是一个名称"),
    ],
)
def test_names_that_cannot_be_read_change_nothing_and_are_told(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "aliases.toml").write_text(text, "utf-8")
    aliases, unread = aliases_in(tmp_path)
    assert aliases == own_aliases()
    assert why in unread


def test_a_file_in_another_encoding_is_told_by_the_frame_and_by_the_command(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(Path(__file__).parents[2] / "examples/yongping-2022.xlsx", tmp_path / "站.xlsx")
    (tmp_path / "aliases.toml").write_bytes('[indicators]\n"邻里走访" = "入户探访"\n'.encode("gb18030"))
    with pytest.warns(UserWarning, match="不是 UTF-8 编码"):
        check(tmp_path / "站.xlsx").facts()
    assert main(["facts", str(tmp_path / "站.xlsx"), "--out", str(tmp_path / "事实.csv")]) == 0
    assert capfd.readouterr().err.count("U033") == 1


@pytest.mark.parametrize(
    ("purchaser", "station", "wanted"),
    [
        ("广州市白云区人民政府永平街道办事处", "永平街社工服务站", "永平街道"),
        ("青石镇人民政府", "", "青石镇"),
        ("云溪区东湖街道办事处", "某站", "东湖街道"),
        ("", "白云区金鼎街社工服务站", "金鼎街道"),
        ("", "青石镇社会工作服务站", "青石镇"),
        ("某某区民政局", "阳光社工站", ""),
    ],
)
def test_the_street_is_said_by_the_purchaser_or_the_name(purchaser: str, station: str, wanted: str) -> None:
    assert street_of(information(purchaser=purchaser, station=station)) == wanted


# ---------------------------------------------------------------- on the way


def test_packed_facts_come_back_as_they_were() -> None:
    facts = [plain(each) for each in check(EXAMPLES / "yongping-2022.xlsx").facts()]
    assert unpack(pack(facts)) == facts
    assert unpack(pack([])) == []
    assert any(isinstance(fact[VALUE], float) for fact in facts)


@pytest.mark.parametrize("packed", ["", "nothing", "AAAA", pack([("甲",)])])  # type: ignore[list-item]
def test_what_nobody_packed_is_refused(packed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any text
        unpack(packed)


def test_every_kind_has_a_part_and_a_name_of_its_own() -> None:
    assert all(kind.part in PARTS and kind.words for kind in KINDS.values())
    assert not any("；" in kind.words or ";" in kind.words for kind in KINDS.values())


def any_of(facts: tuple[Fact, ...], **wanted: Any) -> bool:
    return any(all(getattr(each, name) == value for name, value in wanted.items()) for each in facts)


def test_the_lists_of_a_station_are_facts_as_json_has_them() -> None:
    facts = facts_in_memory(evaluate_bytes(workbook(**LISTS)))
    assert any_of(facts, kind="qualified_share", value=0.5, unit="%", sheet="人员", cell="C1")
    assert any_of(facts, kind="communities_served", value=1)
    assert any_of(facts, kind="task_done", item="王芳", level3="个案服务", value=20)


def test_an_earlier_year_beside_this_one_is_in_the_facts(tmp_path: Path) -> None:
    for year in (2024, 2025):
        (tmp_path / f"{year}.xlsx").write_bytes(station_book("甲街社工服务站", year))
    outcome = recompute(tmp_path / "2025.xlsx", tmp_path / "out", report=False, previous=tmp_path / "2024.xlsx")
    known = figures_of(outcome.facts())
    assert any_of(outcome.facts(), kind="earlier_total_points", period="2024年度")
    figures = printed(outcome.written[0].read_bytes())
    assert {cell: value for cell, value in figures.items() if round(value, 9) not in known} == {}


def test_what_the_lists_of_an_earlier_year_came_to_is_in_the_facts(tmp_path: Path) -> None:
    for year in (2024, 2025):
        (tmp_path / f"{year}.xlsx").write_bytes(listed_station.station(60, year=year).data())
    outcome = recompute(tmp_path / "2025.xlsx", tmp_path / "out", report=False, previous=tmp_path / "2024.xlsx")
    known = figures_of(outcome.facts())
    assert any_of(outcome.facts(), kind="earlier_left", period="2024年度", value=2)
    figures = printed(outcome.written[0].read_bytes())
    assert {cell: value for cell, value in figures.items() if round(value, 9) not in known} == {}
