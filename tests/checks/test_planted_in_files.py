"""Contradictions planted into a sound workbook, through its bytes: each is told once, at the cell to go to."""

from __future__ import annotations

import copy

import pytest
from planted_station import DONE, SOUND, YEAR, D, Plant, Sheets, at, both, more, told
from sheets import Book

from workbook_tools.in_memory import evaluate_bytes, written_workbook

PLANTED: list[tuple[str, Plant, str, str]] = [
    ("a score above the points", at("绩效指标", "H2", 18), "P053", "绩效指标!H2"),
    ("full marks for an unmet row", at("绩效指标", "H4", 10), "R051", "绩效指标!H4"),
    ("a rate above the whole", at("绩效指标", "G5", "105%"), "R071", "绩效指标!G5"),
    ("a word for a rate", both(at("绩效指标", "G8", "达标"), at("绩效指标", "H8", "")), "R013", "绩效指标!G8"),
    ("people and times", at("绩效指标", "G6", "104人次"), "Q123", "绩效指标!G6"),
    ("a sign against its meaning", at("绩效指标", "D8", "≤90%"), "R061", "绩效指标!D8"),
    ("parts that are not their whole", at("绩效指标", "G4", "38场（线上20场，线下20场）"), "T028", "绩效指标!G4"),
    ("money in 元", at("资金使用", "E2", 1_380_000), "M070", "资金使用!E2"),
    ("money below nothing", at("资金使用", "E4", -19), "M028", "资金使用!E4"),
    ("lines that are not the year's money", at("资金使用", "D2", 150), "M025", "资金使用!D1"),
    ("years that are not the contract", at("基本信息", "B11", 1200), "M029", "基本信息!B11"),
    ("a contract that ends before it begins", at("基本信息", "B9", D(2021, 7, 31)), "A101", "基本信息!B9"),
    ("a contract that begins in the service year", at("基本信息", "B8", D(2024, 1, 1)), "A102", "基本信息!B6"),
    ("a year that ends before it begins", at("基本信息", "B7", D(2022, 7, 31)), "S015", "基本信息!B7"),
    ("another year's label", at("基本信息", "B5", 2021), "A104", "基本信息!B5"),
    ("an assessment in another year", at("基本信息", "B13", D(2026, 2, 20)), "A030", "基本信息!B13"),
    ("filled in years before", at("基本信息", "B18", D(2014, 12, 20)), "A106", "基本信息!B18"),
    ("filled in before two payments", at("基本信息", "B18", D(2024, 3, 10)), "A106", "基本信息!B18"),
    ("digits of a payment exchanged, and not in prose",
     both(at("资金拨付", "E3", 8), at("文字材料", "C3", f"{YEAR}二期80万元已拨付。")), "A064", "资金拨付!E3"),
    ("a day of another year, and all is called done",
     both(*(at("绩效指标", f"{column}4", what) for column, what in zip(
         "BCDEGH", ("时效指标", "总结上报时间", "2024年7月底前", "", "2025年7月20日", ""), strict=True)),
         at("服务台账", "E5", "个案服务"), at("服务台账", "F5", 0),
         at("文字材料", "C4", f"{DONE}各项指标全部完成。")), "R069", "绩效指标!G4"),
    ("digits of a payment exchanged", at("资金拨付", "E2", 101), "A064", "资金拨付!E2"),
    ("applied for a year before the contract", at("资金拨付", "D2", D(2021, 8, 2)), "A047", "资金拨付!D2"),
    ("ten times the budget of a line", at("资金使用", "D3", 400), "M025", "资金使用!D3"),
    ("a tranche twice", more("资金拨付", *SOUND["资金拨付"][2]), "A065", "资金拨付!A5"),
    ("a share of seven hundred percent", at("资金拨付", "B3", "700%"), "A009", "资金拨付!B3"),
    ("a count in the ledger that nobody can read", at("服务台账", "F4", "若干"), "L004", "服务台账!F4"),
    ("a share of the budget in prose",
     at("文字材料", "C3", f"{YEAR}项目实际支出196万元，占年度预算200万元的89%。"), "T014", "文字材料!C3"),
    ("ten times the plan, with a reason",
     both(at("资金使用", "E3", 390), at("资金使用", "F3", "加办两期活动")), "M043", "资金使用!E3"),
    ("a share that no base makes",
     both(*(at("绩效指标", f"{column}5", what) for column, what in zip(
         "BCDEG", ("成本指标", "管理费占比", "≤15%", "%", "11.4%"), strict=True))), "M044", "绩效指标!G5"),
    ("day and month of the service exchanged", at("基本信息", "B6", D(2023, 1, 8)), "A103", "基本信息!B6"),
    ("digits of a count in prose exchanged",
     both(at("绩效指标", "G4", 41), at("绩效指标", "H4", 10), at("服务台账", "F5", 41),
          at("文字材料", "C4", DONE.replace("38场", "14场"))), "T001", "文字材料!C4"),
    ("spending in prose in few words", at("文字材料", "C3", f"{YEAR}支出169万元。"), "T013", "文字材料!C3"),
    ("a contract in prose of another sum",
     at("文字材料", "C3", f"{YEAR}合同期2022年8月1日至2027年7月31日，共1100万元。"), "T013", "文字材料!C3"),
    ("a score of an assessment named before", at("文字材料", "C4", f"{DONE}末期评估由三方打分，综合得分96.1分。"),
     "T032", "文字材料!C4"),
    ("a share of the staff with its sum", at("文字材料", "C3", f"{YEAR}人员经费138万元，占支出的74.1%。"),
     "T029", "文字材料!C3"),
    ("finance failed in prose alone", at("文字材料", "C4", f"{DONE}财务评估结论为不合格。"), "T023", "文字材料!C4"),
    ("all is done in prose, by number", at("文字材料", "C4", f"{DONE}7项指标全部达到目标。"), "T012", "文字材料!C4"),
    ("paid in prose otherwise", at("文字材料", "C3", f"{YEAR}本年度已拨付资金210万元。"), "T033", "文字材料!C3"),
    ("a tranche in prose otherwise", at("文字材料", "C3", f"{YEAR}二期88万元已拨付。"), "T033", "文字材料!C3"),
    ("applied for before the effect", at("基本信息", "B10", D(2022, 8, 9)), "A063", "资金拨付!D2"),
    ("money of the year with its digits exchanged", at("基本信息", "B12", 20), "M025", "基本信息!B12"),
    ("an own 综合得分 in prose", at("文字材料", "C4", f"{DONE}末期综合得分为91.6分。"), "T032", "文字材料!C4"),
    ("points of one row above those of its level",
     both(at("绩效指标", "A2", "产出指标（50分）"), at("绩效指标", "F2", 51), at("绩效指标", "H2", 51)),
     "P051", "绩效指标!F2"),
    ("a row without a name", at("绩效指标", "C7", ""), "R084", "绩效指标!C7"),
    ("another cost than the money spent",
     both(*(at("绩效指标", f"{column}5", what) for column, what in zip(
         "BCDEG", ("成本指标", "预算控制数", "≤200", "万元", 169), strict=True))), "M033", "绩效指标!G5"),
    ("105 points", at("评估评分", "D5", 105), "A003", "评估评分!D5"),
    ("a digit left out", at("评估评分", "D5", 9.2), "A055", "评估评分!D5"),
    ("weights of 110 %", at("评估评分", "C5", 0.8), "A001", "评估评分!C5"),
    ("a conclusion that the score does not make", at("评估评分", "E5", "合格"), "A022", "评估评分!E5"),
    ("a grade that the scores do not make", at("基本信息", "B16", "合格"), "A023", "基本信息!B16"),
    ("paid though finance failed", at("评估评分", "E8", "不合格"), "A042", "资金拨付!E4"),
    ("shares of 95 %", at("资金拨付", "B4", 0), "A040", "资金拨付!B4"),
    ("more than is due", at("资金拨付", "E3", 90), "A041", "资金拨付!E3"),
    ("applied for before the assessment", at("资金拨付", "D3", D(2024, 1, 5)), "A044", "资金拨付!D3"),
    ("paid after its term", at("资金拨付", "F3", D(2024, 8, 20)), "A050", "资金拨付!F3"),
    ("an entry of another year", at("服务台账", "A2", D(2022, 9, 1)), "L001", "服务台账!A2"),
    ("a ledger of fewer", at("服务台账", "F4", 15), "L005", "绩效指标!G3"),
    ("an entry below nothing", at("服务台账", "F4", -20), "L006", "服务台账!F4"),
    ("an entry twice", more("服务台账", *SOUND["服务台账"][3]), "L003", "服务台账!A7"),
    ("another count in prose", at("文字材料", "C4", DONE.replace("60个", "66个")), "T001", "文字材料!C4"),
    ("another rate in prose", at("文字材料", "C4", DONE.replace("96%", "99%")), "T001", "文字材料!C4"),
    ("another year in prose", at("文字材料", "C4", f"2021年{DONE}"), "T027", "文字材料!C4"),
    ("another grade in prose", at("文字材料", "C4", DONE.replace("优秀", "良好")), "T023", "文字材料!C4"),
    ("another sum in prose", at("文字材料", "C3", YEAR.replace("200万", "240万")), "T013", "文字材料!C3"),
    ("another execution in prose", at("文字材料", "C3", YEAR.replace("98%", "88%")), "T014", "文字材料!C3"),
    ("another day in prose", at("文字材料", "C3", YEAR.replace("2月20日", "3月20日")), "A033", "文字材料!C3"),
    ("a target of nothing", at("绩效指标", "D3", 0), "R062", "绩效指标!D3"),
    ("a count below nothing", at("绩效指标", "G3", -60), "R072", "绩效指标!G3"),
    ("a score below nothing", at("绩效指标", "H4", -1), "P053", "绩效指标!H4"),
    ("hours for occasions", at("绩效指标", "G4", "38小时"), "Q123", "绩效指标!G4"),
    ("a period misspelt", at("评估评分", "A2", "中起"), "A051", "评估评分!A2"),
    ("a category that nobody knows", at("资金使用", "C3", "其他"), "S028", "资金使用!C3"),
    ("a line without a budget", at("资金使用", "D4", ""), "M027", "资金使用!D4"),
    ("spending about so much", at("资金使用", "E4", "约19"), "S008", "资金使用!E4"),
    ("a total that is not the sum", more("资金使用", "合计", "", "", 200, 190, ""), "M022", "资金使用!E5"),
    ("the year's money in 元", at("基本信息", "B12", 2_000_000), "M071", "基本信息!B12"),
    ("a year of two years", at("基本信息", "B7", D(2025, 7, 31)), "A103", "基本信息!B7"),
    ("a day that no calendar has", at("服务台账", "A3", "2024-02-31"), "L004", "服务台账!A3"),
    ("an indicator that is none", at("服务台账", "E4", "小组活动服务"), "L002", "服务台账!E4"),
    ("a tranche paid before it was applied for", at("资金拨付", "F3", D(2024, 2, 25)), "A046", "资金拨付!E3"),
    ("another spending in prose", at("文字材料", "C3", f"{YEAR}实际支出190万元。"), "T013", "文字材料!C3"),
    ("another length of the contract", at("文字材料", "C3", f"{YEAR}合同期三年。"), "T017", "文字材料!C3"),
    ("another share in prose", at("文字材料", "C3", f"{YEAR}人员费用占比60%。"), "T029", "文字材料!C3"),
    ("a document of the future", at("文字材料", "C2", "依据《广州市社工服务站管理办法》（穗府办规〔2081〕13号）立项。"),
     "T031", "文字材料!C2"),
    ("all is done in prose", at("文字材料", "C4", f"{DONE}各项指标全部完成。"), "T012", "文字材料!C4"),
    ("a score of the execution that its rate does not make",
     more("绩效指标", "资金管理指标", "", "预算执行率", "100%", "%", 10, "98%", 6, ""), "M042", "绩效指标!H9"),
    ("a row without a level", at("绩效指标", "A2", ""), "P059", "绩效指标!A2"),
    ("a rate without its point", at("绩效指标", "G5", 950), "R071", "绩效指标!G5"),
    ("a rate that nobody promises", at("绩效指标", "D5", "≥900%"), "R071", "绩效指标!D5"),
    ("a rate with a point too many", at("绩效指标", "G5", "9.5%"), "R051", "绩效指标!H5"),
    ("an l for a 1", at("绩效指标", "G6", "l04"), "Q103", "绩效指标!G6"),
    ("a weight of seven", at("评估评分", "C2", 7), "A001", "评估评分!C2"),
    ("a score of less than one", at("评估评分", "D2", 0.86), "A055", "评估评分!D2"),
    ("a share of five", at("资金拨付", "B2", 5.5), "A040", "资金拨付!B2"),
    ("ten times what is due", at("资金拨付", "E2", 1100), "A041", "资金拨付!E2"),
    ("an application of the next generation", at("资金拨付", "D3", D(2042, 3, 1)), "A046", "资金拨付!E3"),
    ("an assessment of the next generation", at("基本信息", "B14", D(2042, 8, 20)), "A033", "基本信息!B14"),
    ("both assessments on one day", at("基本信息", "B13", D(2024, 8, 20)), "A030", "基本信息!B13"),
    ("a year of the next century", at("基本信息", "B6", D(2203, 8, 1)), "S015", "基本信息!B7"),
    ("a month that no year has", at("资金拨付", "D3", "2024-13-1"), "S009", "资金拨付!D3"),
    ("a comma for a point", at("资金使用", "E2", "138,0"), "S008", "资金使用!E2"),
    ("a tenth of the year's money", at("基本信息", "B12", 20), "M025", "基本信息!B12"),
    ("ten times the contract", at("基本信息", "B11", 10_000), "M029", "基本信息!B11"),
    ("ten times the entries", at("服务台账", "F2", 300), "L005", "绩效指标!G2"),
    ("an unmet row that nobody names", at("文字材料", "C6", "志愿者年龄偏大。"), "T007", "文字材料!C6"),
]  # fmt: skip


