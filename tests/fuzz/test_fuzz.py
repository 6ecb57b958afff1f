"""Five hundred damaged workbooks, in a process of their own: a crash of a library must not take the tests with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("fuzz_workbooks.py")
CASES, NIGHTLY_CASES = 500, 20_000


def run(cases: int, seed: str, tmp_path: Path) -> dict[str, object]:
    progress = tmp_path / "progress"
    call = [sys.executable, str(SCRIPT), "--cases", str(cases), "--seed", seed, "--progress", str(progress)]
    done = subprocess.run([*call, "--keep", str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), (
        f"case {progress.read_text()} of seed {seed} ended the process: {done.stderr[-800:]}"
    )
    result: dict[str, object] = json.loads(done.stdout)
    return result


def verdict_of(result: dict[str, object]) -> None:
    assert result["broken"] == []
    seen = result["seen"]
    assert isinstance(seen, dict)
    assert seen["done"] > result["cases"] * 0.2  # type: ignore[operator] - damage that always ends early tests little
    assert len(seen) > 8  # and neither does damage of one kind


def test_a_damaged_workbook_is_refused_by_code_or_worked_with(tmp_path: Path) -> None:
    verdict_of(run(CASES, os.environ.get("FUZZ_SEED", "20221015"), tmp_path))


@pytest.mark.slow
def test_twenty_thousand_damaged_workbooks(tmp_path: Path) -> None:
    verdict_of(run(NIGHTLY_CASES, os.environ.get("FUZZ_SEED", "1"), tmp_path))


def test_a_case_is_named_by_its_seed_and_number(tmp_path: Path) -> None:
    """A report of the nightly run can be repeated by anyone."""
    import random

    from fuzz.mutations import mutate
    from hostile_packages import example

    first, second, other = (mutate(example(), random.Random(seed)) for seed in ("1-7", "1-7", "1-8"))
    assert first == second != other
