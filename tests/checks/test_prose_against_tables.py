"""Prose of many hands against the tables: what contradicts them is found, what merely tells more is left alone."""

from __future__ import annotations

from datetime import date

import pytest
from builders import blank, indicator, information, moment, number, rate, submission
from station import effects, message, sound_station, texts, told, with_row

from workbook_tools.model import Cell, Indicator, Submission

# The sound station (actual/target): 个案 70/68, 小组 31/30, 社区活动 58/53, 入户探访 1270/1260, 电话访问 2198/1800,
# 社区调研 6/6, 志愿者培育 102/100, 志愿骨干 34/33, 志愿队伍 2/2, 志愿者培训 7/6, 工作人员 20/20, 专业人员 16/14,
# 工时 30184/30000, 资源链接 52/50 万元, 满意度 96.5 %.
AGREEING = [
    "本年度共开展个案70个，小组31个，社区活动58次，入户探访1270次，电话访问2198次。",
    "全年完成专业个案70个，其中长者个案28个、青少年个案20个、家庭个案22个。",
    "国庆期间联合居委会，举办3场社区活动，参与居民共260人次。",
    "社工每月开展入户探访约100次，重点走访独居长者。",
    "2023年1月，站点开展志愿者培训2场，培训志愿者45人次。",
    "服务期内，志愿骨干带领开展楼道清洁活动12场，服务居民860人次。",
    "截至2023年7月31日，累计入户探访1270次，其中兜底对象探访730次。",
    "截至2023年1月31日，已开展个案42个、小组16个、社区活动30次，达到中期进度。",
    "上一年度个案65个，本年度个案70个，同比增长7.7%。",
    "站点配备工作人员20人，其中持证社工16人。",
    "目前站点拥有志愿队伍2支，分别是“邻里守望”和“绿色行动”。",
    "五年来累计培育志愿队伍8支，发展注册志愿者1250人。",
    "全年链接各类资源折合价值52万元，其中企业捐赠物资30万元。",
    "链接某爱心企业资源3万元，用于困境儿童助学。",
    "服务满意度为96.5%，高于90%的目标；青少年满意度达98%。",
    "本次调查发放问卷200份，回收198份，满意度96.5%。",
    "针对60岁以上长者开展健康讲座8场，覆盖5个社区。",
    "为辖区326户困境家庭建档，建档率100%。",
    "社工把小组工作法用于社区，每个小组平均6节，共186节次。",
    "个案会谈总计420次，平均每个个案6次。",
    "项目组参加督导24次，外出学习6次。",
    "与8家企业、3所学校、12个社会组织建立合作关系，开展活动20场。",
    "全年媒体报道16篇，其中市级以上媒体报道5篇。",
    "培育志愿者102人，其中骨干34人；组织志愿者培训7场。",
    "志愿者服务时数达2584小时，人均25小时。",
    "下一年度计划开展个案75个、小组32个，新增志愿队伍1支。",
    "社区调研6份，形成需求调研报告1份、专题调研报告5份。",
    "为15名困境儿童提供个案服务，开展小组4个、活动10次。",
    "在“爱心敲门”行动中，社工和志愿者入户探访230次。",
    "疫情期间改为线上服务，电话访问较去年增加了500次。",
    "探访独居长者360次，探访残疾人210次，探访低保家庭180次。",
    "站点面积500平方米，设有个案室1间、小组室2间、活动室3间。",
    "每季度召开联席会议1次，全年4次，协调解决问题12个。",
    "成立1支青年志愿队伍，开展环保活动5次。",
    "街道成立领导小组1个，召开专项小组会议6次。",
    "培育了一支绘本志愿队伍，围绕亲子关系开展主题活动。",
    "资源链接目标为50万元，实际52万元；过去三年平均约25万元/年。",
    "电话访问超过2000次，入户探访近1300次。",
    "社工人均个案7个，每名社工每周探访6次。",
    "①个案70个；②小组31个；③社区活动58次。",
    "项目团队由6名专职社工、2名实习生组成，其中持证社工5名。",
    "筹集物资价值18万元，善款5万元。",
    "累计服务25600人次，其中个案服务420人次，小组服务1860人次，活动服务9800人次。",
    "全年共开展活动126场，其中社区活动58场、志愿者活动37场。",
    "平均每个社工每年提供直接服务工时1344小时。",
    "居民满意度为95%，购买方满意度为98%。",
    "入户探访困难群众816户、1270人次，月均106人次。",
    "8月至12月开展个案30个，1月至7月开展个案40个。",
    "上半年完成小组15个、活动28场，下半年完成小组16个、活动30场。",
    "较好地完成了个案70个的年度目标，个案结案率92%。",
    "志愿骨干队伍1支34人，轮流值班。",
    "项目自2012年运行以来，累计服务个案860个。",
    "本周期新增个案45个，结转个案25个。",
    "在15个社区巡回开展活动22场，每场约40人。",
]
AGREEING.append("近三年平均每年开展个案60个。")
AGREEING.append("社工开展入户探访1265次。")  # between what was promised and what was done
AGREEING.append("全年入户探访共1265次，入户探访共1270次。")
AGREEING.append("直接服务工时26880小时，间接服务工时3304小时。")
AGREEING.append("过去三年共开展个案210个，本年度开展个案70个。")
CONTRADICTING = [
    ("本年度开展个案70个，全年共开展个案90个。", "T001"),
    ("直接服务工时26880小时，间接服务工时3300小时。", "T005"),
    ("本年度共开展个案66个。", "T001"),
    ("全年入户探访共计1200次。", "T001"),
    ("培育了10支志愿者队伍。", "T001"),
    ("已培育志愿者队伍十二支。", "T001"),
    ("过去三年，调动社会资源平均约25万/年。", "T001"),
    ("资源链接折合价值35万元。", "T001"),
    ("服务满意度达到92%。", "T001"),
    ("小组45个，社区活动58次。", "T001"),
    ("全年投入工作人员18人。", "T001"),
    ("电话访问3,178次。", "T001"),
    ("兜底困难群体入户探访1416次。", "T003"),
    ("其中长者个案90个。", "T003"),
    ("兜底困难群体入户探访1000次。兜底困难群体入户探访1416次。", "T003"),  # one that fits hides none that does not
    ("入户探访1270次。兜底困难群体入户探访1416次。", "T003"),
    ("困境长者电访3178人次。", "T004"),
    ("志愿者为独居长者电话访问3178次。", "T004"),
    ("截至2023年3月底，个案完成86个。", "T004"),
    ("兜底困难群体得到持续关注，入户探访1416人次，电访1178人次，辅导个案31例。", "T004"),
    ("直接服务工时26880小时，间接服务工时3304小时，总服务工时30200小时。", "T005"),
]


