"""How grave a finding is. Members compare and print as their letter; a person reads `SEVERITY_WORDS`."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    ERROR = "E"  # cannot be right
    WARNING = "W"  # has to be explained or looked into
    HINT = "I"  # worth knowing


SEVERITY_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.HINT: "提示"}  # wherever a person reads