def test_a_sound_workbook_is_told_nothing() -> None:
    assert told() == []


@pytest.mark.parametrize(("name", "plant", "code", "cell"), PLANTED, ids=[each[0] for each in PLANTED])
def test_one_contradiction_is_one_finding_at_its_cell(name: str, plant: Plant, code: str, cell: str) -> None:
    assert told(plant) == [(code, cell)]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("红旗街社工服务站建立社区台账，落实督导。", "红旗街社工服务站"),
        ("本年度，柳溪镇社会工作服务站走家入户。", "柳溪镇社会工作服务站"),
        ("青禾街社工服务站建立社区台账。", ""),
        ("本站学习红旗街社工服务站的经验。", ""),
        ("与红旗街社工服务站联合开展督导。", ""),
        ("全区各镇街社工站互相督导，每个街道社工站一名督导。", ""),
    ],
)
def test_the_name_of_another_station_is_a_hint_where_it_is_not_said_why(words: str, named: str) -> None:
    sheets = copy.deepcopy(SOUND)
    at("文字材料", "C5", words)(sheets)
    found = [each for each in evaluate_bytes(Book(sheets).data()).findings if each.code == "T030"]
    assert [each.cell for each in found] == (["C5"] if named else [])
    assert all(f"“{named}”" in each.message for each in found)


