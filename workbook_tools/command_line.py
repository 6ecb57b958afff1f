"""What can be typed: every command and option, with its Chinese help."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

from workbook_tools.catalogue.running import USAGE

# argparse speaks English; what it says about a wrong call is told in Chinese instead.
_ERRORS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.*)", "缺少必需的参数：{0}"),
    (r"unrecognized arguments: (.*)", "不认识的参数：{0}"),
    (r"argument 命令: invalid choice: '(.*?)' \(choose from .*\)", "没有名为“{0}”的命令"),
    (r"argument (.*?): invalid choice: '(.*?)' \(choose from (.*)\)", "参数“{0}”的取值“{1}”不在可选范围之内：{2}"),
    (r"argument (.*?): expected one argument", "参数“{0}”后面要有一个值"),
    (r"argument (.*?): expected at least one argument", "参数“{0}”后面至少要有一个值"),
    (r"argument (.*?): ignored explicit argument (.*)", "参数“{0}”不带值，不应写{1}"),
    (r"ambiguous option: (.*?) could match (.*)", "选项“{0}”有歧义，可能是：{1}"),
    (r"argument (.*?): (.*)", "参数“{0}”：{1}"),
)


def build_parser(command: str = "") -> argparse.ArgumentParser:
    """The whole command line; of the commands only the named one, if there is one: the others cost 4 ms."""
    parser = _Parser(prog="workbook-tools", description=USAGE["program"])
    parser.add_argument("--version", action=_Version, nargs=0, help=USAGE["--version"])
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True, title="命令", parser_class=_Parser)
    for name in [command] if command in _COMMANDS else _COMMANDS:
        _COMMANDS[name](commands.add_parser(name, help=USAGE[name], description=USAGE[name]))
    return parser


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    def __init__(self, **settings: object) -> None:
        super().__init__(formatter_class=_Formatter, add_help=False, allow_abbrev=False, **settings)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help=USAGE["--help"])

    def error(self, message: str) -> NoReturn:
        from workbook_tools.catalogue import finding
        from workbook_tools.talk import print_findings

        print_findings([finding("U001", problem=_in_chinese(message), command=self.prog)])
        sys.exit(2)


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from workbook_tools.basis.version import __version__

        print(f"workbook-tools {__version__}")
        parser.exit()


def _in_chinese(message: str) -> str:
    for pattern, sentence in _ERRORS:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            return sentence.format(*match.groups())
    return message


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="文件", nargs="+", type=Path, help=USAGE["files"])


def _option(parser: argparse.ArgumentParser, name: str, **settings: object) -> None:
    parser.add_argument(name, help=USAGE[name], **settings)  # type: ignore[arg-type]


def _previous(parser: argparse.ArgumentParser, kind: Callable[[str], object] = Path) -> None:
    _option(parser, "--previous", metavar="工作簿", type=kind, action="append", default=[])


def _common(parser: argparse.ArgumentParser) -> None:
    _option(parser, "--json", action="store_true")
    _option(parser, "--as-of", metavar="日期", type=_day)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"日期要写成 2023-07-31 的样子，而不是“{text}”") from None


def _time(text: str) -> str:
    """As 审计信息 shall have it."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"时间要写成 2023-07-31 10:00 的样子，而不是“{text}”") from None
    return moment.isoformat(sep=" ", timespec="minutes" if len(text.strip()) <= 16 else "seconds")


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"要写一个不小于 1 的整数，而不是“{text}”")
    return int(text)


def _year(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 2000 <= int(text) <= 2099:
        raise argparse.ArgumentTypeError(f"年度要写成 2026 的样子，而不是“{text}”")
    return int(text)


def _recompute(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    _option(parser, "--out", metavar="文件夹", type=Path)
    _option(parser, "--no-report", action="store_true")
    _previous(parser)
    _option(parser, "--time", metavar="时间", type=_time)
    _common(parser)


def _check(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    _previous(parser)
    _common(parser)


def _report(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    _option(parser, "--out", metavar="文件夹", type=Path, required=True)
    _previous(parser)
    _common(parser)


def _letter(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    _option(parser, "--out", metavar="文件夹", type=Path, required=True)
    _option(parser, "--deadline", metavar="日期", type=_day)
    _common(parser)


def _batch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="文件夹", help=USAGE["folder"])  # or an address (s3://…), so no Path
    _option(parser, "--out", metavar="文件夹", required=True)
    _option(parser, "--jobs", metavar="个数", type=_positive)
    _option(parser, "--timeout", metavar="秒", type=_positive)
    _option(parser, "--scheduler", metavar="地址")
    _option(parser, "--anonymise", action="store_true")
    _option(parser, "--no-report", action="store_true")
    _option(parser, "--expected", metavar="应报名单.xlsx")
    _option(parser, "--letters", action="store_true")
    _option(parser, "--deadline", metavar="日期", type=_day)
    _option(parser, "--book", metavar="数据簿")
    _option(parser, "--quiet", action="store_true")
    _previous(parser, str)  # may be an address as well
    _option(parser, "--time", metavar="时间", type=_time)
    _common(parser)


def _facts(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    _option(parser, "--out", metavar="文件", type=Path, required=True)
    _previous(parser)
    _option(parser, "--as-of", metavar="日期", type=_day)


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", type=Path, help=USAGE["file"])
    parser.add_argument("cells", metavar="单元格", nargs="+", help=USAGE["cells"])
    _option(parser, "--project", metavar="项目", default="")
    _common(parser)


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", type=Path, help=USAGE["new-file"])
    _option(parser, "--year", metavar="年度", type=_year)
    _option(parser, "--scheme", metavar="方案", default="")


def _add_button(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", type=Path, help=USAGE["file"])
    _option(parser, "--out", metavar="文件", type=Path, required=True)


def _addin(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", type=Path, help=USAGE["addin-file"])


def _import_form(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", metavar="自评表", type=Path, help=USAGE["form"])
    _option(parser, "--out", metavar="文件", type=Path, required=True)


def _restore(parser: argparse.ArgumentParser) -> None:
    _files(parser)


def _upgrade(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", type=Path, help=USAGE["file"])
    _option(parser, "--out", metavar="文件", type=Path, required=True)


def _drop(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="文件", type=Path, nargs="*", help=USAGE["files"])


def _kit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="文件夹", type=Path, help=USAGE["kit-folder"])
    _option(parser, "--platform", metavar="平台", default="win_amd64")
    _option(parser, "--python", metavar="版本", default="3.12")
    _option(parser, "--python-installer", metavar="安装程序", type=Path)
    _option(parser, "--wheels", metavar="文件夹", type=Path)


def _page(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", type=Path, help=USAGE["page-file"])
    _option(parser, "--runtime", metavar="文件夹", type=Path, required=True)
    _option(parser, "--wheels", metavar="文件夹", type=Path)
    parser.add_argument(
        "--scheme", metavar="文件", type=Path, nargs="+", action="extend", default=[], help=USAGE["page-scheme"]
    )
    _option(parser, "--template", metavar="文件", type=Path)


def _button(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "verb", choices=("recompute", "check", "report", "batch"), metavar="动作", help=USAGE["button-verb"]
    )
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)


_COMMANDS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "recompute": _recompute,
    "check": _check,
    "report": _report,
    "letter": _letter,
    "batch": _batch,
    "facts": _facts,
    "explain": _explain,
    "new": _new,
    "add-button": _add_button,
    "addin": _addin,
    "import": _import_form,
    "restore": _restore,
    "upgrade": _upgrade,
    "drop": _drop,
    "kit": _kit,
    "page": _page,
    "button": _button,
}
