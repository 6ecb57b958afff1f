"""What the page's own Python answers: files are put on the desk, a plan is made, one workbook after the other is done.

Everything lies in the runtime's memory, below one folder: `in/` what was handed in, `earlier/` what of it is of earlier
years, `out/` results until they are fetched. The work itself is that of `batch`, so that a page and an office's own
computer come to the same bytes.

    request  {"verb": …, …} as JSON, and the bytes of the files that come with it
    reply    {"ok": true, …} or {"ok": false, "findings": […]} as JSON, and the bytes of the files that it speaks of
"""

from __future__ import annotations

import hashlib
import io
import json
import posixpath
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from workbook_tools.basis.file_kinds import PDF, TEXT, WORD, kind_of
from workbook_tools.basis.version import __version__
from workbook_tools.batch.discover import SCHEME_SUFFIX, TEMPLATE_NAME, searched_suffixes
from workbook_tools.batch.earlier import describe, with_previous
from workbook_tools.batch.job import process
from workbook_tools.batch.places import place
from workbook_tools.batch.plan import Plan, make_plan
from workbook_tools.batch.records import Described, Job, JobOptions
from workbook_tools.batch.state import BatchState, key
from workbook_tools.batch.survey import Named, names, survey
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.faults import fault_finding
from workbook_tools.model import Finding
from workbook_tools.storage import previous_version_path, replace_file, write_report

Reply = tuple[str, list[bytes]]
REPORT = "workbook-tools-"  # how the names of fault reports begin
_START = 1 << 17  # bytes of a file that tell its kind, of anything but a package
ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the same results, the same bytes


@dataclass(slots=True)
class Desk:
    """What lies on it, and what is planned. `office` has what lies beside every workbook on the office's own page."""

    root: Path
    office: Path | None = None
    jobs: dict[str, Job] = field(default_factory=dict)  # by the digest of everything that its results follow from
    _named: dict[tuple[str, str], Named] = field(default_factory=dict)

    @property
    def handed_in(self) -> Path:
        return self.root / "in"

    @property
    def earlier(self) -> Path:
        return self.root / "earlier"

    @property
    def results(self) -> Path:
        return self.root / "out"

    def place_of(self, relative: str) -> Path:
        """Where a file lies now: workbooks of earlier years are put apart."""
        apart = self.earlier / relative
        return apart if apart.is_file() else self.handed_in / relative

    def clear(self) -> None:
        """An empty desk."""
        shutil.rmtree(self.root, ignore_errors=True)
        self.jobs.clear()
        self._named.clear()

    def named(self, relatives: Sequence[str]) -> list[Named]:
        """Which station and year each workbook says it is of; asked of its bytes once."""
        found = []
        for relative in relatives:
            seen = (relative, hashlib.sha256((self.handed_in / relative).read_bytes()).hexdigest())
            if seen not in self._named:
                self._named[seen] = names(str(self.handed_in), [relative])[0]
            found.append(self._named[seen])
        return found


def answer(desk: Desk, request: str, buffers: Sequence[bytes] = ()) -> Reply:
    """The reply to one request. Never raises: what is wrong is told in the words of the catalogue."""
    asked = json.loads(request)
    try:
        told, files = _VERBS[asked["verb"]](desk, asked, buffers)
        reply: dict[str, Any] = {"ok": True, **told}
    except CannotProcess as problem:
        reply, files = {"ok": False, "findings": _findings(problem.findings)}, []
    except MemoryError:
        reply, files = {"ok": False, "findings": _findings([finding("N010")])}, []
    except Exception as fault:  # a defect of the program: said as one
        reply, files = {"ok": False, "findings": _findings([fault_finding(fault)])}, []
    text = json.dumps({**reply, "reports": _fault_reports()}, ensure_ascii=False, allow_nan=False)
    return text.replace(f"{tempfile.gettempdir()}/{REPORT}", REPORT), files


def _fault_reports() -> list[dict[str, str]]:
    """Reports of faults, which nobody could fetch from where they lie."""
    paths = sorted(Path(tempfile.gettempdir()).glob(f"{REPORT}*.txt")) if sys.platform == "emscripten" else []
    told = [{"name": path.name, "text": path.read_text("utf-8-sig")} for path in paths]
    for path in paths:
        path.unlink()
    return told


