"""What prose says of staff and of questionnaires is held against the station's own lists."""

from __future__ import annotations

import pytest
from sheets import Row, standard

from workbook_tools.in_memory import evaluate_bytes

PEOPLE: tuple[Row, ...] = (
    ("工号", "姓名", "岗位", "职业资格", "到岗日期"),
    (1, "王某", "一线社工", "社工师", "2024年9月1日"),
    (2, "李某", "一线社工", "助理社工师", "2024年9月1日"),
    (3, "赵某", "行政", "无", "2024年9月1日"),
)
SURVEYS: tuple[Row, ...] = (
    ("调查主体", "日期", "对象", "发放", "回收有效", "很满意", "满意", "一般", "不满意"),
    ("站点", "2025年6月1日", "服务对象", 210, 200, 150, 40, 8, 2),
    ("站点", "2025年6月2日", "村（社区）", 25, 25, 15, 8, 2, 0),
)


def told(text: str) -> list[str]:
    texts: tuple[Row, ...] = (("章节", "标题", "内容"), ("实施情况", "", text))
    found = evaluate_bytes(standard(文字材料=texts, 人员=PEOPLE, 满意度调查=SURVEYS).data()).findings
    return [each.message for each in found if each.code in ("T040", "T041")]


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("配备社工5名。", "只有3人"),
        ("工作人员5名。", "只有3人"),
        ("站点现有5名专职社工。", "只有3人"),
        ("其中持证社工3名。", "有职业资格的只有2人"),
        ("发放服务对象问卷300份，回收280份。", "登记的发放是210份"),
        ("发放满意度调查问卷300份。", "登记的发放是235份"),
        ("发放服务对象问卷210份，回收有效问卷205份。", "登记的回收有效是200份"),
        ("发放村（社区）问卷30份。", "登记的发放是25份"),
    ],
)
def test_what_the_list_does_not_bear_out_is_told(text: str, table: str) -> None:
    (message,) = told(text)
    assert table in message


@pytest.mark.parametrize(
    "text",
    [
        "配备社工3名，其中持证社工2名。",
        "配备社工2名。",  # of whom there may be others
        "合同约定配备社工5名。",
        "镇政府另配备工作人员5名。",
        "每村配备社工5名。",
        "培训社工15名。",
        "5名社工服务站负责人到访。",
        "发放服务对象问卷210份，回收有效问卷200份。",
        "发放服务对象问卷210份，回收205份。",  # five of them cannot be used
        "发放满意度调查问卷235份，回收有效225份。",
        "发放需求调查问卷300份，回收280份。",
        "发放问卷300份。",
    ],
)
def test_what_is_true_or_of_something_else_is_not(text: str) -> None:
    assert told(text) == []
