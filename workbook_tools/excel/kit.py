"""The offline kit: everything that an office's PC without network needs, in one folder.

wheels/           the program and all it depends on, for the platform and Python asked for
安装.cmd …        makes a private environment from them, without any index, and has the program place its icons
卸载.cmd …        takes it away again
python-….exe      the office's own installer of Python, or for Linux a Python to unpack, where one is given
"""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from email.parser import HeaderParser
from pathlib import Path

from workbook_tools.basis.resources import template
from workbook_tools.basis.version import __version__
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.model import Finding
from workbook_tools.talk import print_findings

PROJECT = "workbook-tools"
_VERSION = b"@VERSION@"  # in the scripts: the Python that the wheels are for
WHEELS = "wheels"
# What a platform is called by pip, newest first; others are handed to pip as they are.
_TAGS = {
    "linux_x86_64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64", "linux_x86_64"),
    "linux_aarch64": ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64", "linux_aarch64"),
    "macosx_arm64": ("macosx_14_0_arm64", "macosx_12_0_arm64", "macosx_11_0_arm64"),
    "macosx_x86_64": ("macosx_14_0_x86_64", "macosx_12_0_x86_64", "macosx_10_13_x86_64", "macosx_10_9_x86_64"),
}


def make_kit(folder: Path, platform: str, python: str, python_installer: Path | None, given: Path | None = None) -> int:
    """Collect the kit. Raises `CannotProcess`; the return value is an exit code.

    `platform` is win_amd64, linux_x86_64, macosx_arm64 … or any tag that pip knows; `python` a version like 3.12.
    Where a folder of wheels is `given`, all comes from there, and nothing from the network.
    """
    if python_installer is not None and not python_installer.is_file():
        raise CannotProcess(finding("X042", path=str(python_installer)))
    suffix = ".exe" if platform.startswith("win") else ".tar.gz"
    if python_installer is not None and not python_installer.name.lower().endswith(suffix):
        raise CannotProcess(finding("X044", name=python_installer.name, platform=platform))
    wheels = folder / WHEELS
    wheels.mkdir(parents=True, exist_ok=True)
    for old in wheels.glob("*.whl"):
        old.unlink()
    own_wheel(wheels, given)
    _collect(wheels, platform, python, given)
    write_scripts(folder, platform, python)
    for old in (*folder.glob("python-*.exe"), *folder.glob("*python-*.tar.gz")):
        old.unlink()
    if python_installer is not None:
        shutil.copyfile(python_installer, folder / _installer_name(python_installer.name))
    elif platform.startswith("win"):
        print_findings([finding("X041", python=python)])
    print_findings([_size(folder)])
    print(folder)
    return 0


# ---------------------------------------------------------------- wheels


def own_wheel(target: Path, given: Path | None = None) -> Path:
    """The wheel of this very program: given, built from a checkout, or put together again from what is installed."""
    for wheel in given.glob(f"workbook_tools-{__version__}-*.whl") if given else ():
        return shutil.copyfile(wheel, target / wheel.name)
    root = Path(__file__).resolve().parents[2]
    if (root / "pyproject.toml").is_file():
        done = _pip("wheel", "--no-deps", "--quiet", "--wheel-dir", str(target), str(root))
        if done.returncode:
            print(done.stdout[-2000:], file=sys.stderr)
            raise CannotProcess(finding("X040", package=PROJECT, platform=sys.platform))
        return next(target.glob("workbook_tools-*.whl"))
    return _packed_again(target)


def _packed_again(target: Path) -> Path:
    distribution = importlib.metadata.distribution(PROJECT)
    path = target / f"workbook_tools-{distribution.version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for file in sorted(distribution.files or (), key=str):
            inside = file.parts[0].startswith("workbook_tools") and "__pycache__" not in file.parts
            if inside and file.name not in ("INSTALLER", "REQUESTED", "direct_url.json"):
                wheel.write(Path(str(distribution.locate_file(file))), file.as_posix())
    return path


def _collect(wheels: Path, platform: str, python: str, given: Path | None) -> None:
    """Download until nothing is missing. pip judges `sys_platform` and the like by this machine, so it is done here."""
    for _ in range(10):
        wanted = missing(wheels, platform, python)
        if not wanted:
            return
        _download(wanted, wheels, platform, python, given)
    raise _not_found("、".join(missing(wheels, platform, python)), platform, python, given)


