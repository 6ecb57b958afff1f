"""资金拨付: shares, amounts and dates against the contract, the conditions and each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.figures import as_money, as_short_rate
from workbook_tools.basis.states import TrancheState
from workbook_tools.catalogue import finding, quote
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.wording import Phrase, day, listed
from workbook_tools.evaluation.periods import FINAL, MIDTERM
from workbook_tools.evaluation.station_verdicts import station_verdict
from workbook_tools.evaluation.tranche_conditions import STILL_TO_COME, UNKNOWN_GRADE
from workbook_tools.model import Finding, Tranche, TrancheResult

ONE = Decimal(1)
HALF_PERCENT = Decimal("0.00005")
ONE_YUAN = Decimal("0.0001")


def tranches_make_whole(facts: Facts) -> Iterator[Finding]:
    """E: the shares of the tranches add up to 100 %; what is paid after rectification may stand in one's place."""
    rows = facts.submission.tranches
    usual = [row for row in rows if "整改" not in row.condition]
    shares = [row.share for row in usual if row.share is not None]
    if len(rows) < 2 or any(row.share is None for row in usual):
        return
    with_rest = sum((row.share for row in rows if row.share is not None), Decimal())
    if not shares or any(abs(whole - ONE) <= HALF_PERCENT for whole in (sum(shares, Decimal()), with_rest)):
        return
    parts = listed(f"{row.name}{as_short_rate(row.share)}" for row in usual if row.share is not None)
    total = sum(shares, Decimal())
    odd = _odd_share(facts, usual, ONE - total)
    shown = "" if odd is None else f"，其中“{quote(odd.row.name)}”{odd.against}应为{as_short_rate(odd.wanted)}"
    row = rows[0] if odd is None else odd.row
    yield finding("A040", row.table.sheet, row.at("share"), total=as_short_rate(total), parts=parts, odd=Phrase(shown))


def tranches_stand_once(facts: Facts) -> Iterator[Finding]:
    """E: a tranche in two rows that agree in everything."""
    seen: dict[tuple[object, ...], Tranche] = {}
    for row in facts.submission.tranches:
        key = tuple(getattr(row, field) for field in row.__slots__)  # all that was read, but for where it stands
        first = seen.setdefault(key, row)
        if first is not row and row.share:
            yield finding("A065", row.table.sheet, row.at("name"), name=row.name, rows=f"{first.row}、{row.row}")


def tranches_follow_the_scheme(facts: Facts) -> Iterator[Finding]:
    """W: 55 %, 40 % and 5 %, unless the shares as a whole do not add up, which is said already."""
    shares = [row.share or Decimal() for row in facts.submission.tranches]
    if abs(sum(shares, Decimal()) - ONE) > HALF_PERCENT:
        return
    for row in facts.submission.tranches:
        rule = facts.scheme.tranche(row.condition)
        if rule is None or rule.share is None or row.share is None or abs(row.share - rule.share) <= HALF_PERCENT:
            continue
        yield finding(
            "A043", row.table.sheet, row.at("share"), name=row.name, share=as_short_rate(row.share),
            condition=rule.condition, rule=as_short_rate(rule.share),
        )  # fmt: skip


def payments_keep_to_what_is_due(facts: Facts) -> Iterator[Finding]:
    """E: more paid than due, a negative payment, or paid although it must not be. W: paid before it could be."""
    for each in facts.evaluation.tranches:
        row = each.tranche
        if row.paid is None:
            continue
        sheet, cell, paid = row.table.sheet, row.at("paid"), as_money(row.paid)
        if row.paid < 0:
            yield finding("A049", sheet, cell, name=row.name, paid=paid)
        elif each.due is not None and row.paid > each.due + ONE_YUAN:
            yield finding("A041", sheet, cell, name=row.name, paid=paid, due=as_money(each.due))
        if row.paid > 0 and each.blocked:
            yield finding("A042", sheet, cell, name=row.name, paid=paid, why=each.condition)
        elif row.paid > 0 and (why := _too_early(facts, each)):
            yield finding("A046", sheet, cell, name=row.name, paid=paid, why=why)


