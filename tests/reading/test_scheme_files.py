"""Scheme files: found beside the workbook first, read as data, refused with the file and the key."""

from __future__ import annotations

import re
import time
from decimal import Decimal
from pathlib import Path

import pytest

from workbook_tools.basis.resources import template
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.model import Finding
from workbook_tools.reading.scheme_files import load_scheme, scheme_names

BUILT_IN = template("schemes", "fiscal-2020.toml").read_text(encoding="utf-8")
PACK = template("schemes", "packs", "guangzhou-2018.toml").read_text(encoding="utf-8")


def refused(name: str, folder: Path | None) -> tuple[Finding, ...]:
    with pytest.raises(CannotProcess) as caught:
        load_scheme(name, (), folder)
    return caught.value.findings


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize("name", scheme_names())
def test_every_built_in_scheme_loads_and_makes_100(name: str) -> None:
    scheme = load_scheme(name)
    assert scheme.execution_points + sum(level.points for level in scheme.levels) == 100
    assert scheme.name == name
    assert "财政项目支出绩效自评" in scheme.title


@pytest.mark.parametrize(
    ("name", "execution", "levels"),
    [
        ("", 10, {"产出指标": 50, "效益指标": 30, "满意度指标": 10}),
        ("fiscal-2021", 10, {"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}),
        ("fiscal-2020-execution-20", 20, {"产出指标": 40, "效益指标": 30, "满意度指标": 10}),
    ],
)
def test_the_schemes_of_the_field(name: str, execution: int, levels: dict[str, int]) -> None:
    scheme = load_scheme(name)
    assert scheme.execution_points == execution
    assert {level.name: level.points for level in scheme.levels} == levels
    assert [(cut.name, cut.at_least) for cut in scheme.grades] == [("优", 90), ("良", 80), ("中", 60), ("差", 0)]


def test_bands_of_older_forms() -> None:
    bands = {band.rating: (band.low, band.high) for band in load_scheme("fiscal-2020-bands-80-50").ratings}
    assert bands == {
        "达成": (Decimal("0.8"), 1),
        "部分达成": (Decimal("0.5"), Decimal("0.8")),
        "未达成": (0, Decimal("0.5")),
    }


def test_the_scheme_of_the_city_has_the_rules_of_the_contract() -> None:
    scheme = load_scheme("guangzhou-2018")
    assert [(rule.title, rule.limit) for rule in scheme.shares] == [
        ("人员费用不低于65%", Decimal("0.65")),
        ("人员费用和服务质量保障不低于85%", Decimal("0.85")),
        ("运营管理不高于15%", Decimal("0.15")),
    ]
    assert [(rule.condition, rule.share, rule.working_days) for rule in scheme.tranches] == [
        ("合同生效", Decimal("0.55"), 30),
        ("中期评估合格", Decimal("0.4"), 30),
        ("末期评估合格", Decimal("0.05"), 30),
        ("整改合格", None, 15),
    ]
    assert [assessor.weight for assessor in scheme.assessors] == [Decimal("0.7"), Decimal("0.2"), Decimal("0.1")]


def test_an_offices_own_file_beside_the_workbook_comes_first(tmp_path: Path) -> None:
    own = BUILT_IN.replace('ceiling = "ratio"', 'ceiling = "linear"')
    (tmp_path / "fiscal-2020.toml").write_text(own, encoding="utf-8")
    assert load_scheme("fiscal-2020", (), tmp_path).ceiling_rule == "linear"
    assert load_scheme("fiscal-2020").ceiling_rule == "ratio"
    assert load_scheme("fiscal-2021", (), tmp_path).execution_points == 10


def test_an_own_file_may_state_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "白云区.toml").write_text(
        'extends = "fiscal-2020"\ntitle = "白云区"\n[rows]\nceiling = "all-or-nothing"\n', encoding="utf-8-sig"
    )
    scheme = load_scheme("白云区", (), tmp_path)
    assert (scheme.name, scheme.title, scheme.ceiling_rule) == ("白云区", "白云区", "all-or-nothing")
    assert scheme.over_target == Decimal("1.3")
    assert "白云区" in scheme_names(tmp_path)


def test_a_file_may_extend_the_built_in_scheme_of_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "fiscal-2020.toml").write_text('extends = "fiscal-2020"\n[rows]\nequal = "exact"\n', encoding="utf-8")
    assert load_scheme("fiscal-2020", (), tmp_path).equal_rule == "exact"


@pytest.mark.parametrize("name", ["财政自评", "../fiscal-2020", "a/b", "..", "C:\\x", "x" * 200, ".hidden"])
def test_a_scheme_that_is_not_there_is_named_with_its_neighbours(name: str, tmp_path: Path) -> None:
    (found,) = refused(name, tmp_path)
    assert found.code == "C001"
    assert "fiscal-2020" in found.fix


