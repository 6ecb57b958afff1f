"""The generated stations are what they promise, and the naive script reads them right: else no ratio means a thing."""

from __future__ import annotations

import sys
import warnings
from decimal import Decimal
from pathlib import Path

import pytest

from workbook_tools.model import Submission
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.standard import read_standard
from workbook_tools.recompute import check

sys.path.insert(0, str(Path(__file__).parent))  # the scripts import each other as they do on the command line
import make_station
import naive_script


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("stations")
    make_station.main([str(folder), "--count", "4", "--ledger", "150"])
    return sorted(folder.glob("*.xlsx"))


def submission_of(data: bytes) -> Submission:
    return read_standard(data, Workbook.open(data))


def test_a_seed_gives_the_same_bytes_and_another_seed_others(paths: list[Path]) -> None:
    first = paths[0].read_bytes()
    assert first == make_station.make(0, ledger=150)
    assert first != paths[1].read_bytes()


def test_nothing_in_them_cannot_be_right(paths: list[Path]) -> None:
    for path in paths:
        outcome = check(path)
        assert [finding for finding in outcome.findings if finding.severity == "E"] == []
        assert outcome.evaluation is not None
        assert outcome.evaluation.judged_points == 100


def test_the_ledger_adds_up_to_the_declared_actuals(paths: list[Path]) -> None:
    submission = submission_of(paths[0].read_bytes())
    assert submission.ledger is not None
    logged: dict[str, float] = {}
    for name, count in zip(submission.ledger.indicators, submission.ledger.counts, strict=True):
        logged[name] = logged.get(name, 0) + (count or 0)
    declared = {row.level3: row.actual.number for row in submission.indicators}
    assert len(logged) > 20
    assert {name: Decimal(count) for name, count in logged.items()} == {name: declared[name] for name in logged}


def test_the_points_of_the_rows_add_up_to_ninety(paths: list[Path]) -> None:
    assert sum(row.points or 0 for row in submission_of(paths[1].read_bytes()).indicators) == 90


def test_vague_rows_come_on_demand() -> None:
    words = [row.actual_cell.text for row in submission_of(make_station.make(5, ledger=0, vague=0.5)).indicators]
    assert 10 <= sum(word in make_station.VAGUE for word in words) <= 30


def test_the_naive_script_arrives_at_the_same_score(paths: list[Path], tmp_path: Path) -> None:
    template = tmp_path / "template.docx"
    naive_script.make_word_template(template)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for path in paths:
            job = naive_script.Job(path, tmp_path, template, naive_script.html_template())
            assert set(naive_script.run(job)) == set(naive_script.STAGES)
            results = naive_script.compute(naive_script.read(path))
            evaluation = check(path).evaluation
            assert evaluation is not None
            assert results["score"] == pytest.approx(float(evaluation.judged_score), abs=0.03)
            assert results["station"] == pytest.approx(float(evaluation.station_score or 0), abs=0.01)
            assert (tmp_path / path.name).exists()
