"""资金使用, 经费比例, 评估评分 and 资金拨付. Amounts in 万元."""

from __future__ import annotations

from workbook_tools.facts.derive.line import Lines, Of
from workbook_tools.facts.kinds import PARTS
from workbook_tools.model import AssessmentResult, Evaluation, ShareResult, Submission, TrancheResult
from workbook_tools.model.fields import CostField

_COST_FIELDS: dict[str, CostField] = {
    "cost_budget": "budget", "cost_spent": "spent", "cost_execution_rate": "execution_rate",
    "cost_variance": "variance", "cost_variance_rate": "variance_rate", "cost_share": "share_of_spending",
}  # fmt: skip


def cost_facts(lines: Lines, evaluation: Evaluation) -> None:
    for result in evaluation.funds.lines:
        line = result.line
        of = Of(PARTS["cost"], line.category, "", line.called)
        for kind, field in _COST_FIELDS.items():
            value = getattr(line if field in ("budget", "spent") else result, field)
            lines.add_known([(kind, value)], of, (line.table.sheet, line.at(field)), result.state)


def share_facts(lines: Lines, submission: Submission, evaluation: Evaluation) -> None:
    table = submission.tables.get("costs")
    sheet = table.sheet if table is not None else ""
    for share in evaluation.funds.shares:
        figures = (("share_on_budget", share.on_budget), ("share_on_spending", share.on_spending))
        known = [*figures, ("share_on_funds", share.on_funds)]
        if any(value is not None for _, value in known):
            of = Of(PARTS["share"], "、".join(share.categories), "", share.rule)
            lines.add_known([("share_limit", share.limit), *known], of, (sheet, ""), _kept(share))


def _kept(share: ShareResult) -> str:
    return "不符合" if share.broken_on else "符合"


def assessment_facts(lines: Lines, submission: Submission, evaluation: Evaluation) -> None:
    table = submission.tables.get("assessments")
    sheet = table.sheet if table is not None else ""
    for result in evaluation.assessments:
        _assessment(lines, result, sheet)


def _assessment(lines: Lines, result: AssessmentResult, sheet: str) -> None:
    of = Of(PARTS["assessment"], result.kind, period=result.period)
    lines.add("assessment_score", result.score, of, (sheet, ""), result.grade)
    lines.say("assessment_grade_stated", result.stated_grade, of, (sheet, ""))
    lines.say("finance_gate", result.finance, of, (sheet, ""))
    lines.say("assessed_on", result.assessed_on, of, (sheet, ""))
    for each in result.assessors:
        own = of._replace(item=each.name)
        figures = (("assessor_score", each.score), ("assessor_weight", each.weight))
        lines.add_known((*figures, ("assessor_weighted", each.weighted)), own, (sheet, ""))
        if len(each.rows) > 1:
            lines.add("assessor_scorers", len(each.rows), own, (sheet, ""))


def tranche_facts(lines: Lines, evaluation: Evaluation) -> None:
    for result in evaluation.tranches:
        _tranche(lines, result)
    sums = evaluation.payments
    if sums is not None:
        of = Of(PARTS["tranche"], "合计")
        sheet = evaluation.tranches[0].tranche.table.sheet if evaluation.tranches else ""
        for kind, value in (
            ("payments_due", sums.due), ("payments_due_to_date", sums.due_to_date), ("payments_paid", sums.paid),
            ("payments_outstanding", sums.outstanding), ("payments_overdue", sums.overdue),
            ("payments_unrecorded", sums.unrecorded),
        ):  # fmt: skip
            lines.add(kind, value, of, (sheet, ""))


def _tranche(lines: Lines, result: TrancheResult) -> None:
    """Each as it stands on the day of judgement: its state beside each figure."""
    tranche = result.tranche
    of, sheet, state = Of(PARTS["tranche"], "", "", tranche.name), tranche.table.sheet, str(result.state)
    lines.add_known([("tranche_share", tranche.share)], of, (sheet, tranche.at("share")), state)
    due = (sheet, tranche.at("due"))
    lines.add("tranche_due", result.due, of, due, state)
    lines.add("tranche_due_to_date", result.due_to_date, of, due, state)
    lines.add("tranche_paid", result.paid, of, (sheet, tranche.at("paid")), state)
    lines.add("tranche_outstanding", result.outstanding, of, due, state)
    # As they add up over stations: a blank 已拨金额 is no arrears, what is paid beyond what is due stands apart.
    amounts = ((f"money_{name}", amount) for name, amount in result.money._asdict().items())
    lines.add_known(amounts, of, due, state)
    lines.say("tranche_latest", result.latest, of, (sheet, tranche.at("latest")))
    lines.say("tranche_applied_on", tranche.applied_on, of, (sheet, tranche.at("applied_on")))
    lines.say("tranche_paid_on", tranche.paid_on, of, (sheet, tranche.at("paid_on")))
