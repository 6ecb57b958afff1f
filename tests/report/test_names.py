"""What the reports of a station are called."""

from __future__ import annotations

import pytest
import report_samples as samples

from workbook_tools.model import Submission
from workbook_tools.report import report_stem, working_stem


@pytest.mark.parametrize(
    ("station", "project", "year", "stem"),
    [
        ("晨光街社工服务站", "某项目", "2022", "晨光街社工服务站-2022-绩效自评报告"),
        ("", "某项目", "2022", "某项目-2022-绩效自评报告"),
        ("晨光街社工服务站", "", "", "晨光街社工服务站-绩效自评报告"),
        ("", "", "", "绩效自评报告"),
    ],
)
def test_reports_are_called_after_station_and_year(station: str, project: str, year: str, stem: str) -> None:
    assert report_stem(Submission(samples.about(station=station, project=project, year=year))) == stem


@pytest.mark.parametrize(
    ("kind", "formal", "working"),
    [
        ("", "绩效自评报告", "绩效自评核查底稿"),
        ("自评报告", "绩效自评报告", "绩效自评核查底稿"),
        ("评价报告", "绩效评价报告", "绩效评价核查底稿"),
    ],
)
def test_the_name_tells_a_self_evaluation_from_an_evaluation(kind: str, formal: str, working: str) -> None:
    submission = Submission(samples.about(report_type=kind))
    assert report_stem(submission) == f"晨光街社工服务站-2022-{formal}"
    assert working_stem(submission) == f"晨光街社工服务站-2022-{working}"
