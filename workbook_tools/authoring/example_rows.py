"""The row at the top of each table of the blank workbook that shows how it is filled: fictional, and never counted.

It is told by the word in its first column, which reading leaves out (`reading.text.says_example`), never by its look.
"""

from __future__ import annotations

from datetime import date

from workbook_tools.authoring.content import Row, Value, bare_value
from workbook_tools.authoring.layout import LAYOUTS
from workbook_tools.model.fields import TableKind
from workbook_tools.reading.text import EXAMPLE, says_example


def example_row(kind: TableKind) -> Row:
    """The example of a table, with the mark in its first column."""
    first, *others = LAYOUTS[kind].columns
    values = _VALUES[kind]
    mark = f"{EXAMPLE}：{values[first.name]}" if first.name in values else EXAMPLE
    return {first.name: mark, **{column.name: values[column.name] for column in others if column.name in values}}


def is_example(row: Row) -> bool:
    value = bare_value(next(iter(row.values()), None))
    return isinstance(value, str) and says_example(value)


_VALUES: dict[TableKind, dict[str, Value]] = {
    "indicators": {
        "一级指标": "产出指标（50分）",
        "二级指标": "数量指标",
        "三级指标": "个案服务",
        "指标性质": "≥",
        "年度指标值": 68,
        "计量单位": "个",
        "分值": 5,
        "实际完成值": 66,
        "自评得分": 4.85,
        "偏差原因分析及改进措施": "2个个案因服务对象搬迁结案，已改为转介跟进。",
        "评分标准": "每少1个扣0.1分，扣完为止。",
        "佐证材料": "档案盒3",
    },
    "costs": {
        "支出明细": "督导费",
        "支出简介": "全年12次督导",
        "经费类别": "服务质量保障",
        "预算金额": 3.6,
        "支出金额": 3,
        "差异原因": "有2次督导改为线上，费用减少。",
    },
    "assessments": {
        "评估期次": "中期",
        "评估主体": "第三方评估机构",
        "权重": 0.7,
        "评分": 92.5,
        "结论": "优秀",
        "评估日期": date(2026, 2, 10),
        "备注": "评估报告编号（2026）8号",
    },
    "tranches": {
        "拨付期次": "首期",
        "拨付比例": 0.55,
        "拨付条件": "合同生效",
        "申请日期": date(2026, 1, 8),
        "已拨金额": 110,
    },
    "ledger": {
        "日期": "2026-03-05",
        "社区": "东湖社区",
        "社工": "王芳",
        "服务类别": "个案",
        "对应指标": "个案服务",
        "数量": 1,
        "服务人次": 1,
        "直接工时": 2,
        "间接工时": 0.5,
        "备注": "首次面谈",
        "服务对象类别": "长者",
        "片区": "东片",
        "用工方式": "直聘",
        "是否接案": "是",
    },
    "effects": {
        "层面": "个人层面",
        "对象/范畴": "独居长者",
        "服务提供": "每周探访和电话问候",
        "服务成效": "受访的30名长者中有26名表示遇到困难时知道找谁。",
    },
    "texts": {
        "章节": "主要经验",
        "标题": "社区骨干带动",
        "内容": "1.每季度请骨干一起排服务计划；\n2.新志愿者由骨干带教两次后上岗。",
    },
    "rules": {
        "规则": "超额完成说明界限",
        "取值": "120%",
        "说明": "主管部门另有规定的，在那一行的“取值”里这样写。",
        "依据": "某区社会工作服务项目绩效评价办法第九条",
    },
    "people": {
        "姓名": "王芳",
        "岗位": "一线社工",
        "用工方式": "直聘",
        "职业资格": "社工师",
        "到岗日期": date(2026, 1, 5),
        "社区": "东湖社区",
        "年度培训时数": 96,
    },
    "communities": {"社区": "东湖社区", "片区": "东片", "社工点": "东湖社工点", "重点对象数": 120, "已建档数": 118},
    "tasks": {"社工": "王芳", "对应指标": "个案服务", "年度任务": 12},
    "resources": {
        "日期": "2026-04-18",
        "来源": "某爱心企业",
        "类别": "物资",
        "折合价值": 0.8,
        "用途": "慰问困境儿童家庭40户",
        "凭证": "收据0012",
    },
    "volunteers": {
        "队伍名称": "东湖邻里互助队",
        "成立日期": date(2026, 3, 1),
        "人数": 25,
        "骨干数": 6,
        "服务时数": 480,
    },
    "surveys": {
        "调查主体": "第三方评估机构",
        "日期": date(2026, 6, 20),
        "对象": "服务对象",
        "发放": 100,
        "回收有效": 96,
        "很满意": 60,
        "满意": 32,
        "一般": 3,
        "不满意": 1,
    },
    "media": {"日期": "2026-05-12", "类别": "媒体", "名称": "“邻里食堂”试运行", "来源": "某区融媒体中心"},
    "items": {
        "评估期次": "中期",
        "评估主体": "第三方评估机构",
        "一级": "服务管理",
        "二级": "服务记录",
        "评估内容": "个案记录完整、及时",
        "分值": 5,
        "得分": 4.5,
        "扣分说明": "2份记录缺评估表",
    },
}
