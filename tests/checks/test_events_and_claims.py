"""Dates, periods, documents, money, scores and slips in prose."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builders import assessment
from station import findings_of, message, scheme, sound_station, texts, told, with_about, with_cost

from workbook_tools.model import Submission
from workbook_tools.reading.scheme_files import load_scheme


def station(*sentences: str) -> Submission:
    return sound_station()._replace(texts=texts(*(("实施情况", each) for each in sentences)), effects=())


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2023年2月10日，专家到站开展中期评估，为期一天，其末期评估的等级为：良好。", ["T008"]),
        ("2023年2月10日，专家到站开展中期评估，等级为良好；2023年8月20日开展末期评估，等级为优秀。", []),
        ("2023年2月10日完成中期评估，中期评估等级为良好，末期评估等级为优秀。", []),
        ("每个服务年度进行中期、末期两次评估，中期评估专业服务，末期评估专业服务和财务。", []),
        ("2023年2月10日，第三方开展末期评估。", ["A029", "A033", "T009"]),
        ("2022年10月8日，第三方到站开展中期评估。", ["A033"]),
        ("2023年8月，事务所开展末期财务评估，结论为合格。", []),
        ("中末期财务评估均为合格。", ["T010"]),
        ("末期财务评估为合格。", []),
        ("2023年2月，专家到站开展中期评估。", []),  # the month of 2023-02-10
        ("2023年3月，专家到站开展中期评估。", ["A033"]),
        ("2023年2月11日，专家到站开展中期评估。", ["A033"]),
        ("2022年12月1日开展培训，2023年2月10日专家到站开展中期评估。", []),  # each day has its own event
        ("2022年12月1日开展培训，2023年2月11日专家到站开展中期评估。", ["A033"]),
        ("服务周期为2019年8月1日至2024年7月31日，合同期为2019年8月1日至2024年8月15日。", ["T011"]),
        ("2023年2月11日开展中期、末期评估。", []),  # of both
        ("2023年2月30日，第三方开展末期评估。", []),  # no day
        ("2023年13月，第三方开展末期评估。", []),
        ("服务周期为2019年8月1日至2024年7月31日。", []),
        ("服务起止时间从2019年8月1日-2024年8月15日。", ["T011"]),
        ("活动时间为2023年5月1日至2023年5月7日。", []),
        ("服务周期为2023年2月30日至2024年7月31日。", []),  # no day
        ("服务周期为2023年1月1日至2023年10月27日。", []),  # 299 days later: one activity's
        ("服务周期为2023年1月1日至2023年10月28日。", ["T011"]),
        ("小组服务周期为2023年3月1日至2023年5月31日。", []),
        ("服务期自2022年8月1日至2023年7月31日。", []),
        ("2022年12月，社工参加中期评估培训。", []),
        ("中期（2023年2月10日）评估中心85分；末期（2023年8月20日）评估中心92分。", []),
        ("中期（2023年2月11日）评估中心85分；末期（2023年8月20日）评估中心92分。", ["A033"]),
        ("中期评估时间：2023年2月10日，末期评估时间：2023年8月20日。", []),
        ("末期评估于2023年8月21日进行。", ["A033"]),
        ("末期财务评估于2023年8月25日进行。", []),
        ("中期总结会（2023年1月5日）后开展末期评估准备。", []),
        ("末期评估等级为优秀，中期评估结果为良好。", []),
        ("末期评估等级为良好。", ["T023"]),
        ("低于80分的，评估等级为不合格，不予拨付末期资金。", []),
        ("合同规定末期评估等级为不合格时扣减10%资金。", []),
        ("末期评估低于60分，结果为不合格的，取消下年度承接资格。", []),
        ("按照合同，末期评估等级为合格及以上，拨付剩余5%。", []),
        ("末期评估结果为合格以上的，拨付末期资金。", []),
        ("末期拨付条件：评估结果为合格。", []),
        ("2021年末期评估等级为良好。", []),
        ("上年末期评估等级为良好。", []),
        ("末期评估前进行了自查，自查等级为良好。", []),
        ("末期服务档案抽查等级为良好。", []),
        ("中期和末期评估均已完成；末期评估等级为良好。", ["T023"]),
        ("末期财务评估结果为合格。", []),
        ("2023年2月10日专家到站开展中期评估，查阅资料，评估等级为优秀。", ["T023"]),
        ("中末期评估等级为良好。", []),
        ("2023年3月，收到中期评估报告并完成整改。", []),
    ],
)
def test_an_assessment_and_a_span_have_one_name_and_one_date(sentence: str, expected: list[str]) -> None:
    assert sorted(code for code, _ in told(station(sentence), "T", "A")) == expected


def test_a_span_is_judged_where_the_contract_dates_are_missing() -> None:
    workbook = with_about(station("服务周期为2019年8月1日至2024年8月15日。"), contract_start=None, contract_end=None)
    assert told(workbook, "T", "A") == [("A100", "C2")]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("《管理办法》（穗府区办〔2018〕13号）", "《管理办法》（穗府办规〔2018〕13号）", True),
        ("根据穗府区办〔2018〕13号", "按照穗府办规[2018]13号", True),
        ("《管理办法》（穗府办规〔2018〕13号）", "《管理办法》（穗府办规〔2018〕31号）", True),
        ("《管理办法》（穗府办规〔2018〕13号）", "《管理办法》（穗府办规〔2018〕13号）", False),
        ("财预〔2020〕10号", "民发〔2020〕10号", False),
        ("根据〔2018〕13号", "按照穗府办规〔2018〕13号", False),  # nobody says whose
        ("穗府办规〔2018〕13号", "穗府办规〔2019〕13号", False),
        ("《社会工作条例》（民发〔2020〕3号）", "《服务规范》（民发〔2020〕4号）", False),
    ],
)
def test_a_document_has_one_number_and_one_issuer(first: str, second: str, expected: bool) -> None:
    assert told(station(f"{first}。", f"{second}。"), "T") == ([("T006", "C3")] if expected else [])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("项目每年投入240万元，五年共1200万元。", []),
        ("每年240万，5年项目总费用为1200万元。", []),
        ("项目每年投入260万元。", ["T013"]),
        ("年度项目经费24万元。", ["T013"]),
        ("五年共1300万元。", ["T013"]),
        ("合同总金额1,300万元。", ["T013"]),
        ("某企业每年捐赠5万元。", []),
        ("采购物资，共3.5万元。", []),
        ("全年支出237.6万元。", []),
        ("全年支出220万元。", ["T013"]),
        ("全年支出2376000元。", []),
        ("全年支出2200000元。", ["T013"]),
        ("项目总投入0.12亿元，其中财政资金1000万元。", []),
        ("每年投入120万元。", ["T013"]),  # from half of the year's money to twice as much it may be meant
        ("每年投入119.9万元。", []),
        ("每年投入480万元。", ["T013"]),
        ("每年投入480.1万元。", []),
        ("每年投入241.2万元。", []),  # half a percent may be rounded away
        ("每年投入241.3万元。", ["T013"]),
        ("每年投入238.8万元。", []),
        ("每年投入238.7万元。", ["T013"]),
        ("预算执行率为99%。", []),
        ("预算执行率为99.5%。", ["T014"]),
        ("预算执行率为99.00%。", []),
        ("预算执行率为98%。", ["T014"]),
        ("预算执行率达98.9%。", ["T014"]),
        ("预算执行率95%以上。", []),
    ],
)
def test_money_in_prose_is_the_money_of_the_tables(sentence: str, expected: list[str]) -> None:
    assert [code for code, _ in told(station(sentence), "T")] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("项目为期五年，服务协议一年一签。", []),
        ("项目周期为5年。", []),
        ("服务期限为1年。", []),
        ("项目为期三年。", ["T017"]),
        ("第三方评估机构占70%、街道办事处占20%、区民政局占10%。", []),
        ("第三方评估机构占比60%、街道办事处占30%。", ["T018"]),
        ("合同生效后拨付年度经费总额的55%；中期评估合格后拨付40%。", []),
        ("合同生效后拨付年度经费总额的60%。", ["T019"]),
        ("人员费用和服务质量保障费不低于总经费的85%，其中人员费用预算不应低于65%。", []),
        ("承接机构运营管理费用不得高于项目经费15%的要求。", []),
        ("承接机构运营管理费用不得高于项目经费的20%。", ["T024"]),
        ("人员费用和服务质量保障费不低于总经费的80%。", ["T024"]),
        ("90分以上为优秀，80分至90分为良好，60分以下为不合格。", []),
        ("95分以上为优秀，80分（含）以上为良好。", ["T025"]),
    ],
)
def test_the_terms_in_prose_are_the_contracts(sentence: str, expected: list[str]) -> None:
    assert [code for code, _ in told(station(sentence), "T")] == expected


@pytest.mark.parametrize(("percent", "expected"), [(60, []), (70, ["T018"])])
def test_the_weights_of_the_table_go_before_those_of_the_scheme(percent: int, expected: list[str]) -> None:
    workbook = station(f"第三方评估机构占比{percent}%。")
    others = ("街道办事处", "区民政局", "财务评估", "第三方评估机构")
    given = zip(others, ("0.3", "0.1", None, "0.6"), strict=True)
    rows = tuple(assessment("末期", name, weight, 90) for name, weight in given)
    assert [code for code, _ in told(workbook._replace(assessments=rows), "T")] == expected
    unweighted = tuple(replace(row, weight=None) for row in rows)
    usual = told(workbook._replace(assessments=unweighted), "T018")
    assert bool(usual) is (percent == 60)  # the scheme has 70 %


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (date(2024, 7, 31), ["T017"]),
        (date(2024, 8, 31), ["T017"]),  # five years and a month
        (date(2024, 9, 1), []),  # of a span that is no number of years nobody knows what prose means
        (date(2022, 7, 31), []),
        (date(2019, 7, 31), []),  # ends before it begins
    ],
)
def test_years_in_prose_are_held_against_a_contract_of_whole_years(end: date, expected: list[str]) -> None:
    assert [code for code, _ in told(with_about(station("项目为期三年。"), contract_end=end), "T017")] == expected


@pytest.mark.parametrize(
    ("prepared", "year", "is_told"),
    [
        (None, 2023, False),
        (None, 2024, False),  # a report is written within a year of 2023-07-31
        (None, 2025, True),
        (date(2023, 9, 1), 2023, False),
        (date(2023, 9, 1), 2024, True),
        (date(2022, 9, 1), 2024, False),  # the later of the two days
    ],
)
def test_a_document_is_not_of_a_year_to_come(prepared: date | None, year: int, is_told: bool) -> None:
    number = f"穗府办规〔{year}〕13号"
    workbook = with_about(station(f"按照{number}执行。", f"{number}规定如下。"), prepared_on=prepared)
    assert told(workbook, "T031") == ([("T031", "C2")] if is_told else [])


def test_money_in_prose_may_be_any_of_the_years_sums() -> None:
    """Half of 240 is near it, and of the 300 of the whole year's budget it is not."""
    workbook = with_about(station("每年投入130万元。"), full_year_budget=Decimal(300))
    assert "T013" in [code for code, _ in told(workbook, "T")]
    for amount in (240, 300):
        workbook = with_about(station(f"每年投入{amount}万元。"), full_year_budget=Decimal(300))
        assert told(workbook, "T013") == []


