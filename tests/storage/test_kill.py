"""Killed at any moment, a write leaves the old workbook or the new one, whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 300


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
@pytest.mark.parametrize("seed", [int(os.environ.get("KILL_SEED", "20221015"))])
def test_a_workbook_is_whole_after_300_kills_at_random_moments(seed: int, tmp_path: Path) -> None:
    script = Path(__file__).with_name("kill_writers.py")
    command = [sys.executable, str(script), str(tmp_path), str(KILLS), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["broken"] == []
    assert seen["halfway"] > KILLS // 10  # the kills did fall into writes
    assert seen["left"] == []  # what the killed ones left behind, the next write cleared away
    assert seen["last"] == 99
