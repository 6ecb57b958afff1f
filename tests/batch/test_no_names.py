"""A district in which names stand in every column of every sheet: none of them leaves the house."""

from __future__ import annotations

import datetime as dt
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from batch_folder import station_book
from sheets import COSTS, INDICATORS, INFORMATION, Book, standard

from workbook_tools.batch.anonymous import without_names
from workbook_tools.batch.person_names import names_in, parts_of, persons_in
from workbook_tools.model.fields import COLUMNS, SHEETS, TableKind
from workbook_tools.ooxml import Workbook

NAMES = ("上官云岫", "东方朔明", "阿依古丽·买买提", "欧阳甲乙")
OWN_HEADS = ("负责人", "电话")


def rows_full_of_names(kind: TableKind, name: str) -> list[list[object]]:
    """Rows of a table: the name alone, in a sentence, and with a blank in it; a signature below."""
    columns = [column for column in COLUMNS[kind] if not column.out]
    rows: list[list[object]] = [[column.header for column in columns]]
    for text in (name, f"{name}完成3个", f"{name[:2]} {name[2:]}"):
        said = {"date": dt.date(2025, 1, 3), "text": text, "centred": text}
        rows += [[said.get(column.kind, 5) for column in columns]]
    return [*rows, [f"经办人：{name}", "复核人", name]]


def sheets_full_of_names() -> dict[str, list[list[object]]]:
    indicators = [list(row) for row in INDICATORS]
    indicators[0] += ["佐证材料", "评分标准", "负责人"]
    indicators[1:] = [[*row, NAMES[0], NAMES[1], NAMES[3]] for row in indicators[1:]]
    indicators.append(
        ["产出指标", "数量指标", "小组", "", f"{NAMES[0]}30个", "个", 5, f"{NAMES[1]}完成28个", f"因{NAMES[2]}离职"]
    )
    costs = [*map(list, COSTS), [f"{NAMES[0]}慰问", f"给{NAMES[1]}", NAMES[2], 10, 0, f"因{NAMES[0]}"]]
    every = {SHEETS[kind].name: rows_full_of_names(kind, NAMES[number % 3]) for number, kind in enumerate(COLUMNS)}
    ledger = every["服务台账"]
    busy = [dt.date(2024, 9, 1), "东门社区", NAMES[0], "个案", "个案服务", 1, 2, 20, 9, NAMES[1]]
    return {
        **every,
        "服务台账": [ledger[0], busy, busy, *ledger[1:]],
        "基本信息": [*map(list, INFORMATION), ["填表人", NAMES[1]], ["评价组", f"{NAMES[0]}、{NAMES[2]}"]],
        "绩效指标": indicators,
        "资金使用": costs,
        "联系表": [list(OWN_HEADS), [NAMES[3], 1]],
    }


@pytest.fixture
def district(tmp_path: Path) -> Path:
    folder = tmp_path / "各站"
    folder.mkdir()
    full = sheets_full_of_names()
    twice = [*full["绩效指标"]]
    twice[0] = [*twice[0][:3], "三级指标", *twice[0][4:]]
    (folder / f"甲街{NAMES[0]}.xlsx").write_bytes(standard(**full).data())
    (folder / "乙街.xlsx").write_bytes(
        standard(**{**full, "绩效指标": rows_full_of_names("indicators", NAMES[2])}).data()
    )
    (folder / "丙街.xlsx").write_bytes(standard(**{**full, "绩效指标": twice}).data())
    (folder / "丁街.xlsx").write_bytes(standard(**{**full, "绩效指标": None}).data())
    wrong = [[label, NAMES[1]] for label, _ in INFORMATION]
    (folder / "戊街.xlsx").write_bytes(standard(**{**full, "基本信息": wrong}).data())
    (folder / "九月台账.xlsx").write_bytes(Book({"服务台账": full["服务台账"]}).data())
    return folder


def texts_of(folder: Path) -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        if path.suffix in (".xlsx", ".docx"):
            with zipfile.ZipFile(path) as package:
                texts |= {
                    f"{path.name}!{part}": package.read(part).decode(errors="replace") for part in package.namelist()
                }
        else:
            texts[path.name] = path.read_text(encoding="utf-8", errors="replace")
    return texts