@pytest.mark.parametrize(("chapter", "expected"), [("政策建议", []), ("实施情况", [("T013", "C2")])])
def test_money_that_is_proposed_is_no_money_of_the_tables(chapter: str, expected: list[tuple[str, str]]) -> None:
    said = sound_station()._replace(texts=texts((chapter, "项目每年投入260万元。")), effects=())
    assert told(said, "T013") == expected


def test_money_in_prose_is_held_against_no_sum_that_nobody_wrote() -> None:
    said = station("合同总金额1,300万元。")
    assert [code for code, _ in told(said, "T013")] == ["T013"]
    assert told(with_about(said, contract_total=None), "T013") == []


def test_what_is_proposed_is_no_term() -> None:
    advice = sound_station()._replace(texts=texts(("政策建议", "建议合同生效后拨付60%，项目为期三年。")), effects=())
    assert told(advice, "T") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("第三方评估得分91分，等级为优秀。", []),
        ("第三方评估得分85分，等级为优秀。", ["T015"]),
        ("绩效自评得分99.9分，评价等级为优。", []),
        ("绩效自评得分95.2分，等级为优。", ["T016"]),
        ("上年自评得分为97.5分。", []),
        ("上年自评得分为97.5分，本年自评得分为95.2分。", ["T016"]),
        ("产出指标自评得分为49.86分，效益指标30分。", []),
        ("社区活动自评得分为4.86分。", []),
        ("绩效自评得分99.86分。", []),  # 99.90 to one decimal
        ("绩效自评得分99.85分。", ["T016"]),
        ("绩效自评得分99.94分。", []),
        ("绩效自评得分95.2分，等级为良。", ["T015", "T016"]),
        ("90分以上为优秀，80分至90分为良好，60分至80分为合格。", []),
        ("评估总分为100分，其中第三方占70%。", []),
        ("评估得分90分以上，等级为良好。", []),  # a bound
        ("绩效自评得分120分，等级为优。", []),  # out of another full mark
        ("绩效自评得分100分。", ["T016"]),
        ("绩效自评得分100.5分。", []),
        ("满意度评分4.8分。", []),
        ("综合评分120分。绩效自评得分95.2分。", ["T016"]),  # what is out of another full mark hides nothing
        ("中期评估得分为85.1分，等级为良好；末期评估得分为91.9分，等级为优秀。", []),
        ("中期评估得分为86.5分，等级为良好；末期评估得分为91.9分，等级为优秀。", ["T032"]),
        ("评估总分100分，合格线60分，等级分为优秀、良好、合格、不合格。", []),
    ],
)
def test_a_score_in_prose_earns_its_grade(sentence: str, expected: list[str]) -> None:
    assert [code for code, _ in told(station(sentence), "T")] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("《关于引发社工服务站管理办法的通知》", "T020"),
        ("服务引发居民关注。", ""),
        ("根据据有关规定。", "T020"),
        ("截止2023年7月15日，完成全部走访。", "T020"),
        ("报名截止时间为5月1日。", ""),
        ("居民的的需求。", "T020"),
        ("实实在在为群众办事，是是非非说清楚。", ""),
        ("为了了解需求，现在在社区走访；目的的实现离不开参与与监督，就是是否到位。", ""),
        ("居民们们的参与。", "T020"),
        ("规范广州是社工站的管理。", "T020"),
        ("完成，，进度良好。", "T020"),
        ("编号0877-19GZTPO1K284。", "T021"),
        ("2O22年度。", "T021"),
        ("使用Office2016、COVID19检测、CO2监测和No1教室。", ""),
        ("XX街社工站", "T022"),
        ("（请填写实际情况）", "T022"),
        ("某街社工站", ""),
    ],
)
def test_slips_of_the_pen_are_hints(sentence: str, expected: str) -> None:
    assert told(station(sentence), "T") == ([(expected, "C2")] if expected else [])


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        ("红旗街社工服务站全年完成各项服务。", True),
        ("走访红旗街社工服务站。", False),  # who is visited is named rightly
        ("组织社工走访红旗街社工服务站。", False),
        ("走访红旗路社工和花园街社工服务站。", False),
        ("从前往红旗街社工服务站。", False),
        ("青禾街社工服务站成立十年。红旗街社工服务站全年完成各项服务。", True),
        ("走访了辖区里的许多居民；红旗街社工服务站全年完成各项服务。", True),  # too far in front to say why
        ("各街道社工服务站。", False),
        ("青禾街社工服务站全年完成各项服务。", False),
    ],
)
def test_another_station_is_named_only_with_a_reason(sentence: str, is_told: bool) -> None:
    own = with_about(station(sentence), station="青禾街社工服务站", project="", purchaser="", authority="")
    assert told(own, "T030") == ([("T030", "C2")] if is_told else [])