def station(*sentences: str, chapter: str = "实施情况") -> Submission:
    return sound_station()._replace(texts=texts(*((chapter, each) for each in sentences)), effects=())


@pytest.mark.parametrize("sentence", AGREEING)
def test_prose_that_agrees_or_tells_more_is_left_alone(sentence: str) -> None:
    assert told(station(sentence), "T") == []


@pytest.mark.parametrize(("sentence", "code"), CONTRADICTING)
def test_prose_that_contradicts_a_row_is_found_once(sentence: str, code: str) -> None:
    assert told(station(sentence), "T") == [(code, "C2")]


def test_all_that_agrees_agrees_together() -> None:
    assert told(station(*AGREEING), "T") == []


def test_every_figure_of_one_fact_is_in_one_question() -> None:
    workbook = station("资源链接折合价值35万元。")._replace(effects=effects("过去三年链接社会资源平均约25万/年。"))
    told_all = message(workbook, "T001")
    assert "目标50万元、实际52万元" in told_all
    assert "服务成效!D2“过去三年链接社会资源平均约25万/年”" in told_all
    assert "文字材料!C2“资源链接折合价值35万元”" in told_all


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("全年媒体报道16篇。", "共有媒体报道21篇。"), [("T002", "C3")]),
        (("全年媒体报道16篇。", "媒体报道平均每年约14篇。"), []),
        (("收到锦旗一面。", "全年收到锦旗5面，感谢信3封。"), []),
    ],
)
def test_two_passages_agree_on_what_no_row_counts(sentences: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    assert told(station(*sentences), "T") == expected


@pytest.mark.parametrize("chapter", ["政策建议", "应对策略", "其他建议"])
def test_what_is_wished_for_is_no_fact(chapter: str) -> None:
    assert told(station("建议每年开展个案120个，培育志愿队伍10支。", chapter=chapter), "T") == []


@pytest.mark.parametrize(
    ("row", "chapter", "sentence", "expected"),
    [
        (indicator("个案", number(68, "个"), blank(), points=90), "实施情况", "全年个案共75个。", []),
        (indicator("个案", number(68, "个"), blank(), points=90), "年度绩效目标", "全年个案共75个。", [("T001", "C2")]),
        (
            indicator("个案", number(68, "个"), number(70, "个"), points=90),
            "实施情况",
            "全年个案共75个。",
            [("T001", "C2")],
        ),
        (indicator("服务满意度", rate(90, "≥"), blank(), points=90), "年度绩效目标", "服务满意度85%。", []),
        (
            indicator("服务满意度", rate(90, "≥"), rate(95), points=90),
            "年度绩效目标",
            "服务满意度85%。",
            [("T001", "C2")],
        ),
    ],
)
def test_a_row_that_does_not_say_what_was_done_is_held_against_counts_that_were_aimed_at(
    row: Indicator, chapter: str, sentence: str, expected: list[tuple[str, str]]
) -> None:
    year = information(year="2025", service_start=date(2024, 8, 1), service_end=date(2025, 7, 31))
    assert told(submission([row], about=year, texts=texts((chapter, sentence))), "T001") == expected


def test_goals_are_held_against_the_targets() -> None:
    assert told(station("年度指标为个案60个。", chapter="年度绩效目标"), "T") == [("T001", "C2")]
    assert told(station("年度指标为个案68个。", chapter="年度绩效目标"), "T") == []


@pytest.mark.parametrize(
    ("sentence", "chapter", "found"),
    [
        ("入户探访不少于1100次。", "年度绩效目标", True),  # lower than what was promised
        ("社区活动至少50场。", "项目绩效目标", True),
        ("服务对象满意度不低于85%。", "年度绩效目标", True),
        ("入户探访不少于1260次。", "年度绩效目标", False),
        ("服务对象满意度不低于90%。", "年度绩效目标", False),
        ("入户探访超过1100次。", "实施情况", False),  # what was done is more
        ("全年入户探访超过1200次。", "实施情况", False),
    ],
)
def test_a_goal_in_prose_is_the_target_itself(sentence: str, chapter: str, *, found: bool) -> None:
    assert told(station(sentence, chapter=chapter), "T") == ([("T001", "C2")] if found else [])


UNMET = with_row(sound_station(), "志愿者培训", actual=number(5, "场"), reason="讲师取消")


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        ("常态化的联动机制还没有建立。", [("T007", "C2")]),
        ("志愿者培训少办一场。", []),
        ("志愿者骨干培训不足。", []),
        ("志愿者参与不稳定。", [("T007", "C2")]),
    ],
)
def test_what_was_not_reached_is_named_among_the_problems(problems: str, expected: list[tuple[str, str]]) -> None:
    assert told(UNMET._replace(texts=texts(("存在问题", problems)), effects=()), "T") == expected