@pytest.mark.parametrize("name", ["", " fiscal-2020 ", "fiscal-2020.toml", "ｆｉｓｃａｌ－２０２０"])
def test_a_name_may_be_typed_in_other_ways(name: str) -> None:
    assert load_scheme(name).name == "fiscal-2020"


def test_a_near_name_is_suggested() -> None:
    assert "是否想写“fiscal-2021”" in refused("fiscal2021", None)[0].fix


CHANGES = [
    ("execution = 10", "execution = 20", "C006", "110 分"),
    ("execution = 10", "execution = 10\nexecutoin = 3", "C003", "points.executoin"),
    ("execution = 10", 'execution = "十分"', "C004", "points.execution"),
    ("execution = 10", "execution = true", "C004", "points.execution"),
    ("execution = 10", "execution = -1", "C004", "points.execution"),
    ("execution = 10", "execution = 1000", "C004", "points.execution"),
    ("execution = 10", "execution = inf", "C004", "points.execution"),
    ("execution = 10", "", "C005", "points.execution"),
    ('ceiling = "ratio"', 'ceiling = "rate"', "C004", "rows.ceiling"),
    ("over_target = 1.3", "over_target = 0.5", "C004", "rows.over_target"),
    ("range_bands = []", "range_bands = 3", "C004", "rows.range_bands"),
    ("range_bands = []", "range_bands = [{within=0.1, earns=0.5}, {within=0.05, earns=1}]", "C007", "range_bands"),
    ("range_bands = []", "range_bands = [{ within = 0.1 }]", "C005", "rows.range_bands[1].earns"),
    ('rating = "部分达成"', 'rating = "部分完成"', "C004", "ratings[2].rating"),
    ("from = 0.6\nto = 0.8", "from = 0.5\nto = 0.8", "C007", "ratings"),
    ('{ name = "良", from = 80 },', '{ name = "良", from = 95 },', "C007", "grades.fiscal"),
    ("execution_full_in_window = false", "execution_full_in_window = 0", "C004", "money.execution_full"),
    ('title = "财政项目支出绩效自评（2020）"', 'title = ""', "C004", "title"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "shown"), CHANGES)
def test_a_file_with_a_mistake_is_refused_with_its_name_and_key(
    tmp_path: Path, old: str, new: str, code: str, shown: str
) -> None:
    assert old in BUILT_IN
    (tmp_path / "本街.toml").write_text(BUILT_IN.replace(old, new, 1), encoding="utf-8")
    _is_refused(refused("本街", tmp_path), code, shown, "本街.toml")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("a." * 30_000 + "a = 1", "第 2 行有"),
        ("over_target = 0x" + "F" * 1_900, "太大"),
        ("over_target = 1e-999999999", "太小"),
        ("over_target = 1e999999999", "太大"),
        ("a = " + "[" * 20 + "]" * 20, "层以上"),
        ("a" + ".b" * 40 + " = 1", "层以上"),
        ('over_target = "abc', "写法有误"),
        ("over_target = 1\nover_target = 2", "第 3 行"),
        ("a = " + "[" * 1_990, "写法有误"),
    ],
)
def test_a_file_made_to_keep_the_machine_busy_is_told_in_chinese(tmp_path: Path, lines: str, said: str) -> None:
    (tmp_path / "本街.toml").write_text(f'extends = "fiscal-2020"\n{lines}\n', encoding="utf-8")
    started = time.process_time()
    (found,) = refused("本街", tmp_path)
    assert time.process_time() - started < 1
    assert found.code == "C002"
    assert said in found.message
    assert not re.search("[A-Za-z]{3,}", re.sub("“[^”]*”|toml|extends", "", found.message))