def test_slips_of_one_cell_are_told_together() -> None:
    slips = message(station("根据据《关于引发办法的通知》，截止2023年7月执行。"), "T020")
    assert "“关于引发”应为“印发”" in slips
    assert "“根据据”应为“根据”" in slips
    assert "“截止”应为“截至”" in slips


@pytest.mark.parametrize(
    "filling",
    [
        "入户探访1270次，",
        "一",
        "1",
        "1,",
        "2023年2月10日",
        "《",
        "（",
        "据",
        "中期评估，",
        "O1",
        "（穗府办规〔2018〕",
        "万",
        "其中",
    ],
)
def test_ten_thousand_characters_of_anything_are_read_in_no_time(filling: str) -> None:
    """Linear: ten thousand characters cost about ten times a thousand, never a hundred times."""

    def seconds(length: int) -> float:
        workbook = station((filling * length)[:length])
        fastest = 9.0
        for _ in range(3):
            begin = time.process_time()
            told(workbook, "T")
            fastest = min(fastest, time.process_time() - begin)
        return fastest

    assert seconds(16_000) < max(20 * seconds(2_000), 0.5)


@pytest.mark.parametrize(("told_rate", "agrees"), [("98.8", True), ("98.9", True), ("98.7", False), ("99", True)])
def test_a_rate_in_prose_may_be_rounded_either_way(told_rate: str, agrees: bool) -> None:
    """180.14 + 6.8 + 8.9 + 7.9 + 33.5 = 237.24 of 240: 98.85 %."""
    workbook = with_cost(station(f"预算执行率达{told_rate}%。"), "人员经费", spent=Decimal("180.14"))
    assert told(workbook, "T014") == ([] if agrees else [("T014", "C2")])