@pytest.mark.parametrize(
    "words", ["人员费用占比70%。", "人员经费占支出的70.4%。", "人员费用占比69%。", "人员费用占比不低于65%。"]
)
def test_a_share_in_prose_is_right_on_any_base(words: str) -> None:
    assert told(at("文字材料", "C3", YEAR + words)) == []


def test_what_happened_after_the_day_of_filling_in_is_named_with_its_days() -> None:
    sheets = copy.deepcopy(SOUND)
    at("基本信息", "B18", D(2024, 3, 10))(sheets)
    (found,) = [each for each in evaluate_bytes(Book(sheets).data()).findings if each.code == "A106"]
    assert "：“二期”拨付2024-03-20、末期评估2024-08-20、“三期”申请拨付2024-09-01、“三期”拨付2024-09-20" in found.message


@pytest.mark.parametrize(
    "words", ["末期综合得分为91.9分。", "末期综合得分91.90分。", "综合得分92.5分。", "建议末期综合得分达95分。"]
)
def test_a_score_in_prose_that_the_assessments_make_or_of_no_period_is_told_nothing(words: str) -> None:
    assert told(at("文字材料", "C7" if "建议" in words else "C4", DONE + words)) == []


@pytest.mark.parametrize(
    "words",
    [
        "已拨付190万元。",
        "支出196万元。",
        "服务经费支出39万元。",
        "合同期五年，共1000万元。",
        "财务评估合格。",
        "首期110万元、二期80万元均已拨付。",
        "累计拨付资金200万元。",
        "建议增拨付20万元。",
        "二期服务80人。",
    ],
)
def test_payments_in_prose_may_be_one_or_several_or_all(words: str) -> None:
    assert told(at("文字材料", "C7" if "建议" in words else "C3", YEAR + words)) == []


