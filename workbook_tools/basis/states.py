"""How things stand: an indicator against its target, a tranche on a day, a row against the time that has passed.

Members compare and print as the word that stands in the workbook.
"""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """完成情况 of a scored row. UNJUDGED is neither done nor not done: its points lie between two ends."""

    DONE = "完成"
    EXCEEDED = "超额完成"
    NOT_DONE = "未完成"
    UNJUDGED = "无法判定"


MET = frozenset({State.DONE, State.EXCEEDED})


class TrancheState(StrEnum):
    """拨付结论 of a row of 资金拨付 on the day of judgement."""

    NOT_TRIGGERED = "未触发"
    CLAIMABLE = "可申请"
    DUE = "应付"
    PAID = "已付"
    OVERDUE = "逾期"
    REFUSED = "不予支付"


OWED = frozenset({TrancheState.DUE, TrancheState.OVERDUE})


class PaceLight(StrEnum):
    """进度 of a row in the middle of its year; NONE where it is not monitored."""

    NONE = ""
    ON_PACE = "正常"
    SLOW = "偏慢"
    BEHIND = "滞后"
    LIMIT_IN_SIGHT = "预计超限"  # of a row with an upper limit
    LIMIT_PASSED = "已超限"