def _download(wanted: list[str], wheels: Path, platform: str, python: str, given: Path | None) -> None:
    """In one go; where that fails one by one, so that the one which cannot be had is named."""
    tags = _TAGS.get(platform, (platform,))
    source = ("--isolated", "--no-index", "--find-links", str(given)) if given else ()
    for part in (wanted, *([each] for each in wanted)):
        done = _pip(
            "download", "--quiet", "--no-deps", "--only-binary=:all:", "--implementation", "cp", *source,
            "--python-version", python, *(word for tag in tags for word in ("--platform", tag)),
            "--dest", str(wheels), *part,
        )  # fmt: skip
        if done.returncode == 0 and part is wanted:
            return
        if done.returncode and part is not wanted:
            print(done.stdout[-2000:], file=sys.stderr)
            raise _not_found(part[0], platform, python, given)


def _not_found(package: str, platform: str, python: str, given: Path | None) -> CannotProcess:
    if given:
        return CannotProcess(finding("X045", package=package, platform=platform, python=python, path=str(given)))
    return CannotProcess(finding("X040", package=package, platform=platform))


def missing(wheels: Path, platform: str, python: str) -> list[str]:
    """What the collected wheels need on the target and do not find among themselves, as requirements."""
    from pip._vendor.packaging.requirements import Requirement
    from pip._vendor.packaging.utils import canonicalize_name, parse_wheel_filename

    present = {parse_wheel_filename(path.name)[0]: parse_wheel_filename(path.name)[1] for path in wheels.glob("*.whl")}
    environment = _environment(platform, python)
    extras = {canonicalize_name(PROJECT): {"excel"}}
    wanted: dict[str, str] = {}
    for name, lines in _requirements(wheels):
        for line in lines:
            requirement = Requirement(line)
            own = ["", *extras.get(canonicalize_name(name), ())]
            if requirement.marker and not any(requirement.marker.evaluate({**environment, "extra": e}) for e in own):
                continue
            key = canonicalize_name(requirement.name)
            version = present.get(key)
            if version is None or not requirement.specifier.contains(version, prereleases=True):
                wanted[key] = f"{requirement.name}{requirement.specifier}"
    return sorted(wanted.values())


def _requirements(wheels: Path) -> Iterator[tuple[str, list[str]]]:
    for path in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            metadata = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
            headers = HeaderParser().parsestr(wheel.read(metadata).decode())
        yield str(headers["Name"]), [str(line) for line in headers.get_all("Requires-Dist") or []]


def _environment(platform: str, python: str) -> dict[str, str]:
    """The conditions of requirements, as they will hold on the target."""
    machine = platform.partition("_")[2] if platform.startswith("win") else platform.rsplit("_", 1)[-1]
    system, name, posix = ("Linux", "linux", "posix")
    if platform.startswith("win"):
        system, name, posix = "Windows", "win32", "nt"
        machine = {"amd64": "AMD64", "arm64": "ARM64"}.get(machine, "x86")
    elif platform.startswith("macos"):
        system, name = "Darwin", "darwin"
    if platform.endswith("x86_64"):
        machine = "x86_64"
    return {
        "os_name": posix,
        "sys_platform": name,
        "platform_system": system,
        "platform_machine": machine,
        "python_version": ".".join(python.split(".")[:2]),
        "python_full_version": python if python.count(".") > 1 else f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


def _pip(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(
        command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        text=True, errors="replace",
    )  # fmt: skip


# ---------------------------------------------------------------- scripts


def write_scripts(folder: Path, platform: str, python: str) -> None:
    """The installer for the platform, which looks for the very Python that the wheels are for."""
    minor = ".".join(python.split(".")[:2])
    windows, linux = platform.startswith("win"), platform.startswith(("linux", "manylinux"))
    for path in template("office").iterdir():
        if path.suffix == ".txt":  # older editors of Windows show a text without CR as one line
            ends = b"\r\n" if windows else b"\n"
            (folder / path.name).write_bytes(path.read_bytes().replace(b"\n", ends))
        elif path.suffix == (".cmd" if windows else ".command"):
            target = folder / (path.with_suffix(".sh").name if linux else path.name)
            if linux and path.stem == "绩效评价":  # what is dropped on there is a starter, made by the program
                continue
            target.write_bytes(path.read_bytes().replace(_VERSION, minor.encode()))
            target.chmod(0o755)


def _installer_name(name: str) -> str:
    """As the scripts look for it: what python.org and others call it begins with python- or cpython-."""
    return name if name.lower().startswith(("python-", "cpython-")) else f"python-{name}"


def _size(folder: Path) -> Finding:
    """How large the kit is, and about what it takes once it is unpacked."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    unpacked = 0
    for path in (folder / WHEELS).glob("*.whl"):
        with zipfile.ZipFile(path) as wheel:
            unpacked += sum(entry.file_size for entry in wheel.infolist())
    million = 1_000_000
    return finding("X043", megabytes=-(-sum(sizes) // million), installed=-(-unpacked // million))


__all__ = ["make_kit", "missing", "own_wheel"]