@pytest.mark.parametrize(
    ("problems", "is_named"),
    [
        ("青少年成长小组少办一期。", True),
        ("青少年成效还不稳定。", True),  # the greater part of a long name, from its beginning or from its end
        ("成长小组少办一期。", True),
        ("青少年服务不足。", False),
        ("长小组不足。", False),
        ("联动机制还没有建立。", False),
        ("合唱排练少了。", False),
    ],
)
def test_a_long_name_is_named_by_its_greater_part(problems: str, is_named: bool) -> None:
    row = indicator("青少年成长小组", number(10, "次"), number(5, "次"), points=50, reason="场地")
    workbook = submission([row], texts=texts(("存在问题", problems)))
    assert (told(workbook, "T007") == []) is is_named


@pytest.mark.parametrize("name", ["合唱排练", "合唱"])
def test_a_name_that_prose_has_no_noun_for_is_looked_for_as_it_stands(name: str) -> None:
    row = indicator(name, number(10, "次"), number(5, "次"), points=50, reason="场地")
    assert told(submission([row], texts=texts(("存在问题", "联动机制还没有建立。"))), "T007") == [("T007", "C2")]
    assert told(submission([row], texts=texts(("存在问题", f"{name}少了五次。"))), "T007") == []


@pytest.mark.parametrize(("said", "is_told"), [(12, True), (13, True), (14, False)])
def test_of_two_rows_of_one_name_either_may_be_the_one_told_as_of_another_year(said: int, is_told: bool) -> None:
    rows = [
        indicator("合唱", number(10, "次"), number(12, "次"), points=30),
        indicator("合唱", number(10, "次"), number(13, "次"), level2="质量指标", points=30),
        indicator("排练", number(10, "次"), number(9, "次"), points=30),
    ]
    year = information(year="2025", service_start=date(2024, 8, 1), service_end=date(2025, 7, 31))
    told_of = submission(rows, about=year, texts=texts(("实施情况", f"2021年完成合唱{said}次、排练9次。")))
    assert told(told_of, "T027") == ([("T027", "C2")] if is_told else [])