def test_a_share_in_a_row_is_right_on_any_base() -> None:
    for share in ("10%", "9.69%", "9.5%"):  # 20 of 200 planned, 19 of 196 spent, 19 of the year's 200
        changed = zip("BCDEG", ("成本指标", "管理费占比", "≤15%", "%", share), strict=True)
        assert told(both(*(at("绩效指标", f"{column}5", what) for column, what in changed))) == []


def test_a_payment_in_parts_is_told_nothing_while_its_time_runs() -> None:
    assert told(both(at("资金拨付", "E4", 4), at("基本信息", "B18", D(2024, 9, 25)))) == []


def test_a_ledger_that_is_kept_in_order_shows_a_day_whose_month_was_exchanged() -> None:
    days = [D(2023, 9, 1), D(2023, 11, 2), *(D(2024, 3, day) for day in range(1, 11))]
    own = [[day, "东社区", "甲", "个案", "个案服务", 5, 5] for day in days]
    others = [[D(2024, 5, 6), *row[1:]] for row in SOUND["服务台账"][3:]]
    sheets = {**copy.deepcopy(SOUND), "服务台账": [SOUND["服务台账"][0], *own, *others]}
    assert told(sound=sheets) == []
    assert told(at("服务台账", "A8", D(2024, 5, 3)), sheets) == [("L015", "服务台账!A8")]
    assert told(at("服务台账", "A8", D(2024, 4, 12)), sheets) == []  # the 4th of December would fit no better
    assert told(at("服务台账", "A8", D(2024, 4, 20)), sheets) == []  # no month has that number


