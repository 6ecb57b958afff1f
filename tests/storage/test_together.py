"""Several runs write one file at the same time, without a lock: the file is always one of theirs, whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WRITE = """
import sys
from pathlib import Path
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.storage import replace_file
target, letter, refused = Path(sys.argv[1]), sys.argv[2].encode(), 0
for size in range(150):
    try:
        replace_file(target, letter * (50_000 + size), keep_previous=True)
    except CannotProcess as problem:
        assert {finding.code for finding in problem.findings} <= {"F026", "F034"}, problem
        refused += 1
print(150 - refused)
"""


def test_runs_that_meet_refuse_or_succeed_and_never_mix(tmp_path: Path) -> None:
    target = tmp_path / "报告.xlsx"
    target.write_bytes(b"a")
    runs = [
        subprocess.Popen([sys.executable, "-c", WRITE, str(target), letter], stdout=subprocess.PIPE, text=True)
        for letter in "abc"
    ]
    seen = set()
    while any(run.poll() is None for run in runs):
        seen.add(bytes(set(target.read_bytes())))
    written = [int(run.communicate()[0]) for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert all(count > 0 for count in written)
    assert {len(content) for content in seen} == {1}  # one letter each time: no mixture
    assert len(list(tmp_path.iterdir())) == 2  # the file and the version before