PACK_CHANGES = [
    ('{ name = "不合格", from = 0 },', '{ name = "不合格", from = 10 },', "C007", "grades.station"),
    ('passes = ["优秀", "良好", "合格"]', 'passes = ["优"]', "C007", "grades.passes"),
    ('passes = ["优秀", "良好", "合格"]', "passes = 60", "C004", "grades.passes"),
    ("weight = 0.7", "weight = 0.6", "C007", "assessors.weight"),
    ("working_days = 15", "working_days = 0", "C004", "tranches[4].working_days"),
    ("working_days = 15", "working_days = 15.5", "C004", "tranches[4].working_days"),
    ("share = 0.4\n", "share = 0.5\n", "C007", "tranches.share"),
    ('condition = "中期评估合格"', 'condition = "合同生效"', "C007", "tranches.condition"),
    ('period = "中期"', 'period = "半年"', "C007", "tranches.period"),
    ('name = "镇（街）"', 'name = "区民政局"', "C007", "assessors.name"),
    ('scorers = "mean"', 'scorers = "best"', "C004", "assessment.scorers"),
    ('finance = ["末期"]', 'finance = ["半年"]', "C007", "assessment.finance"),
    ('finance = ["末期"]', 'finances = ["末期"]', "C003", "assessment.finances"),
    ("after_rectification = true\n", "after_rectification = 1\n", "C004", "tranches[4].after_rectification"),
    ('unverified = ["assessment.scorers"]', 'unverified = ["assessment.scorer"]', "C007", "unverified"),
    ('unverified = ["assessment.scorers"]', 'unverified = "assessment.scorers"', "C004", "unverified"),
    ('unverified = ["assessment.scorers"]', 'extends = "fiscal-2020"', "C004", "extends"),
    ('unverified = ["assessment.scorers"]', 'include = ["guangzhou-2018"]', "C004", "include"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "shown"), PACK_CHANGES)
def test_a_mistake_in_a_pack_is_one_of_the_pack(tmp_path: Path, old: str, new: str, code: str, shown: str) -> None:
    assert old in PACK
    (tmp_path / "本区规则.toml").write_text(PACK.replace(old, new, 1), encoding="utf-8")
    own = 'extends = "fiscal-2020"\ninclude = ["本区规则"]\n'
    (tmp_path / "本街.toml").write_text(own, encoding="utf-8")
    _is_refused(refused("本街", tmp_path), code, shown, "本区规则.toml")


def _is_refused(findings: tuple[Finding, ...], code: str, shown: str, file: str) -> None:
    assert code in codes(findings)
    found = next(finding for finding in findings if finding.code == code)
    assert shown in found.message
    assert file in found.message
    assert found.severity == "E"


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    wrong = BUILT_IN.replace('ceiling = "ratio"', 'ceiling = "rate"').replace("over_target = 1.3", "overtarget = 1.3")
    (tmp_path / "本街.toml").write_text(wrong, encoding="utf-8")
    findings = refused("本街", tmp_path)
    assert codes(findings) == ["C004", "C005", "C003"]
    assert "是否想写“over_target”" in findings[-1].fix


def test_a_block_that_is_no_block_is_one_mistake(tmp_path: Path) -> None:
    (tmp_path / "本街.toml").write_text('rows = 3\nextends = "fiscal-2020"\n', encoding="utf-8")
    (found,) = refused("本街", tmp_path)
    assert (found.code, "rows" in found.message) == ("C004", True)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"title = ", "写法有误"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"a = " + b"[" * 30000, "第 1 行有"),
        (b"# " + b"x" * 70000, "64 KB"),
        (b"a = 1\na = 2", "写法有误"),
        (b"a = " + b"9" * 6000, "第 1 行有"),
    ],
)
def test_a_file_that_is_no_scheme_is_refused(tmp_path: Path, data: bytes, problem: str) -> None:
    (tmp_path / "本街.toml").write_bytes(data)
    (found,) = refused("本街", tmp_path)
    assert (found.code, problem in found.message) == ("C002", True)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"甲": 'extends = "乙"', "乙": 'extends = "甲"'}, "C008"),
        ({"甲": 'extends = "丙"'}, "C001"),
        ({"甲": "extends = 3"}, "C004"),
        ({"甲": 'extends = "b1"', **{f"b{n}": f'extends = "b{n + 1}"' for n in range(1, 9)}}, "C008"),
    ],
)
def test_extending_has_an_end(tmp_path: Path, files: dict[str, str], code: str) -> None:
    for name, content in files.items():
        (tmp_path / f"{name}.toml").write_text(content, encoding="utf-8")
    assert codes(refused("甲", tmp_path)) == [code]


# ---------------------------------------------------------------- packs, and what nobody has checked


def test_a_pack_is_no_scheme(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "本区规则.toml").write_text(PACK, encoding="utf-8")
    (found,) = refused("本区规则", tmp_path)
    assert found.code == "C001"


@pytest.mark.parametrize("name", [name for name in scheme_names() if name.startswith("fiscal")])
def test_a_national_scheme_names_no_place(name: str) -> None:
    scheme = load_scheme(name)
    assert not scheme.names_a_place
    assert (scheme.assessors, scheme.shares, scheme.station_grades, scheme.finance_periods) == ((), (), (), ())
    assert [(rule.share, rule.working_days) for rule in scheme.tranches] == [(None, None)] * 4
    assert "穗府" not in scheme.source


def test_an_own_scheme_that_includes_no_place_is_national_too(tmp_path: Path) -> None:
    (tmp_path / "本区.toml").write_text('extends = "fiscal-2021"\ntitle = "本区"\n', encoding="utf-8")
    assert not load_scheme("本区", (), tmp_path).names_a_place