def payments_keep_to_the_contract(facts: Facts) -> Iterator[Finding]:
    """E: all that was paid is more than the year's funds, or even than the contract."""
    about, payments = facts.submission.information, facts.evaluation.payments
    if payments is None or payments.paid is None:
        return
    limits = (("合同总金额", about.contract_total), ("年度项目资金", about.annual_funds))
    beyond = [amount for each in facts.evaluation.tranches if (amount := _beyond_due(each))]
    told = beyond[0] if len(beyond) == 1 else Decimal()  # of that tranche, by A041
    for label, limit in limits:
        if limit is not None and payments.paid - told > limit + ONE_YUAN:
            row = next(each.tranche for each in facts.evaluation.tranches if each.paid is not None)
            yield finding(
                "A045",
                row.table.sheet,
                row.at("paid"),
                paid=as_money(payments.paid),
                label=label,
                limit=as_money(limit),
            )
            return


def applications_follow_their_assessment(facts: Facts) -> Iterator[Finding]:
    """W: applied for before the assessment that the tranche waits for."""
    for row in facts.submission.tranches:
        rule = facts.scheme.tranche(row.condition)
        period = rule.period if rule else ""
        assessed = _assessed(facts, period) if period else None
        if row.applied_on is not None and assessed is not None and row.applied_on < assessed:
            yield finding(
                "A044", row.table.sheet, row.at("applied_on"), name=row.name, applied=row.applied_on,
                period=period, assessed=assessed,
            )  # fmt: skip


def applications_follow_the_contract(facts: Facts) -> Iterator[Finding]:
    """W: what is paid by the contract was applied for before it took effect."""
    effective = facts.submission.information.contract_effective
    for row in facts.submission.tranches:
        rule = facts.scheme.tranche(row.condition)
        by_contract = rule is not None and rule.counted_from == "effective"
        if by_contract and row.applied_on is not None and effective is not None and row.applied_on < effective:
            yield finding(
                "A063", row.table.sheet, row.at("applied_on"), name=row.name, applied=row.applied_on,
                effective=effective,
            )  # fmt: skip


def payments_are_not_left_short(facts: Facts) -> Iterator[Finding]:
    """W: less was paid than is due, and its time is over: a later tranche is paid, or its last day is past."""
    tranches = facts.evaluation.tranches
    for place, each in enumerate(tranches):
        row, due = each.tranche, each.due
        if not row.paid or row.paid < 0 or due is None or row.paid > due - ONE_YUAN or not each.counted:
            continue
        later = next((other.tranche.name for other in tranches[place + 1 :] if other.state == TrancheState.PAID), "")
        why = f"后面的“{later}”已经拨足" if later else ""
        if each.state == TrancheState.OVERDUE and each.latest is not None:
            why = f"最迟拨付日{day(each.latest)}已过"
        if why:
            yield finding(
                "A064", row.table.sheet, row.at("paid"), name=row.name, paid=as_money(row.paid), due=as_money(due),
                short=as_money(due - row.paid), why=why,
            )  # fmt: skip


def dates_lie_in_the_contract(facts: Facts) -> Iterator[Finding]:
    """E: applied for, paid or assessed before the contract began. W: it takes effect outside its own span."""
    about = facts.submission.information
    start, end = about.contract_start, about.contract_end
    if start is None or (end is not None and end < start):
        return
    effective = about.contract_effective
    if effective is not None and (effective < start or (end is not None and effective > end)):
        yield finding(
            "A048", about.sheet, about.at("contract_effective"), effective=effective, start=start,
            end=end if end is not None else "（未填）",
        )  # fmt: skip
    for sheet, cell, label, when in _dates(facts):
        if when is not None and when < start:
            yield finding("A047", sheet, cell, label=label, when=when, start=start)


def payments_keep_to_their_term(facts: Facts) -> Iterator[Finding]:
    """W: paid after the last day of its term, where 拨付日期 is kept."""
    about = facts.submission.information
    effective, start = about.contract_effective, about.contract_start
    too_early = effective is not None and start is not None and effective < start  # A048: its term ran before it began
    for each in facts.evaluation.tranches:
        row = each.tranche
        rule = facts.scheme.tranche(row.condition)
        if too_early and rule is not None and rule.counted_from != "application":
            continue
        if row.paid and row.paid_on is not None and each.latest is not None and row.paid_on > each.latest:
            yield finding(
                "A050", row.table.sheet, row.at("paid_on"), name=row.name, paid_on=day(row.paid_on),
                latest=day(each.latest), days=(row.paid_on - each.latest).days,
            )  # fmt: skip