# ---------------------------------------------------------------- files come and go


def _put(desk: Desk, asked: Mapping[str, Any], buffers: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Files, each under the path that it has in what was dropped. The page gives no two the same path."""
    for relative, data in zip(asked["files"], buffers, strict=True):
        path = desk.handed_in / _inside(relative)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        (desk.earlier / relative).unlink(missing_ok=True)
    return {}, []


def _remove(desk: Desk, asked: Mapping[str, Any], _: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    for relative in asked["files"]:
        desk.place_of(_inside(relative)).unlink(missing_ok=True)
    return {}, []


def _clear(desk: Desk, _: Mapping[str, Any], __: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    desk.clear()
    return {}, []


def _same_station(desk: Desk, asked: Mapping[str, Any], buffers: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Whether a file is the one on the desk anew, of the same station and year, and not another's of the same name."""
    name = Path(asked["file"]).name
    with _folder(desk.root / "compared") as folder:
        (folder / name).write_bytes(buffers[0])
        new = names(str(folder), [name])[0]
    old = desk.place_of(_inside(asked["file"]))
    before = names(str(old.parent), [old.name])[0]
    return {"same": (before.station, before.year) == (new.station, new.year)}, []


def _inside(relative: str) -> str:
    """A path that stays below the desk, whatever somebody calls a file."""
    parts = [part for part in relative.split("/") if part not in ("", ".", "..")]
    return "/".join(parts)


# ---------------------------------------------------------------- the plan


def _plan(desk: Desk, asked: Mapping[str, Any], _: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """What is to be done with what lies there: a job for each station's workbook, its ledgers and earlier years."""
    for folder in (desk.handed_in, desk.earlier, desk.results):
        folder.mkdir(parents=True, exist_ok=True)
    _bring_together(desk)
    _lay_office_beside(desk)
    options = _options(asked["options"])
    plan = _planned(desk, options)
    older = _older(desk, list(dict.fromkeys(job.path for job in plan.jobs)))
    unused: tuple[Finding, ...] = ()
    if older:
        _put_apart(desk, older)
        plan = _planned(desk, options)
        plan, unused = with_previous(plan, [str(desk.earlier)], _described)
    desk.jobs = {key(job): job for job in plan.jobs}
    return {
        "jobs": [_job(each, job) for each, job in desk.jobs.items()],
        "earlier": older,
        "ledgers": sorted(each.relative for job in plan.jobs for each in job.ledgers),
        "strays": [
            {"relative": seen.relative, "findings": _findings([finding("L101", why=why)])} for seen, why in plan.strays
        ],
        "companions": sorted({each.relative for job in plan.jobs for each in job.beside}),
        "old_reports": list(_old_reports(desk, {job.path for job in plan.jobs})),
        "findings": _findings(unused),
    }, []


def _options(asked: Mapping[str, Any]) -> JobOptions:
    as_of = date.fromisoformat(asked["as_of"]) if asked.get("as_of") else None
    return JobOptions(report=bool(asked.get("report", True)), as_of=as_of, time=asked.get("time") or "", facts=False)


def _planned(desk: Desk, options: JobOptions) -> Plan:
    source = str(desk.handed_in)
    return make_plan(source, str(desk.results), options, partial(_look, source), desk.named)


def _look(source: str, relatives: Sequence[str]) -> Any:
    return survey(source, list(relatives))


def _described(root: str, relatives: Sequence[str]) -> list[Described]:
    return describe(root, list(relatives))


def _bring_together(desk: Desk) -> None:
    """What was put apart lies with the rest again: which year is the latest may have changed."""
    for path in sorted(desk.earlier.rglob("*")):
        if path.is_file():
            back = desk.handed_in / path.relative_to(desk.earlier)
            back.parent.mkdir(parents=True, exist_ok=True)
            path.replace(back)


def _lay_office_beside(desk: Desk) -> None:
    """The office's schemes and template in every folder, where somebody's own of that name does not lie already."""
    if desk.office is None or not desk.office.is_dir():
        return
    for folder in {path.parent for path in desk.handed_in.rglob("*") if path.is_file()}:
        for own in desk.office.iterdir():
            if not (folder / own.name).exists():
                shutil.copyfile(own, folder / own.name)


def _older(desk: Desk, stations: Sequence[str]) -> list[str]:
    """Workbooks of a station of which a later year lies there too."""
    latest: dict[str, str] = {}
    if len(stations) < 2:
        return []
    about = desk.named(stations)
    for each in about:
        if each.station and each.year:
            latest[each.station] = max(latest.get(each.station, ""), each.year)
    return [each.relative for each in about if each.station and each.year and each.year < latest[each.station]]


def _put_apart(desk: Desk, relatives: Sequence[str]) -> None:
    """Workbooks of earlier years, with the office's schemes that lay beside them."""
    for relative in relatives:
        target = desk.earlier / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        source = desk.handed_in / relative
        for scheme in source.parent.glob("*.toml"):
            shutil.copyfile(scheme, target.parent / scheme.name)
        source.replace(target)


def _old_reports(desk: Desk, stations: Container[str]) -> Iterator[str]:
    """Reports of earlier years, from which a workbook can be filled. A damaged one is left to whoever fills it."""
    for path in sorted(each for each in desk.handed_in.rglob("*") if each.is_file()):
        relative = path.relative_to(desk.handed_in).as_posix()
        if relative in stations or path.name == TEMPLATE_NAME or path.suffix == SCHEME_SUFFIX:
            continue
        with path.open("rb") as stream:
            start = stream.read(_START)
        kind = kind_of(start if not start.startswith(b"PK") else path.read_bytes())
        if kind in (PDF, TEXT) or (kind is WORD and _is_report(path.read_bytes())):
            yield relative


def _is_report(data: bytes) -> bool:
    from workbook_tools.old_reports import is_report

    return is_report(data, WORD)


def _job(name: str, job: Job) -> dict[str, Any]:
    return {
        "key": name,
        "relative": job.relative,
        "file": job.path,
        "ledgers": [each.relative for each in job.ledgers],
        "previous": [each.relative for each in job.previous or ()],
    }


# ---------------------------------------------------------------- the work


def _work(desk: Desk, asked: Mapping[str, Any], _: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """One workbook done, with every file that came of it; these do not stay on the desk."""
    job = desk.jobs[asked["key"]]
    shutil.rmtree(desk.results, ignore_errors=True)
    desk.results.mkdir(parents=True)
    record = process(job)
    whole = next(BatchState(place(str(desk.results))).stored([job.relative]), record)
    files = [
        (kind, path, (desk.results / path).read_bytes()) for kind, path in sorted(whole.outputs.items(), key=_rank)
    ]
    shutil.rmtree(desk.results, ignore_errors=True)
    return {
        "outcome": dict(whole.outcome),
        "missing": list(whole.details.get("missing", ())),
        "outputs": [{"kind": kind, "name": posixpath.basename(path), "size": len(data)} for kind, path, data in files],
        "digest": job.digest,
    }, [data for _, _, data in files]


def _rank(output: tuple[str, str]) -> tuple[int, str]:
    """The workbook first, then what is read on paper, then what is read on a screen."""
    ranks = ("xlsx", "xlsm", "docx")
    suffix = output[1].rpartition(".")[2]
    return ranks.index(suffix) if suffix in ranks else len(ranks), output[1]


def _check(desk: Desk, asked: Mapping[str, Any], _: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Findings only, of the form's own cells where it is a form."""
    from workbook_tools.library.options import Options
    from workbook_tools.recompute import check_file

    job = desk.jobs[asked["key"]]
    previous = [desk.earlier / each.relative for each in job.previous or ()]
    options = Options(as_of=job.options.as_of, previous=previous)
    outcome = check_file(desk.handed_in / job.path, options, project=job.project)
    return {"outcome": outcome.to_dict() | {"file": job.relative}, "outputs": [], "digest": job.digest}, []


def _explain(desk: Desk, asked: Mapping[str, Any], _: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    from workbook_tools.explain import explain
    from workbook_tools.explain.words import as_object, as_text

    as_of = date.fromisoformat(asked["as_of"]) if asked.get("as_of") else None
    explained = explain(desk.place_of(_inside(asked["file"])), asked["cells"], as_of=as_of)
    return {"text": as_text(explained), **as_object(explained), "ok": True}, []


def _new(desk: Desk, asked: Mapping[str, Any], _: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """A blank workbook of a year by a scheme; with the buttons, if its name says so."""
    from workbook_tools.excel.new_workbook import make_new

    with _folder(desk.root / "new") as folder:
        path = make_new(folder / asked["name"], asked["year"], asked.get("scheme") or "", desk.office)
        return {"name": path.name}, [path.read_bytes()]


def _fill(desk: Desk, asked: Mapping[str, Any], _: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """The standard workbook that a report of an earlier year fills."""
    from workbook_tools.import_form import imported
    from workbook_tools.recompute import CONVERTED

    report = desk.place_of(_inside(asked["file"]))
    with _folder(desk.root / "new") as folder:
        made = imported(report, folder / f"{report.stem}{CONVERTED}.xlsx")
        return {"name": made.path.name, "findings": _findings(made.findings)}, [made.path.read_bytes()]


# ---------------------------------------------------------------- saving


def _zip(_: Desk, asked: Mapping[str, Any], buffers: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Files in one archive: they are compressed already, so they only go in."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for path, data in zip(asked["files"], buffers, strict=True):
            archive.writestr(zipfile.ZipInfo(_inside(path), ZIP_TIME), data)
    return {}, [stream.getvalue()]


def _names_beside(_: Desk, asked: Mapping[str, Any], __: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """What may be lying in a folder already and matters when results are written there."""
    from workbook_tools.storage.names import LAST_EDITION, edition_path

    names: list[str] = []
    for output in asked["outputs"]:
        path = Path(output["name"])
        kept = [previous_version_path(path)] if output["kind"] == "workbook" else []
        editions = [edition_path(path, number) for number in range(1, LAST_EDITION + 1)]
        names += [each.name for each in (editions[:1] if kept else editions) + kept]
    return {"names": names}, []


def _settle(desk: Desk, asked: Mapping[str, Any], buffers: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Results put into a copy of the folder they belong into, by the rules that hold on a disk: what of it has changed.

    `there` are the files that lie in the folder, `outputs` the results; `source` is the workbook and `digest` what it
    was when it was computed. What is to be written comes in the order in which it has to be.
    """
    from workbook_tools.report import is_untouched

    there, outputs = asked["there"], asked["outputs"]
    data = list(buffers)
    if hashlib.sha256(dict(zip(there, data, strict=False)).get(asked["source"], b"")).hexdigest() != asked["digest"]:
        raise CannotProcess(finding("N021", name=asked["source"]))
    said: list[Finding] = []
    with _folder(desk.root / "back") as folder:
        before = dict(zip(there, data[: len(there)], strict=True))
        for name, content in before.items():
            (folder / name).write_bytes(content)
        order: list[str] = []
        for output, content in zip(outputs, data[len(there) :], strict=True):
            target = folder / output["name"]
            if output["kind"] == "workbook":
                written = replace_file(target, content, keep_previous=True)
                order += [written.previous.name] if written.previous is not None else []
            else:
                written = write_report(target, content, is_untouched)
            order.append(written.path.name)
            said += written.findings
        now = {name: (folder / name).read_bytes() for name in order}
    changed = [name for name in order if before.get(name) != now[name]]
    return {"files": changed, "findings": _findings(said)}, [now[name] for name in changed]


@contextmanager
def _folder(path: Path) -> Iterator[Path]:
    """A folder for a moment."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _about(_: Desk, __: Mapping[str, Any], ___: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """What this is, for whoever is asked to help."""
    return {"version": __version__, "python": sys.version.split()[0], "suffixes": list(searched_suffixes())}, []


def _findings(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [each.shown() for each in findings]


Verb = Callable[[Desk, Mapping[str, Any], Sequence[bytes]], tuple[dict[str, Any], list[bytes]]]
_VERBS: dict[str, Verb] = {
    "put": _put,
    "remove": _remove,
    "clear": _clear,
    "same_station": _same_station,
    "plan": _plan,
    "work": _work,
    "check": _check,
    "explain": _explain,
    "new": _new,
    "fill": _fill,
    "zip": _zip,
    "names_beside": _names_beside,
    "settle": _settle,
    "about": _about,
}

__all__ = ["Desk", "answer"]
