"""What kind of service an entry of 服务台账 or a row of 绩效指标 speaks of, by its name."""

from __future__ import annotations

from typing import Literal

ServiceKind = Literal["", "探访", "电访", "个案", "小组", "活动"]

# A call is looked for before a visit: 电话探访 is none.
KIND_WORDS: tuple[tuple[ServiceKind, tuple[str, ...]], ...] = (
    ("电访", ("电话探访", "电话访问", "电话回访", "电访", "电话")),
    ("探访", ("入户探访", "上门探访", "入户走访", "探访", "走访", "家访", "入户", "上门")),
    ("个案", ("个案",)),
    ("小组", ("小组",)),
    ("活动", ("活动",)),
)


def service_kind(name: str) -> ServiceKind:
    """ "" for a name of any other service."""
    return next((kind for kind, words in KIND_WORDS if any(word in name for word in words)), "")