def test_no_name_of_any_column_is_in_any_output(
    district: Path, tmp_path: Path, program: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    out = tmp_path / "结果"
    asked = ("--anonymise", "--json", "--letters", "--previous", district, "--book", tmp_path / "本区.sqlite")
    done = program("batch", district, "--out", out, *asked)
    kept = (tmp_path / "本区.sqlite").read_bytes().decode(errors="replace")
    texts = {**texts_of(out), "stdout": done.stdout, "stderr": done.stderr, "book": kept}
    assert [(where, name) for where, text in texts.items() for name in NAMES if name in text] == []
    assert [where for where, text in texts.items() if where not in ("stderr", "book") and str(tmp_path) in text] == []
    assert "社工01" in texts["汇总.xlsx!xl/sharedStrings.xml"]
    assert "甲街社工" in done.stdout  # the file that bears a name is told without it
    again = program("batch", district, "--out", out, "--anonymise", "--json")
    assert [name for name in NAMES if name in again.stdout + again.stderr] == []
    assert "沿用上次结果" in again.stderr


def test_what_is_quoted_from_a_cell_is_told_by_its_known_words(tmp_path: Path) -> None:
    from workbook_tools.batch import batch

    source, out = tmp_path / "各站", tmp_path / "结果"
    source.mkdir()
    rows = [*INDICATORS, ("产出指标", "数量指标", "小组", "", "30个", "个", 5, "司马相如完成28个", "")]
    (source / "甲街.xlsx").write_bytes(station_book("甲街社工服务站", 绩效指标=rows))
    batch(source, out, jobs=1, anonymise=True)
    told = "".join(texts_of(out).values())
    assert "司马" not in told
    assert "（略）" in told
    assert "居民满意度" in told


def test_a_name_that_stands_only_in_what_things_are_called_does_not_leave(tmp_path: Path) -> None:
    from workbook_tools.batch import batch

    source, out = tmp_path / "各站", tmp_path / "结果"
    source.mkdir()
    rows = [
        *INDICATORS,
        ("产出指标", "数量指标", "王秀兰家庭探访", "", "30个", "个", 5, "28个", ""),
        ("产出指标", "数量指标", "探访", "服务司马相如等困难居民", "30个", "个", 5, "30个", ""),
    ]
    costs = [*map(list, COSTS), ["李小明慰问", "", "", 10, 0, ""]]
    (source / "甲街.xlsx").write_bytes(station_book("甲街社工服务站", 绩效指标=rows, 资金使用=costs))
    batch(source, out, jobs=1, anonymise=True)
    told = "".join(texts_of(out).values())
    assert [name for name in ("王秀兰", "司马", "李小明") if name in told] == []
    assert "某某家庭探访" in told


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("入户探访（王秀兰）", ["王秀兰"]),
        ("欧阳雪慰问", ["欧阳雪"]),
        ("困难群众帮扶-李小明、张伟", ["李小明", "张伟"]),
        ("王阿姨家庭探访", ["王阿姨"]),
        ("服务张三丰等困难居民", ["张三丰"]),
        ("沙河社区", []),
        ("时效指标", []),
        ("第三方评估机构", []),
        ("单次探访成本", []),
        ("高龄长者服务", []),
        ("居民满意度", []),
    ],
)
def test_a_family_name_and_letters_that_no_word_accounts_for_are_a_person(text: str, names: list[str]) -> None:
    assert list(persons_in(text)) == names


def test_names_are_found_below_heads_behind_colons_and_beside_labels() -> None:
    rows = [
        ["审核人：张三丰", "", "负责人", "电话"],
        ["", "", "李四", "大"],
        ["填表人", "王五", "赵六、钱七（组长）", 3],
    ]
    book = Workbook.open(Book({"自己的": rows, "人员": [["工号", "姓名", "岗位"], ["7", "孙八", "社工"]]}).data())
    assert names_in(book) == {"张三丰", "李四", "王五", "赵六", "钱七", "孙八"}


def test_several_names_in_a_cell_are_several() -> None:
    assert list(parts_of("张三、李四（组长）；王五和赵六 / 社工 3")) == ["张三", "李四", "王五", "赵六", "社工 3"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("王 小明来了", "01来了"),
        ("欧阳明…", "02…"),
        ("link and LI", "link and 03"),
        ("ＬＩ", "03"),
        ("社工和社工", "社工和社工"),
    ],
)
def test_a_name_is_known_in_every_spelling(text: str, told: str) -> None:
    assert without_names(text, {"王小明": "01", "欧阳明月": "02", "Li": "03", "社工": "04"}) == told
