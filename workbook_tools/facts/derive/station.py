"""The workbook as a whole: totals, grades, the money of the year, days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from workbook_tools.basis.severities import SEVERITY_WORDS, Severity
from workbook_tools.basis.states import MET
from workbook_tools.evaluation.rulings import self_score_of
from workbook_tools.facts.derive.line import Lines, Of
from workbook_tools.facts.kinds import PARTS
from workbook_tools.model import Evaluation, Finding, FundsResult, Information, Submission
from workbook_tools.model.ruling import RulingResult

_SEVERITIES = {"errors": Severity.ERROR, "warnings": Severity.WARNING, "notices": Severity.HINT}


def station_facts(lines: Lines, submission: Submission, evaluation: Evaluation) -> None:
    own = evaluation
    rate = own.judged_score / own.judged_points if own.judged_points else None
    for kind, value in (
        ("total_score", own.score), ("total_score_low", own.score_low), ("total_score_high", own.score_high),
        ("judged_score", own.judged_score), ("judged_points", own.judged_points),
        ("open_points", own.total_points - own.judged_points), ("total_points", own.total_points),
        ("judged_rate", rate), ("indicators", len(own.rows)), ("met", sum(row.state in MET for row in own.rows)),
    ):  # fmt: skip
        lines.add(kind, value)
    lines.say("grade", own.grade or "～".join(dict.fromkeys(filter(None, (own.grade_low, own.grade_high)))))
    lines.say("grade_low", own.grade_low)
    lines.say("grade_high", own.grade_high)
    lines.add("station_score", own.station_score, state=own.station_grade)
    lines.say("station_grade", own.station_grade)
    lines.say("station_grade_stated", own.station_grade_stated)
    lines.say("scheme", own.scheme_name)
    lines.add_known([("self_score", self_score_of(submission, evaluation))])
    _funds(lines, evaluation.funds)
    _information(lines, submission.information)
    lines.say("as_of", own.as_of)


def ruling_facts(lines: Lines, result: RulingResult) -> None:
    """The office's own score of the whole, or of an indicator, and by how much it differs from the computed one."""
    ruling = result.ruling
    of, place = Of(level3=result.name), (ruling.sheet, ruling.cell)
    lines.add_known((("verdict_score", ruling.score), ("verdict_difference", result.difference)), of, place)
    lines.say("verdict_opinion", ruling.opinion, of, place)
    lines.say("verdict_by", ruling.by, of, place)
    lines.say("verdict_on", ruling.on, of, place)


def finding_facts(lines: Lines, findings: Sequence[Finding]) -> None:
    """How many there are of each severity, and how often each code; where, and in which words, stands in 问题清单."""
    counts = Counter(each.severity for each in findings)
    for kind, severity in _SEVERITIES.items():
        lines.add(kind, counts[severity])
    words = {each.code: SEVERITY_WORDS[each.severity] for each in findings}
    for code, count in sorted(Counter(each.code for each in findings).items()):
        lines.add("finding_count", count, Of(PARTS["finding"], item=code), state=words[code])


def _funds(lines: Lines, funds: FundsResult) -> None:
    off = None if funds.spent is None or funds.budget is None else funds.spent - funds.budget
    rate = off / funds.budget if off is not None and funds.budget else None
    for kind, value in (
        ("budget", funds.budget), ("spent", funds.spent), ("execution_rate", funds.execution_rate),
        ("execution_points", funds.points), ("execution_score", funds.score),
    ):  # fmt: skip
        lines.add(kind, value)
    gain = None if funds.score is None or funds.points is None else funds.points - funds.score
    more: tuple[tuple[str, Decimal | None], ...] = (("lines_budget", funds.lines_budget), ("budget_variance", off))
    lines.add_known([("execution_gain", gain)])
    lines.add_known((*more, ("budget_variance_rate", rate)))


def _information(lines: Lines, about: Information) -> None:
    for kind, amount in (("annual_funds", about.annual_funds), ("contract_total", about.contract_total)):
        lines.add_known([(kind, amount)], place=(about.sheet, about.places.get(kind, "")))
    lines.say("contractor", about.contractor, place=(about.sheet, about.at("contractor")))
    for day in ("prepared_on", "service_start", "service_end", "contract_start", "contract_end"):
        lines.say(day, getattr(about, day), place=(about.sheet, about.places.get(day, "")))
