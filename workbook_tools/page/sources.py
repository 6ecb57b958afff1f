"""What a page is made from, as one archive: the program as it is installed, the libraries, Python's own library."""

from __future__ import annotations

import ast
import io
import re
import zipfile
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from workbook_tools.basis.resources import template
from workbook_tools.page.compiling import EARLIEST
from workbook_tools.page.warming import WARM
from workbook_tools.page.wheels import modules

PACKAGE = Path(__file__).resolve().parents[1]
# Rooms that a page has no use for: the live side of Excel, the batch as a whole, facts, the making of pages.
_LEFT_OUT = re.compile(
    r"excel/(addin|bridge|changes|drop|icons|kit|live\w*|shell_link)\.py|facts/.*"
    r"|batch/(rollup/.*|(anonymous|cluster|command|crew|expected|kept_facts|letters|office_settings|office_tables|person_names"
    r"|pool|progress|run|runlog|small_workbook|tasks)\.py)"
    r"|(cli|commands|command_line|talk)\.py|page/(build|wheels|runtime|sources|office|warm_books|packing)\.py"
)
_TEMPLATES = ("*.docx", "*.j2", "*.toml", "schemes/**/*.toml", "macro/*.bas")
_OF_A_BATCH = ("district.docx", "district.j2", "reminder.j2", "rollup.html.j2")
# Of Python's own library: what talks to networks and people, tests, and the tables of encodings that no office uses.
# Named by libraries for what is not done here.
_NEVER = re.compile(
    r"(unittest|ctypes|multiprocessing)/.*|(doctest|pdb)\.py|xml/(dom|sax)/.*|logging/(config|handlers)\.py"
    r"|concurrent/futures/(process|interpreter)\.py|asyncio/(windows_\w+|proactor_events|__main__|tools)\.py"
    r"|email/(mime/.*|(_header_value_parser|headerregistry|contentmanager|policy|generator)\.py)"  # writing letters
)
_UNUSED = re.compile(
    r"(_pyrepl|unittest|pydoc_data|xmlrpc|wsgiref|idlelib|tkinter|venv|ensurepip|curses|dbm|sqlite3|turtledemo"
    r"|multiprocessing|ctypes|http|__phello__|sysconfig)/.*"
    r"|(pdb|bdb|doctest|pydoc|imaplib|mailbox|smtplib|ftplib|poplib|telnetlib|nntplib|pickletools|webbrowser|antigravity"
    r"|turtle|optparse|timeit|trace|cProfile|profile|pstats|tabnanny|pyclbr|cmd|code|this|socketserver|netrc|tarfile"
    r"|_pyio|_pydatetime|_pydecimal|_py_abc|_pylong|plistlib|wave|modulefinder|mimetypes|tracemalloc|symtable|compileall"
    r"|configparser|zipapp|py_compile|runpy|shelve|rlcompleter|pty|tty|colorsys|getopt|getpass|fileinput|filecmp|nturl2path"
    r"|__hello__|sre_\w+|quopri|sched|graphlib|_sysconfigdata[\w-]*|argparse|gettext)\.py"
    r"|xml/(dom|sax)/.*|concurrent/futures/(process|interpreter)\.py|logging/(config|handlers)\.py"
    r"|encodings/(?!__init__|aliases|utf_|ascii|latin_1|gb|big5|hz|cp437|cp1252|cp950|idna|raw_unicode|unicode_escape|punycode).*"
)


def archive(wheels: Iterable[Path], standard_library: bytes, office: Mapping[str, bytes], warm: bytes) -> bytes:
    """`site/…` and `std/…`; what the office's own page has beside every workbook lies in `site/office/`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as packed:
        site = [*_site(wheels, office), (f"site/workbook_tools/page/{WARM.name}", warm)]
        named = {each for name, data in site if name.endswith(".py") for each in _imported(data)}
        for name, data in sorted([*site, *_standard(standard_library, named)]):
            packed.writestr(zipfile.ZipInfo(name, EARLIEST), data)
    return stream.getvalue()


def _site(wheels: Iterable[Path], office: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for path in _own_modules():
        yield f"site/workbook_tools/{path.relative_to(PACKAGE).as_posix()}", path.read_bytes()
    for pattern in _TEMPLATES:
        for path in template().glob(pattern):
            inner = path.relative_to(template()).as_posix()
            if inner not in _OF_A_BATCH:
                yield f"site/workbook_tools/templates/{inner}", path.read_bytes()
    for wheel in wheels:
        for name, data in modules(wheel):
            yield f"site/{name}", data
    for name, data in office.items():
        yield f"site/office/{name}", data


def _standard(library: bytes, named: Container[str]) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(library)) as packed:
        for name in packed.namelist():
            top = name.partition("/")[0].removesuffix(".py")
            if not name.endswith(".py") or _NEVER.fullmatch(name):
                continue
            if top in named or not _UNUSED.fullmatch(name):
                yield f"std/{name}", packed.read(name)


def _imported(module: bytes) -> Iterator[str]:
    """What a module names, wherever it does: what may be needed is never left out."""
    for node in ast.walk(ast.parse(module)):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def _own_modules() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        inner = path.relative_to(PACKAGE).as_posix()
        if not _LEFT_OUT.fullmatch(inner) and not inner.startswith("templates/"):
            yield path