def test_a_workbook_without_that_chapter_is_asked_for_it() -> None:
    assert told(UNMET._replace(texts=texts(("项目背景", "站点运行十年。")), effects=()), "T") == [("T007", "C1")]
    assert told(UNMET._replace(texts=(), effects=()), "T") == []


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("各项绩效指标均已按时完成。", True),
        ("100%完成了各项服务指标。", True),
        ("除志愿者培训外，各项指标均已完成。", False),
        ("力争全部指标按时完成。", False),
        ("主要指标完成较好。", False),
        ("各项指标完成情况良好。", False),
    ],
)
def test_nothing_is_called_all_done_while_a_row_is_not(claim: str, expected: bool) -> None:
    workbook = UNMET._replace(texts=texts(("总体结论", claim), ("存在问题", "志愿者培训不足。")), effects=())
    assert told(workbook, "T012") == ([("T012", "C2")] if expected else [])


@pytest.mark.parametrize("chapter", ["政策建议", "年度绩效目标"])
def test_that_all_is_done_may_be_wished_for_or_aimed_at(chapter: str) -> None:
    claim = "各项绩效指标均已按时完成。"
    problems = ("存在问题", "志愿者培训不足。")
    wished = UNMET._replace(texts=texts((chapter, claim), problems), effects=())
    assert told(wished, "T012") == []
    both = UNMET._replace(texts=texts((chapter, claim), ("总体结论", claim), problems), effects=())
    assert told(both, "T012") == [("T012", "C3")]


