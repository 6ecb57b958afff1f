"""Stands between the macro and the real tool, for what LibreOffice does otherwise than Excel.

`SaveCopyAs` of LibreOffice writes the old binary format whatever the name says: the copy is converted before the tool
reads it. How the tool behaves can be chosen by a word in the file that WT_TEST_BEHAVIOUR names: `truncated` cuts its
answer, `silent` never answers, `slow` waits until a file named `go` lies beside it, `dies` ends after a sign of life,
`dies writing` ends as soon as it may write the reports.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CONTROL = Path(os.environ["WT_TEST_BEHAVIOUR"])


def main() -> int:
    arguments = sys.argv[1:]
    behaviour = CONTROL.read_text() if CONTROL.exists() else ""
    log = CONTROL.with_name("calls.txt")
    with log.open("a") as calls:
        calls.write(" ".join(arguments) + "\n")
    if behaviour == "silent":
        return 0
    progress = Path(arguments[arguments.index("--reply") + 1]).with_name("progress.txt")
    progress.write_text("\r\n")
    if behaviour == "dies":
        progress.write_text("reading\r\n3\r\n")
        return 1
    if "--copy" in arguments:
        place = arguments.index("--copy") + 1
        arguments[place] = str(converted(Path(arguments[place])))
    if behaviour == "slow":
        end = time.monotonic() + 30
        while not CONTROL.with_name("go").exists() and time.monotonic() < end:
            time.sleep(0.05)
    if behaviour == "dies writing":
        tool = subprocess.Popen([sys.executable, "-m", "workbook_tools.cli", *arguments])
        while tool.poll() is None and not progress.with_name("applied.txt").exists():
            time.sleep(0.005)
        tool.kill()
        return tool.wait()
    if behaviour != "truncated":
        return subprocess.run([sys.executable, "-m", "workbook_tools.cli", *arguments], check=False).returncode
    if "--reports" in arguments:  # nobody will say that a broken answer was applied
        place = arguments.index("--reports")
        del arguments[place : place + 2]
    reply = Path(arguments[arguments.index("--reply") + 1])
    arguments[arguments.index("--reply") + 1] = str(reply.with_name("reply.txt.part"))
    code = subprocess.run([sys.executable, "-m", "workbook_tools.cli", *arguments], check=False).returncode
    whole = reply.with_name("reply.txt.part").read_bytes()
    reply.write_bytes(whole[: len(whole) * 2 // 3])
    return code


def converted(copy: Path) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="converted_"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{CONTROL.parent}/converter", "--headless", "--convert-to", "xlsx",
         "--outdir", str(folder), str(copy)],
        check=True, capture_output=True, env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
    )  # fmt: skip
    return folder / (copy.stem + ".xlsx")


if __name__ == "__main__":
    sys.exit(main())
