"""What a workbook points at stays where it is: other files, servers, programs. And its macros are not run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_packages import example, packed, parts_of

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WATCHED = """
import json, os, sys
from workbook_tools.recompute import recompute
seen = []
def watch(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "ctypes.", "urllib.")):
        seen.append([event, repr(arguments)[:200]])
    elif event == "open" and isinstance(arguments[0], (str, bytes)):
        seen.append([event, os.fsdecode(arguments[0])])
sys.addaudithook(watch)
outcome = recompute(sys.argv[1], sys.argv[2])
print(json.dumps({"ok": outcome.ok, "codes": [finding.code for finding in outcome.findings], "seen": seen}))
"""


def pointing(secret: Path) -> bytes:
    """The example with a link to another file, a DDE link, a query on a server, an outside picture and a hyperlink."""
    parts = parts_of(example())
    link = f'<externalLink xmlns="{MAIN}" xmlns:r="{RELATION}">'
    parts["xl/externalLinks/externalLink1.xml"] = (
        link + '<externalBook r:id="rId1"><sheetNames><sheetName val="甲"/></sheetNames></externalBook></externalLink>'
    ).encode()
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = relationships(("externalLinkPath", secret.as_uri()))
    parts["xl/externalLinks/externalLink2.xml"] = (
        link
        + '<ddeLink ddeService="cmd" ddeTopic="/C calc"><ddeItems><ddeItem name="A0" advise="1"/></ddeItems></ddeLink>'
        "</externalLink>"
    ).encode()
    parts["xl/connections.xml"] = (
        f'<connections xmlns="{MAIN}"><connection id="1" name="q" type="4" refreshedVersion="4" refreshOnLoad="1">'
        '<webPr url="http://127.0.0.1:9/steal"/></connection></connections>'
    ).encode()
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(("hyperlink", "http://127.0.0.1:9/click"))
    add(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", "".join(
        f'<Relationship Id="rIdX{number}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            (("externalLink", "externalLinks/externalLink1.xml"), ("externalLink", "externalLinks/externalLink2.xml"),
             ("connections", "connections.xml"))
        )
    ))  # fmt: skip
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    add(parts, "[Content_Types].xml", "</Types>", "".join(
        f'<Override PartName="/xl/{part}" ContentType="{spreadsheet}.{kind}+xml"/>'
        for part, kind in (("externalLinks/externalLink1.xml", "externalLink"),
                           ("externalLinks/externalLink2.xml", "externalLink"), ("connections.xml", "connections"))
    ))  # fmt: skip
    references = (
        '<externalReferences><externalReference r:id="rIdX0"/><externalReference r:id="rIdX1"/></externalReferences>'
    )
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"</sheets>", b"</sheets>" + references.encode(), 1)
    return packed(parts)


def relationships(*targets: tuple[str, str]) -> bytes:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATION}/{kind}" Target="{target}" TargetMode="External"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'.encode()


def add(parts: dict[str, bytes], name: str, before: str, element: str) -> None:
    assert before.encode() in parts[name]
    parts[name] = parts[name].replace(before.encode(), (element + before).encode(), 1)


@pytest.fixture
def run(tmp_path: Path) -> tuple[Path, dict[str, list[list[str]]], bytes]:
    (secret := tmp_path / "秘密.xlsx").write_bytes(example())
    (folder := tmp_path / "站点").mkdir()
    (book := folder / "站点.xlsx").write_bytes(data := pointing(secret))
    call = [sys.executable, "-c", WATCHED, str(book), str(folder / "out")]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout), data


def test_no_server_is_asked_no_program_started_no_other_file_read(run) -> None:
    folder, result, _ = run
    assert result["ok"], result["codes"]
    opened = [what for event, what in result["seen"] if event == "open"]
    assert [event for event, _ in result["seen"] if event != "open"] == []
    assert not [path for path in opened if "秘密" in path]
    assert any(str(folder) in path for path in opened)  # the watch does see what is opened


def test_what_points_outside_is_kept_as_it_was(run) -> None:
    folder, _, data = run
    before, after = parts_of(data), parts_of((folder / "out" / "站点.xlsx").read_bytes())
    for name in before:
        if "external" in name or "connections" in name or name.endswith("sheet1.xml.rels"):
            assert after[name] == before[name], name
    assert b"externalReferences" in after["xl/workbook.xml"]