@pytest.mark.parametrize("amount", [1_380_000, 138])
def test_an_amount_in_the_other_unit_is_told_by_the_unit_of_its_column(amount: float) -> None:
    sheets = copy.deepcopy(SOUND)
    if amount == 138:
        sheets["资金使用"][0][3:5] = ["预算金额（元）", "支出金额（元）"]
        for row in sheets["资金使用"][1:]:
            row[3], row[4] = row[3] * 10_000, row[4] * 10_000
    at("资金使用", "E2", amount)(sheets)
    assert told(sound=sheets) == [("M073" if amount == 138 else "M070", "资金使用!E2")]


# ---------------------------------------------------------------- stations of other provinces


def each(names: tuple[str, ...], setting: str, *values: str) -> list[tuple[object, ...]]:
    return [(f"{name}{setting}", value) for name, value in zip(names, values, strict=True)]


ASSESSORS, CONDITIONS = ("第三方评估机构", "青禾街道办事处", "区民政局"), ("合同生效", "中期评估合格", "末期评估合格")
NATIONAL = both(at("基本信息", "B17", "fiscal-2020"), at("文字材料", "C2", "依据市民政局通知立项。"))


@pytest.mark.parametrize(
    ("plant"),
    [
        at("资金使用", "C2", "运营管理"),
        both(*(at("评估评分", f"C{row}", weight) for row, weight in enumerate((0.5, 0.3, 0.2) * 2, 2))),
        both(at("资金拨付", "B2", 0.7), at("资金拨付", "B3", 0.2), at("资金拨付", "B4", 0.1),
             at("资金拨付", "E2", 140), at("资金拨付", "E3", 40), at("资金拨付", "E4", 20)),
        at("资金拨付", "F3", D(2024, 7, 20)),
        both(at("评估评分", "D5", 78), at("评估评分", "E5", "良好"), at("基本信息", "B16", "良好"),
             at("文字材料", "C4", DONE.replace("优秀", "良好"))),
    ],
)  # fmt: skip
def test_a_station_under_a_national_scheme_is_not_told_the_rules_of_a_place(plant: Plant) -> None:
    assert told(both(NATIONAL, plant)) == []


@pytest.mark.parametrize(
    ("rules", "code", "cell"),
    [
        (each(ASSESSORS, "权重", "70%", "20%", "10%"), "", ""),
        (each(ASSESSORS, "权重", "60%", "30%", "10%"), "A025", "评估评分!C2"),
        ([("中期评估合格拨付工作日", 30)], "", ""),
        ([("中期评估合格拨付工作日", 5)], "A050", "资金拨付!F3"),
        (each(CONDITIONS, "拨付比例", "45%", "50%", "5%"), "A043", "资金拨付!B2"),
    ],
)  # fmt: skip
def test_what_the_workbook_itself_rules_is_held_to(rules: list[tuple[object, ...]], code: str, cell: str) -> None:
    def with_rules(sheets: Sheets) -> None:
        sheets["评分规则"] = [["规则", "取值"], *map(list, rules)]

    found = told(both(NATIONAL, with_rules))
    assert found[:1] == ([(code, cell)] if code else [])
    assert {each for each, _ in found} <= {code}


def test_no_column_of_ours_is_called_unread_before_or_after_a_run() -> None:
    sheets = copy.deepcopy(SOUND)
    sheets["评分规则"] = [
        ["规则", "取值", "默认取值", "说明", "依据"],
        ["单项支出允许偏差", "20%", "10%", "本地规定", "通知"],
    ]
    data = Book(sheets).data()
    for _ in range(2):
        computed = evaluate_bytes(data)
        assert "S020" not in [each.code for each in computed.findings]
        data, _findings = written_workbook(computed)
