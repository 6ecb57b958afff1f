"""The scheme itself: what of it this workbook rests on and nobody has checked."""

from __future__ import annotations

from collections.abc import Iterator

from workbook_tools.catalogue import finding
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.wording import listed
from workbook_tools.model import Finding


def unverified_settings_are_told(facts: Facts) -> Iterator[Finding]:
    """I: a number of the scheme that no document has been held against, where it counted."""
    settings = facts.evaluation.scheme_unverified
    if settings:
        about = facts.submission.information
        yield finding("C012", about.sheet, about.at("scheme"), scheme=facts.scheme.title, settings=listed(settings))


CHECKS = (unverified_settings_are_told,)