@pytest.mark.parametrize(
    ("sentences", "code", "words"),
    [
        (
            ("本年度共开展个案66个。",), "T001",
            "“个案”有不同的数：表中是绩效指标!J4“个案”目标68个、实际70个；文字里写的是文字材料!C2“本年度共开展个案66个”",
        ),
        (
            ("全年媒体报道16篇。", "共有媒体报道21篇。"), "T002",
            "“媒体报道”在文字里有不同的数：文字材料!C2“全年媒体报道16篇”，文字材料!C3“共有媒体报道21篇”",
        ),
        (
            ("兜底困难群体入户探访1416次。",), "T003",
            "“兜底困难群体入户探访1416次”说的是一部分，1416次却比“入户探访”的总数1270次（绩效指标!J7）还多",
        ),
        (
            ("困境长者电访3178人次。",), "T004",
            "“困境长者电访3178人次”像是“电话访问”的一部分，3178人次却比总数2198次（绩效指标!J8）还多",
        ),
        (
            ("直接服务工时26880小时，间接服务工时3300小时。",), "T005",
            "26880小时加间接工时3300小时是30180小时，总工时（绩效指标!J16）写的是30184小时",
        ),
        (
            ("直接服务工时26880小时，间接服务工时3304小时，总服务工时30200小时。",), "T005",
            "26880小时加间接工时3304小时是30184小时，总工时（文字材料!C2）写的是30200小时",
        ),
        (
            ("开展活动38场，其中线上20场、线下19场。",), "T028", "39",
        ),
    ],
)  # fmt: skip
def test_what_prose_contradicts_is_quoted_beside_the_table(sentences: tuple[str, ...], code: str, words: str) -> None:
    assert words in message(station(*sentences), code)


def test_rows_that_were_not_reached_are_named_with_their_rate() -> None:
    """5 of 6: 83.33 %."""
    silent = UNMET._replace(texts=texts(("存在问题", "联动机制还没有建立。")), effects=())
    assert "有1项没有完成的指标，“存在问题”里没有提到：志愿者培训（83.33%）" in message(silent, "T007")
    boast = UNMET._replace(
        texts=texts(("总体结论", "各项绩效指标均已按时完成。"), ("存在问题", "志愿者培训不足。")), effects=()
    )
    said = message(boast, "T012")
    assert "“各项绩效指标均已按时完成”，而有1项指标没有完成：志愿者培训（83.33%）" in said


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2021年完成个案70个、小组31个。", [("T027", "C2")]),
        ("2021年完成个案70个。", []),  # one may be chance
        ("2021年完成个案60个、小组20个。", []),
        ("2022年完成个案70个、小组31个。", []),
    ],
)
def test_the_figures_of_this_year_are_not_told_as_those_of_another(
    sentence: str, expected: list[tuple[str, str]]
) -> None:
    assert told(station(sentence), "T027") == expected


def test_money_of_a_row_is_held_against_prose_in_one_unit() -> None:
    yuan = {"target": number(500_000, "元"), "actual": number(520_000, "元"), "unit": "元"}
    in_yuan = with_row(sound_station(), "资源链接", **yuan)._replace(
        texts=texts(("实施情况", "资源链接折合价值35万元。")), effects=()
    )
    assert "“资源链接”目标50万元、实际52万元" in message(in_yuan, "T001")
    agrees = in_yuan._replace(texts=texts(("实施情况", "资源链接折合价值52万元。")))
    assert told(agrees, "T001") == []


def test_parts_in_the_cell_of_an_actual_make_its_whole() -> None:
    odd = with_row(sound_station(), "社区活动", actual_cell=Cell("58次，其中线上30次、线下29次"))
    assert told(odd, "T028") == [("T028", "J6")]
    even = with_row(sound_station(), "社区活动", actual_cell=Cell("58次，其中线上30次、线下28次"))
    assert told(even, "T028") == []


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("兜底困难群体入户探访1270次。", None),  # all of them may be of one group
        ("兜底困难群体入户探访1271次。", "T003"),
        ("兜底困难群体入户探访1271户次。", "T004"),
        ("全年共开展个案70个，截至2023年7月31日个案70个。", None),
    ],
)
def test_a_part_is_at_most_the_whole(sentence: str, code: str | None) -> None:
    assert [each for each, _ in told(station(sentence), "T003", "T004")] == ([code] if code else [])


def test_what_is_left_out_is_said_just_in_front_of_the_claim() -> None:
    far = "除夕前后社工走访了辖区里的许多独居长者和居民，各项绩效指标均已按时完成。"
    for claim, expected in ((far, [("T012", "C2")]), ("除培训外，各项绩效指标均已按时完成。", [])):
        workbook = UNMET._replace(texts=texts(("总体结论", claim), ("存在问题", "志愿者培训不足。")), effects=())
        assert told(workbook, "T012") == expected