CHECKS = (
    tranches_stand_once,
    tranches_make_whole,
    tranches_follow_the_scheme,
    payments_keep_to_what_is_due,
    payments_keep_to_the_contract,
    payments_are_not_left_short,
    applications_follow_their_assessment,
    applications_follow_the_contract,
    dates_lie_in_the_contract,
    payments_keep_to_their_term,
)


class _OddShare(NamedTuple):
    row: Tranche
    wanted: Decimal
    against: str


def _odd_share(facts: Facts, rows: Sequence[Tranche], gap: Decimal) -> _OddShare | None:
    """The one tranche whose share is off by what is missing to 100 %: by what was paid of each, else by the scheme.

    50 %, 50 % and 10 % of 60, of which 30, 24 and 6 were paid: the second is 40 %. None where that tells nothing.
    """
    paid = {each.tranche.row: share for each in facts.evaluation.tranches if (share := _paid_share(each)) is not None}
    rules = ((row, facts.scheme.tranche(row.condition)) for row in rows)
    ruled = {row.row: rule.share for row, rule in rules if rule is not None and rule.share is not None}
    for against, wanted in (("按已拨金额", paid), ("按评分方案", ruled)):
        off = [row for row in rows if row.row in wanted and not _is_same(row.share, wanted[row.row])]
        if len(off) == 1 and _is_same(off[0].share, wanted[off[0].row] - gap):
            return _OddShare(off[0], wanted[off[0].row], against)
    return None


def _paid_share(each: TrancheResult) -> Decimal | None:
    """What was paid, as a share of what the shares are of."""
    share, due, paid = each.tranche.share, each.due, each.tranche.paid
    return paid * share / due if paid and share and due else None


def _is_same(share: Decimal | None, other: Decimal) -> bool:
    return share is not None and abs(share - other) <= HALF_PERCENT


def _beyond_due(each: TrancheResult) -> Decimal:
    paid, due = each.tranche.paid, each.due
    return paid - due if paid is not None and due is not None and paid > due + ONE_YUAN else Decimal()


def _too_early(facts: Facts, each: TrancheResult) -> Phrase | None:
    """Why a payment that was recorded could not have been made yet; None where it could."""
    row = each.tranche
    rule = facts.scheme.tranche(row.condition)
    if rule is None:
        return None
    if UNKNOWN_GRADE in each.about:
        return None  # nobody here knows what the grade means for the money
    if not each.holds:
        return Phrase(quote(each.condition), each.about)
    application = rule.counted_from == "application"
    start = row.applied_on if application else facts.submission.information.contract_effective
    if start is None:
        return Phrase("没有申请日期")
    label = "申请日期" if application else "合同生效日期"
    if row.paid_on is not None and row.paid_on < start:
        return Phrase(f"拨付日期{day(row.paid_on)}早于{label}{day(start)}", (day(row.paid_on), day(start)))
    as_of = facts.evaluation.as_of
    if as_of is None or start <= as_of:
        return None
    return Phrase(f"{label}{day(start)}在判断日{day(as_of)}以后", (day(start), day(as_of), STILL_TO_COME))


def _dates(facts: Facts) -> Iterator[tuple[str, str, str, date | None]]:
    about = facts.submission.information
    for row in facts.submission.tranches:
        yield row.table.sheet, row.at("applied_on"), f"“{row.name}”的申请日期", row.applied_on
        yield row.table.sheet, row.at("paid_on"), f"“{row.name}”的拨付日期", row.paid_on
    if about.service_start is not None:
        return  # an assessment before the service is said of the service
    yield about.sheet, about.at("midterm_date"), "中期评估日期", about.midterm_date
    yield about.sheet, about.at("final_date"), "末期评估日期", about.final_date
    for each in facts.submission.assessments:
        yield each.table.sheet, each.at("assessed_on"), f"{each.period}“{each.assessor}”的评估日期", each.assessed_on


def _assessed(facts: Facts, period: str) -> date | None:
    about = facts.submission.information
    stated = {MIDTERM: about.midterm_date, FINAL: about.final_date}.get(period)
    grade = {MIDTERM: about.midterm_grade, FINAL: about.final_grade}.get(period, "")
    held = [each.assessed_on for each in facts.evaluation.assessments if period in (each.kind, each.period)]
    days = [each for each in held if each is not None]
    if station_verdict(grade, facts.scheme) == "rectified" and days:
        return max(days)  # it passed when it was assessed again
    return stated or min(days, default=None)
