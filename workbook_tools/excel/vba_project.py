"""A vbaProject.bin from source text, and our modules merged into one that exists.

No cache is ever written: a project says "compiled by an unknown version" and each source begins at the start of its
stream, so that Excel compiles from source on loading ([MS-OVBA] 2.3.4.1). Same sources, same bytes.

pyOpenVBA does as well and reads all of this back in the tests. It is not used here because it edits files on disk and
saves the package itself, which is `ooxml`'s to do; the pieces below that are private to it, and come with 14 MB.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbook_tools.excel.compound_file import CompoundFileProblem, Storage, read_compound_file
from workbook_tools.excel.compound_writer import write_compound_file
from workbook_tools.excel.compression import CompressionProblem, compress, decompress
from workbook_tools.excel.vba_streams import (
    CRLF,
    DirStream,
    Kind,
    ModuleEntry,
    ProjectProblem,
    is_locked,
    name_pairs,
    new_project_stream,
    with_modules,
)

PROJECT_NAME = "VBAProject"
_CODE_PAGE = 1252  # our sources are ASCII, which reads the same under every code page
_NOT_COMPILED = bytes.fromhex("cc61ffff000100")
_BASES = {
    "workbook": "0{00020819-0000-0000-C000-000000000046}",
    "sheet": "0{00020820-0000-0000-C000-000000000046}",
    "chart": "0{00020821-0000-0000-C000-000000000046}",
}


class LockedProject(ValueError):
    """The project is locked for viewing: it is its owner's to change."""


class SignedProject(ValueError):
    """The project is signed: a change would break the signature."""


class ModuleNameTaken(ValueError):
    """A module of that name exists and is not ours."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Module:
    """One module. `source` has no attribute header: that follows from name and kind."""

    name: str
    kind: Kind
    source: str = ""

    @property
    def text(self) -> str:
        """The whole module as it is stored, lines ended by CR LF."""
        lines = self.source.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
        lines = [line for line in lines if not line.startswith("Attribute VB_Name")]
        return CRLF.join([*self._header(), *lines]) + CRLF

    def _header(self) -> list[str]:
        head = [f'Attribute VB_Name = "{self.name}"']
        if self.kind != "standard":
            head += [
                f'Attribute VB_Base = "{_BASES[self.kind]}"',
                "Attribute VB_GlobalNameSpace = False",
                "Attribute VB_Creatable = False",
                "Attribute VB_PredeclaredId = True",
                "Attribute VB_Exposed = True",
                "Attribute VB_TemplateDerived = False",
                "Attribute VB_Customizable = True",
            ]
        return head


def build_project(modules: Sequence[Module]) -> bytes:
    """The vbaProject.bin of the modules: one of kind workbook and one of kind sheet or chart for every code name."""
    texts = {module.name: module.text.encode("ascii") for module in modules}
    listed = [(module.name, module.kind == "standard") for module in modules]
    vba = Storage({name: compress(text) for name, text in texts.items()})
    vba.children["_VBA_PROJECT"] = _NOT_COMPILED
    vba.children["dir"] = compress(DirStream.new(listed, PROJECT_NAME, _CODE_PAGE).packed())
    root = Storage({"VBA": vba})
    root.children["PROJECT"] = new_project_stream(listed, PROJECT_NAME, _project_id(texts))
    root.children["PROJECTwm"] = name_pairs(texts) + b"\0\0"
    return write_compound_file(root)


def add_modules(project: bytes, modules: Sequence[Module], mark: str) -> bytes:
    """A project with our standard modules added; those of an earlier time, known by `mark` in their text, are replaced.

    All other modules, forms, references and settings stay. What Excel keeps compiled is dropped, since it describes the
    project as it was. Raises `LockedProject`, `SignedProject`, `ModuleNameTaken`, or `ProjectProblem` when the project
    cannot be read.
    """
    root, vba, directory = _opened(project)
    settings = root.stream("PROJECT")
    if is_locked(settings):
        raise LockedProject
    if any(name.upper().startswith("_VBA_PROJECT_SIGNATURE") for name in (*root.children, *vba.children)):
        raise SignedProject
    present = {entry.name.upper(): entry for entry in directory.modules}
    added = []
    for module in modules:
        entry = present.get(module.name.upper())
        if entry is None:
            added.append(module.name)
            directory.add_module(module.name)
        elif mark not in _source(vba, entry, directory.codec):
            raise ModuleNameTaken(module.name)
    for entry in directory.modules:
        if entry.offset:
            vba.put(entry.stream, vba.stream(entry.stream)[entry.offset :])
    directory.without_caches()
    for module in modules:
        entry = present.get(module.name.upper())
        vba.put(entry.stream if entry else module.name, compress(module.text.encode("ascii")))
    vba.children = {n: c for n, c in vba.children.items() if not n.upper().startswith("__SRP_")}
    vba.put("_VBA_PROJECT", _NOT_COMPILED)
    vba.put("dir", compress(directory.packed()))
    root.put("PROJECT", with_modules(settings, added))
    if root.name_of("PROJECTwm"):
        pairs = root.stream("PROJECTwm")
        root.put("PROJECTwm", pairs.removesuffix(b"\0\0") + name_pairs(added) + b"\0\0")
    return write_compound_file(root)


def read_modules(project: bytes) -> dict[str, str]:
    """The sources of a project by module name, in the project's order. Raises `ProjectProblem`."""
    _, vba, directory = _opened(project)
    return {entry.name: _source(vba, entry, directory.codec) for entry in directory.modules}


def _opened(project: bytes) -> tuple[Storage, Storage, DirStream]:
    try:
        root = read_compound_file(project)
        vba = root.storage("VBA")
        return root, vba, DirStream(decompress(vba.stream("dir")))
    except (CompoundFileProblem, CompressionProblem) as error:
        raise ProjectProblem(str(error)) from error


def _source(vba: Storage, entry: ModuleEntry, codec: str) -> str:
    try:
        return decompress(vba.stream(entry.stream)[entry.offset :]).decode(codec, "replace")
    except (CompoundFileProblem, CompressionProblem, LookupError) as error:
        raise ProjectProblem(f"the module {entry.name} cannot be read: {error}") from error


def _project_id(texts: dict[str, bytes]) -> str:
    """A GUID that follows from the sources."""
    digest = hashlib.sha256(b"\0".join(_flat(texts.items()))).hexdigest().upper()
    return f"{{{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}}}"


def _flat(items: Iterable[tuple[str, bytes]]) -> Iterable[bytes]:
    for name, text in items:
        yield name.encode("ascii")
        yield text