@pytest.mark.parametrize(("said", "is_told"), [(12, False), (22, False), (34, False), (30, False), (35, True)])
def test_prose_may_add_up_rows_of_one_name(said: int, is_told: bool) -> None:
    """10 and 20 were promised, 12 and 22 done."""
    rows = [
        indicator("合唱", number(target, "次"), number(actual, "次"), level2=level2, points=45)
        for target, actual, level2 in ((10, 12, "数量指标"), (20, 22, "质量指标"))
    ]
    year = information(year="2025", service_start=date(2024, 8, 1), service_end=date(2025, 7, 31))
    workbook = submission(rows, about=year, texts=texts(("实施情况", f"全年合唱{said}次。")))
    assert told(workbook, "T001") == ([("T001", "C2")] if is_told else [])


@pytest.mark.parametrize(
    ("item", "problems", "is_named"),
    [
        ("合唱排练", "合唱排练少了一次。", True),
        ("合唱排练", "文艺骨干队伍少了一次。", True),  # the name above it
        ("合唱排练", "联动机制还没有建立。", False),
        ("青少年成长小组", "青少年成效还不稳定。", True),
        ("青少年成长小组", "联动机制还没有建立。", False),
    ],
)
def test_an_item_is_named_by_its_own_name_or_by_the_one_above_it(item: str, problems: str, *, is_named: bool) -> None:
    row = indicator("文艺骨干队伍", number(10, "次"), number(5, "次"), item=item, points=50, reason="场地")
    workbook = submission([row], texts=texts(("存在问题", problems)))
    assert (told(workbook, "T007") == []) is is_named


def test_a_row_that_was_late_has_no_rate_beside_its_name() -> None:
    late = indicator("社区调研", moment(6, 2025, operator="≤"), moment(7, 2025), points=50, reason="延期")
    short = indicator("合唱", number(10, "次"), number(5, "次"), points=50, reason="场地")
    said = message(submission([late, short], texts=texts(("总体结论", "各项指标均已按时完成。"))), "T012")
    assert "社区调研、合唱（50%）" in said


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("2024年度完成个案45个。", True),
        ("2024年共完成个案45个。", True),
        ("2024年1月至12月完成个案45个。", True),
        ("2024年完成个案42个。", False),
        ("2023年度完成个案45个。", False),
        ("2022年至2024年完成个案145个。", False),
    ],
)
def test_the_figure_of_the_service_year_is_found_behind_its_name(sentence: str, *, found: bool) -> None:
    year = information(year="2024", service_start=date(2024, 1, 1), service_end=date(2024, 12, 31))
    row = indicator("个案服务", number(40, "个"), number(42, "个"), points=90)
    workbook = submission([row], about=year, texts=texts(("实施情况", sentence)))
    assert told(workbook, "T001") == ([("T001", "C2")] if found else [])


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("服务对象满意度94%。", True),  # by its whole name
        ("服务对象满意度96%，村（社区）满意度92%。", True),
        ("村（社区）满意度95%。", True),  # which is the other's
        ("满意度99%。", True),  # more than either, and rates are not added up
        ("满意度94%。", False),  # may be both together
        ("服务对象满意度95%，村（社区）满意度92%。", False),
        ("服务对象满意度95%，高于90%的目标。", False),
        ("青少年满意度98%。", False),
    ],
)
def test_of_two_rates_of_satisfaction_each_is_held_against_its_own_row(sentence: str, *, found: bool) -> None:
    rows = [
        indicator(name, rate(90, "≥"), rate(actual), level1="满意度指标", points=45)
        for name, actual in (("服务对象满意度", 95), ("村（社区）满意度", 92))
    ]
    assert told(submission(rows, texts=texts(("总体结论", sentence))), "T001") == ([("T001", "C2")] if found else [])