def test_a_weight_in_prose_is_quoted_beside_that_of_the_table() -> None:
    said = message(station("第三方评估机构占比60%、街道办事处占20%。"), "T018")
    assert "“第三方评估机构占比60%”" in said
    assert "70%" in said


@pytest.mark.parametrize(
    ("sentence", "code", "words"),
    [
        (
            "2023年2月10日，专家到站开展中期评估，其末期评估的等级为：良好。", "T008",
            "2023年2月10日的评估叫中期，写的却是末期等级良好",
        ),
        ("2023年2月10日，第三方开展末期评估。", "T009", "2023-02-10的评估在这里叫末期，在基本信息!B17叫中期"),
        ("2022年10月8日，第三方到站开展中期评估。", "A033", "在这里是2022-10-08，在基本信息!B17是2023-02-10"),
        ("中末期财务评估均为合格。", "T010", "“中末期财务评估”"),
        (
            "服务起止时间从2019年8月1日-2024年8月15日。", "T011",
            "起止日期是2019-08-01至2024-08-15，基本信息里的合同期是2019-08-01至2024-07-31",
        ),
        (
            "2023年10月10日，事务所开展末期财务评估。", "A033",
            "末期财务评估的日期在这里是2023-10-10，在评估评分!F8是2023-08-25",
        ),
        ("末期评估等级为良好。", "T023", "“等级为良好”，基本信息!B20写的是优秀"),
        ("项目每年投入260万元。", "T013", "“每年投入260万元”（260.00万元），表中的年度项目资金是240.00万元"),
        ("五年共1300万元。", "T013", "“五年共1300万元”（1300.00万元），表中的合同总金额是1200.00万元"),
        ("全年支出220万元。", "T013", "“全年支出220万元”（220.00万元），表中的全年支出是237.60万元"),
        ("预算执行率达98.9%。", "T014", "“预算执行率达98.9%”，按资金使用表计算是99%"),
        ("第三方评估得分85分，等级为优秀。", "T015", "得分是85分，等级写的是“优秀”，这个分数应为“良好”"),
        ("绩效自评得分95.2分。", "T016", "“自评得分95.2分”，按指标和资金计算是99.90分"),
        ("项目为期三年。", "T017", "“项目为期三年”，按合同起止日期是5年"),
        ("合同生效后拨付年度经费总额的60%。", "T019", "“拨付年度经费总额的60%”，资金拨付表里的比例是55%、40%、5%"),
        ("承接机构运营管理费用不得高于项目经费的20%。", "T024", "项目经费的20%”，评分方案的规定是运营管理不高于15%"),
        ("95分以上为优秀，80分（含）以上为良好。", "T025", "“95分以上为优秀”，评分方案里优秀的分数线是90分"),
    ],
)  # fmt: skip
def test_what_prose_contradicts_is_quoted_beside_the_figure_of_the_table(sentence: str, code: str, words: str) -> None:
    (found,) = [each for each in findings_of(station(sentence)) if each.code == code]
    assert words in found.message


