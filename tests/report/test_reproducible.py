"""The same records give the same bytes: in another process, time zone, locale and hash seed, from any thread."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import report_samples as samples

from workbook_tools.report import make_html, make_word, make_working_paper

PROGRAM = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
import report_samples as samples
from workbook_tools.report import make_html, make_word, make_working_paper
given = samples.typical()
print(*(hashlib.sha256(make(*given)).hexdigest() for make in (make_word, make_html, make_working_paper)))
"""


def digests() -> str:
    given = samples.typical()
    return " ".join(hashlib.sha256(make(*given)).hexdigest() for make in (make_word, make_html, make_working_paper))


@pytest.mark.parametrize(("zone", "seed", "language"), [("UTC", "1", "C"), ("Asia/Shanghai", "77", "C.UTF-8")])
def test_another_process_makes_the_same_bytes(zone: str, seed: str, language: str) -> None:
    tests = Path(__file__).resolve().parents[1]
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": language}
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tests)],
        env=environment,
        cwd=tests.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == digests()


def test_reports_of_different_stations_do_not_mix_in_threads() -> None:
    stations = [f"第{number}服务站" for number in range(40)]

    def reports(station: str) -> tuple[bool, bool]:
        given = (
            samples.Submission(samples.about(station=station)),
            samples.evaluation([samples.scored("个案", "1", "1")]),
            (),
        )
        page = make_html(*given).decode()
        return f"<h1>{station}<wbr>2022年度绩效自评报告</h1>" in page, make_word(*given) == make_word(*given)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(reports, stations)) == [(True, True)] * len(stations)


def test_findings_in_a_list_that_grows_are_not_remembered() -> None:
    submission, result, findings = samples.typical()
    several = list(findings)
    before = make_html(submission, result, several)
    several.append(findings[0])
    assert make_html(submission, result, several) != before
