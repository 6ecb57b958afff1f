"""What a fact can be: the name of each kind in `facts`, what it is called, in which part of the results it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

Form = Literal["figure", "word", "day"]  # a word or a day (2023-07-31) stands in `state`, and `value` is empty
Part = Literal[
    "station", "level", "indicator", "cost", "share", "assessment", "tranche", "ledger", "roster", "finding", "pace",
    "lift", "year", "ledger_share", "verdict",
]  # fmt: skip
# How each part is called. What is of the day (进度监测), or follows from other facts (提档路径, 与以前年度比较), is not
# kept in a district's book.
PARTS: dict[Part, str] = {
    "station": "总体", "level": "得分汇总", "indicator": "绩效指标", "cost": "资金使用", "share": "经费比例",
    "assessment": "评估评分", "tranche": "资金拨付", "ledger": "服务台账", "roster": "登记表统计",
    "finding": "问题清单", "pace": "进度监测", "lift": "提档路径", "year": "与以前年度比较",
    "ledger_share": "服务台账占比", "verdict": "核定",
}  # fmt: skip
NOT_KEPT: frozenset[Part] = frozenset({"pace", "lift", "year", "ledger_share"})


class Kind(NamedTuple):
    """`unit` is that of all its facts, "" where it follows from the row; a rate is a fraction with the unit %."""

    name: str
    words: str
    unit: str
    part: Part
    form: Form = "figure"


_FIGURES: dict[Part, str] = {
    "station": """
        total_score 综合得分 分; total_score_low 最低可能得分 分; total_score_high 最高可能得分 分
        judged_score 已评定得分 分; judged_points 已评定分值 分; open_points 无法判定分值 分; total_points 满分 分
        judged_rate 得分率 %; self_score 自评总分 分; station_score 评估得分 分
        budget 全年预算 万元; lines_budget 明细预算合计 万元; spent 支出 万元
        execution_rate 预算执行率 %; execution_points 预算执行率分值 分; execution_score 预算执行率得分 分
        execution_gain 预算执行率提分空间 分; budget_variance 预算差额 万元; budget_variance_rate 预算差异率 %
        annual_funds 年度项目资金 万元; contract_total 合同总金额 万元
        errors 错误 条; warnings 提醒 条; notices 提示 条
        indicators 指标数 项; met 完成指标数 项
    """,
    "level": """
        level_points 分值 分; level_judged_points 已评定分值 分; level_score 得分 分; level_rate 得分率 %
        level_score_low 最低得分 分; level_score_high 最高得分 分
    """,
    "indicator": """
        target 年度指标值; target_low 指标值下限; target_high 指标值上限; actual 实际完成值; actual_low 完成值下限
        actual_high 完成值上限; completion 完成率 %; variance 偏差; variance_rate 偏差率 %; points 分值 分
        score 得分 分; score_low 最低得分 分; score_high 最高得分 分; stated_score 自评得分 分
        gain 提分空间 分; ledger_value 台账完成值; list_value 登记表所得值
        ledger_completion 台账÷目标 %; ledger_difference 填报−台账; ledger_in_target_unit 台账工时
        ledger_less_target 台账−目标; missing_points 尚缺分值 分
    """,
    "cost": """
        cost_budget 预算金额 万元; cost_spent 支出金额 万元; cost_execution_rate 执行率 %; cost_variance 差额 万元
        cost_variance_rate 差异率 %; cost_share 占支出比重 %
    """,
    "share": "share_limit 限额 %; share_on_budget 按预算 %; share_on_spending 按支出 %; share_on_funds 按年度资金 %",
    "assessment": """
        assessment_score 评估得分 分; assessor_score 主体得分 分; assessor_weight 权重 %; assessor_weighted 加权得分 分
        assessor_scorers 评分人数 人
    """,
    "tranche": """
        tranche_share 拨付比例 %; tranche_due 应拨金额 万元; tranche_due_to_date 到期应拨 万元
        tranche_paid 已拨金额 万元; tranche_outstanding 尚欠金额 万元; payments_due 应拨合计 万元
        money_due 计入的应拨 万元; money_due_to_date 计入的到期应拨 万元; money_later 尚未到期 万元
        money_refused 不予支付 万元; money_paid 计入的已拨 万元; money_outstanding 欠拨 万元
        money_unrecorded 未填已拨 万元
        money_ahead 提前拨付 万元; money_overpaid 超拨 万元; money_unplaced 应拨不明 万元
        payments_due_to_date 到期应拨合计 万元; payments_paid 已拨合计 万元; payments_outstanding 尚欠合计 万元
        payments_overdue 逾期合计 万元; payments_unrecorded 未填已拨金额的期数 期
    """,
    "ledger": """
        ledger_entries 记录 条; ledger_count 数量; ledger_persons 服务人次 人次; ledger_direct_hours 直接工时 小时
        ledger_indirect_hours 间接工时 小时; ledger_hours 总工时 小时; ledger_months 服务月数 个月
        cases_asked 问明是否开个案 条; cases_opened 已开个案 条
    """,
    "ledger_share": "ledger_share 占比 %; ledger_mean_hours 月均工时 小时",
    "verdict": "verdict_score 核定得分 分; verdict_difference 核定差 分",
    "roster": """
        staff 在岗人员 人; qualified 有职业资格 人; qualified_share 持证比例 %; staff_direct 直聘 人
        staff_bought 购买 人; staff_average 平均在岗 人
        staff_arrived 到岗 人; staff_left 离岗 人; staff_turnover 流动率 %
        vacancy_months 岗位空缺 人月; training_target 培训时数目标 小时
        training_mean 人均培训时数 小时; training_below 培训时数不足 人; communities 清单社区 个
        communities_served 有服务的社区 个; filing_rate 建档率 %; visits_per_hundred 每百名重点对象走访 次
        key_people 重点对象 人; visits 走访 次; task_target 年度任务; task_done 已完成; task_completion 完成比例 %
        task_expected 按时间应完成; task_done_by_day 判断日以前完成; task_sum 各人任务之和; task_promised 站点指标值
        task_difference 任务之和与指标值相差; task_workers 有任务的社工 人; task_sum_done 有任务的社工已完成
        items_lost_again 再次扣分 项
        resources_total 链接资源折合 万元; resources_entries 链接资源 笔
        volunteer_teams 志愿队伍 支; volunteers 志愿者 人; volunteers_core 志愿骨干 人
        volunteer_hours 志愿服务时数 小时
        satisfaction 满意度 %; satisfaction_least 满意度下限 %; survey_sent 发放 份; survey_valid 回收有效 份
        media_count 媒体与荣誉 条; item_points 评估明细分值 分; item_score 评估明细得分 分
    """,
    "finding": "finding_count 次数 条",
    "pace": """
        pace_target 目标; pace_done 已完成; pace_completion 完成比例 %; pace_elapsed 时间进度 %; pace_projected 年末推算
        pace_projected_completion 推算比例 %; days_elapsed 已过天数 天; days_total 全年天数 天
    """,
    "lift": """
        lift_at_least 等级下限 分; lift_total 现有得分 分; lift_gain 可多得分 分; lift_reached 做到后得分 分
        lift_best 最高可达 分; lift_effort 用力 %; step_start 现为; step_to 做到; step_gain 可多得分 分
        step_effort 用力 %
        worth 单位分值 分; settling_points 待定分值 分; settling_at_least 定级得分 分; settling_below 定级上限 分
    """,
    "year": """
        earlier_score 以前年度得分 分; earlier_score_low 以前年度最低得分 分; earlier_score_high 以前年度最高得分 分
        earlier_total_points 以前年度满分 分; earlier_budget 以前年度预算 万元; earlier_spent 以前年度支出 万元
        earlier_execution_rate 以前年度预算执行率 %; earlier_met 以前年度完成指标 项; earlier_count 以前年度指标 项
        earlier_staff 以前年度在岗人员 人; earlier_left 以前年度离岗 人; earlier_turnover 以前年度流动率 %
        earlier_served 以前年度有服务的社区 个; earlier_communities 以前年度清单社区 个
        earlier_filing_rate 以前年度建档率 %; earlier_volunteer_hours 以前年度志愿服务时数 小时
        earlier_resources 以前年度链接资源 万元
        completion_before 以前年度完成率 %; score_before 以前年度得分 分; target_change 指标值增减
        actual_change 完成值增减
        completion_change 完成率升降 %; score_change 得分增减 分
    """,
}
_WORDS: dict[Part, str] = {
    "station": """
        grade 财政自评等级; grade_low 最低可能等级; grade_high 最高可能等级; station_grade 站点评估等级
        station_grade_stated 填报的评估等级; contractor 承接机构; scheme 评分方案
    """,
    "verdict": "verdict_opinion 核定意见; verdict_by 核定人",
    "assessment": "assessment_grade_stated 填报等级; finance_gate 财务评估",
    "year": "earlier_grade 以前年度等级",
}
_DAYS: dict[Part, str] = {
    "station": """
        as_of 判断日期; prepared_on 填表日期; service_start 服务开始日期; service_end 服务结束日期
        contract_start 合同开始日期; contract_end 合同结束日期
    """,
    "verdict": "verdict_on 核定日期",
    "assessment": "assessed_on 评估日期",
    "tranche": "tranche_latest 最迟拨付日; tranche_applied_on 申请日期; tranche_paid_on 拨付日期",
}


def _listed(texts: dict[Part, str], form: Form) -> Iterator[Kind]:
    for part, text in texts.items():
        for entry in text.replace("\n", ";").split(";"):
            if words := entry.split():
                yield Kind(words[0], words[1], words[2] if len(words) > 2 else "", part, form)


_ALL = (*_listed(_FIGURES, "figure"), *_listed(_WORDS, "word"), *_listed(_DAYS, "day"))
KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