def test_two_spellings_are_told_with_both_places() -> None:
    said = message(station("根据穗府区办〔2018〕13号。", "按照穗府办规〔2018〕13号。"), "T006")
    assert "“穗府区办〔2018〕13号”、“穗府办规〔2018〕13号”（文字材料!C2、文字材料!C3）" in said


@pytest.mark.parametrize(
    ("sentence", "words"),
    [  # of 240 a year and 237.6 spent: 182 and 180.5 for staff, 34 and 33.5 for running it
        ("人员费用占比60%。", "“人员费用占比60%”"),
        ("运营管理费用占比20%。", "“运营管理费用占比20%”"),
        ("人员费用占比75.8%。", ""),  # of the budget
        ("人员费用占总支出的75.97%。", ""),
        ("运营管理费用占比14%。", ""),
        ("运营管理费用占比14.2%。", ""),
    ],
)
def test_a_share_of_costs_in_prose_is_one_that_the_table_makes(sentence: str, words: str) -> None:
    workbook = station(sentence)
    assert told(workbook, "T029") == ([("T029", "C2")] if words else [])
    if words:
        assert words in message(workbook, "T029")


def test_a_share_of_costs_is_held_against_the_lines_whether_or_not_a_rule_names_it() -> None:
    rules = scheme()._replace(shares=())
    found = findings_of(station("人员费用占比75.8%。", "运营管理费用占比20%。"), rules)
    assert [(each.code, each.cell) for each in found if each.code == "T029"] == [("T029", "C3")]


def test_an_issuer_with_one_spelling_hides_no_other_with_two() -> None:
    workbook = station("民政部〔2018〕13号。", "穗府区办〔2018〕13号。", "穗府办规〔2018〕13号。")
    assert told(workbook, "T006") == [("T006", "C4")]


@pytest.mark.parametrize(("sentence", "expected"), [("自评得分95.2分。", ["T016"]), ("评估总得分95.2分。", [])])
def test_only_a_score_of_the_units_own_is_the_computed_one(sentence: str, expected: list[str]) -> None:
    assert [code for code, _ in told(station(sentence), "T")] == expected


def test_a_weight_of_whom_no_scheme_and_no_table_knows_is_held_against_nothing() -> None:
    workbook = station("第三方评估机构占比60%。")._replace(assessments=())
    assert [each for each in findings_of(workbook, load_scheme("fiscal-2020")) if each.code == "T018"] == []
    assert [each.code for each in findings_of(workbook) if each.code == "T018"] == ["T018"]
