"""The whole job, killed at any moment: every file is the old or the new one, whole, and the next run puts all right."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("kills", [30, pytest.param(300, marks=pytest.mark.slow)])
def test_what_a_killed_run_leaves_is_whole_and_the_next_run_puts_it_right(kills: int, tmp_path: Path) -> None:
    script = Path(__file__).with_name("kill_recomputes.py")
    command = [sys.executable, str(script), str(tmp_path), str(kills), os.environ.get("KILL_SEED", "7")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    seen = json.loads(done.stdout)
    assert seen["broken"] == []
    assert seen["healed"]
    assert len(seen["seen"]) >= 2, seen  # the kills fell before and after the writes
