"""台账统计: the sums of all entries, and those of each month, worker, community and service."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.evaluation.ledger import adding_up
from workbook_tools.facts.derive.line import Lines, Of
from workbook_tools.facts.kinds import PARTS
from workbook_tools.model import Evaluation, LedgerGroup, Submission


def ledger_facts(lines: Lines, submission: Submission, evaluation: Evaluation) -> None:
    ledger = evaluation.ledger
    if ledger is None:
        return
    sheet = submission.ledger.table.sheet if submission.ledger is not None else ""
    part = PARTS["ledger"]
    _group(lines, ledger.total, Of(part, "合计"), sheet)
    for division, groups in (
        ("按指标", ledger.by_indicator), ("按月", ledger.by_month), ("按社工", ledger.by_worker),
        ("按社区", ledger.by_community), ("按服务类别", ledger.by_service), ("按服务对象类别", ledger.by_client),
        ("按对象类别和服务类别", ledger.by_client_and_service), ("按片区", ledger.by_area),
        ("按社工点", ledger.by_point), ("按用工方式", ledger.by_employment),
    ):  # fmt: skip
        for group in adding_up(groups, ledger.total, len(groups)) if groups else ():  # with the entries of no name
            period = group.name if division == "按月" and group in groups else ""
            of = Of(part, division, "", group.name, period=period)
            _group(lines, group, of, sheet)
            _share(lines, group, ledger.total, of, sheet)
    if ledger.asked:
        lines.add("cases_asked", ledger.asked, Of(part, "合计"), (sheet, ""))
        lines.add("cases_opened", ledger.opened, Of(part, "合计"), (sheet, ""))


def _share(lines: Lines, group: LedgerGroup, total: LedgerGroup, of: Of, sheet: str) -> None:
    """Of all hours, or of all entries where the ledger has no hours; and the hours of a worker in a month."""
    hours, all_hours = (each.direct_hours + each.indirect_hours for each in (group, total))
    part, whole = (hours, all_hours) if all_hours else (Decimal(group.entries), Decimal(total.entries))
    share = part / whole if whole else None
    mean = hours / group.months if group.months else None
    lines.add_known((("ledger_share", share), ("ledger_mean_hours", mean)), of, (sheet, ""))


def _group(lines: Lines, group: LedgerGroup, of: Of, sheet: str) -> None:
    """A column that adds up to nothing is no fact, but in the total of all."""
    whole = of.level2 == "合计"
    hours = group.direct_hours + group.indirect_hours
    for kind, value in (
        ("ledger_entries", group.entries), ("ledger_count", group.count), ("ledger_persons", group.persons),
        ("ledger_direct_hours", group.direct_hours), ("ledger_indirect_hours", group.indirect_hours),
        ("ledger_hours", hours), ("ledger_months", group.months),
    ):  # fmt: skip
        if value or (whole and kind != "ledger_months"):
            lines.add(kind, value, of, (sheet, ""))