def test_the_scheme_of_a_city_is_the_national_one_with_its_pack(tmp_path: Path) -> None:
    (tmp_path / "本区.toml").write_text('extends = "fiscal-2021"\ninclude = ["guangzhou-2018"]\n', encoding="utf-8")
    city, own, national = load_scheme("guangzhou-2018"), load_scheme("本区", (), tmp_path), load_scheme("fiscal-2020")
    assert city.names_a_place
    assert (own.assessors, own.shares, own.tranches) == (city.assessors, city.shares, city.tranches)
    assert (city.levels, city.grades, city.ratings) == (national.levels, national.grades, national.ratings)


def test_a_pack_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "本街.toml").write_text('extends = "fiscal-2020"\ninclude = ["深圳"]\n', encoding="utf-8")
    (found,) = refused("本街", tmp_path)
    assert (found.code, "深圳" in found.message, "guangzhou-2018" in found.fix) == ("C013", True, True)


@pytest.mark.parametrize("include", ['"guangzhou-2018"', "[3]", str(["a"] * 6)])
def test_include_is_a_list_of_names(tmp_path: Path, include: str) -> None:
    (tmp_path / "本街.toml").write_text(f'extends = "fiscal-2020"\ninclude = {include}\n', encoding="utf-8")
    (found,) = refused("本街", tmp_path)
    assert (found.code, "include" in found.message) == ("C004", True)


def test_a_pack_overrides_what_is_extended_and_the_own_file_overrides_both(tmp_path: Path) -> None:
    (tmp_path / "本区规则.toml").write_text(PACK.replace("working_days = 15", "working_days = 20"), encoding="utf-8")
    own = 'extends = "fiscal-2020"\ninclude = ["本区规则"]\n[assessment]\nscorers = "median"\n'
    (tmp_path / "本街.toml").write_text(own, encoding="utf-8")
    scheme = load_scheme("本街", (), tmp_path)
    assert (scheme.tranches[-1].working_days, scheme.scorers, scheme.finance_periods) == (20, "median", ("末期",))
    assert load_scheme("guangzhou-2018").tranches[-1].working_days == 15


def test_marks_are_kept_until_the_number_is_given_anew(tmp_path: Path) -> None:
    assert set(load_scheme("guangzhou-2018").unverified) == {"assessment.scorers", "rows.over_target", "pace"}
    own = 'extends = "guangzhou-2018"\nunverified = ["rows.equal"]\n[rows]\nequal = "exact"\nover_target = 1.5\n'
    (tmp_path / "本街.toml").write_text(own, encoding="utf-8")
    assert load_scheme("本街", (), tmp_path).unverified == ("pace", "assessment.scorers", "rows.equal")


def test_the_sample_district_differs_in_every_number_of_the_city() -> None:
    city, district = load_scheme("guangzhou-2018"), load_scheme("sample-district")
    assert not {each.weight for each in city.assessors} & {each.weight for each in district.assessors}
    assert len(district.assessors) == 4
    assert not {each.share for each in city.tranches} & {each.share for each in district.tranches} - {None}
    assert not {each.working_days for each in city.tranches} & {each.working_days for each in district.tranches}
    assert not {each.limit for each in city.shares} & {each.limit for each in district.shares}
    cuts = [{each.at_least for each in scheme.station_grades if each.at_least} for scheme in (city, district)]
    assert not cuts[0] & cuts[1]
    assert (city.scorers, city.finance_periods) != (district.scorers, district.finance_periods)
    assert [city.grades, city.levels] == [district.grades, district.levels]  # the fiscal part is the country's


@pytest.mark.parametrize("path", sorted(template("schemes").rglob("*.toml")), ids=lambda path: path.stem)
def test_every_number_of_a_built_in_file_says_how_sure_it_is(path: Path) -> None:
    """A line that gives a number of a rule has 已核实, 据报告引述 or 未核实 in the comments above its block."""
    sure = re.compile(r"[（，](?:已核实|据报告引述|未核实)|（程序的默认做法")
    number = re.compile(
        r"^(?:points|execution|from|to|weight|share|working_days|limit|over_target|on_track) = [\d.]|from = \d"
    )
    pending, told, table, key = False, set[str](), "", ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.startswith(" "):  # within a list the key is that of the list
            key = line.strip("[] ") if line.startswith("[") else line.partition(" =")[0]
        if line.startswith("#"):
            pending = pending or bool(sure.search(line))
            continue
        table = key if line.startswith("[") else table
        if pending and line:
            told.add(key)
        if number.search(line):
            assert {key, table, table.partition(".")[0]} & told or "unverified" in told, (path.name, line)
        pending = pending and not line
