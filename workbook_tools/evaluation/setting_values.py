"""What may stand for a setting, in a scheme's file and in 评分规则: its limits, how it is read, how it is shown."""

from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

from workbook_tools.evaluation.scheme import ONE, TOTAL_POINTS, bare_text

Unit = Literal["分", "%", ""]


class Number(NamedTuple):
    """A figure from `least` to `most`; a share is a fraction and shown in %."""

    expected: str
    least: Decimal
    most: Decimal
    unit: Unit
    whole: bool = False

    def read(self, text: str) -> Decimal:
        """Raises ValueError for what is no such figure."""
        shown = bare_text(text).removesuffix("分").removesuffix("天").removesuffix("日").removesuffix("个工作")
        try:
            value = Decimal(shown.removesuffix("%")) / (100 if shown.endswith("%") else 1)
        except InvalidOperation:
            raise ValueError(text) from None
        if not value.is_finite() or not self.least <= value <= self.most or (self.whole and value != int(value)):
            raise ValueError(text)
        return value

    def show(self, value: object) -> str:
        figure = Decimal(str(value)) * (100 if self.unit == "%" else 1)
        return f"{figure.normalize():f}{self.unit}"


class Words(NamedTuple):
    """One of a few words; several may mean the same. The first word for a meaning is the one that is shown."""

    meanings: tuple[tuple[str, str | bool], ...]

    @property
    def expected(self) -> str:
        return "、".join(f"“{word}”" for word, _ in self.meanings if not word.isascii()) + "之一"

    @property
    def choices(self) -> tuple[str, ...]:
        """The words of a scheme's file, the usual one first."""
        return tuple(dict.fromkeys(meaning for _, meaning in self.meanings if isinstance(meaning, str)))

    def read(self, text: str) -> str | bool:
        """Raises ValueError for another word."""
        wanted = bare_text(text).lower()
        found = next((meaning for word, meaning in self.meanings if word == wanted), None)
        if found is None:
            raise ValueError(text)
        return found

    def show(self, value: object) -> str:
        return next((word for word, meaning in self.meanings if meaning == value), str(value))


Value = Number | Words

POINTS = Number("0 到 100 的分数，例如 10", Decimal(0), TOTAL_POINTS, "分")
SHARE = Number("0 到 1 的小数或百分数，例如 10%", Decimal(0), ONE, "%")
PACE = Number("0 到 2 的小数或百分数，例如 80%", Decimal(0), ONE * 2, "%")
FAR_ABOVE = Number("130% 这样的百分数", ONE, Decimal(100), "%")
WORKING_DAYS = Number("1 到 366 的整数", ONE, Decimal(366), "", whole=True)
CEILING = Words(
    (
        ("按比例", "ratio"), ("比例", "ratio"), ("ratio", "ratio"), ("线性", "linear"), ("linear", "linear"),
        ("不得分", "all-or-nothing"), ("0分", "all-or-nothing"), ("all-or-nothing", "all-or-nothing"),
    )
)  # fmt: skip
EQUAL = Words(
    (
        ("不少于", "at-least"), ("at-least", "at-least"), ("完全相等", "exact"), ("必须相等", "exact"),
        ("exact", "exact"),
    )
)  # fmt: skip
SCORERS = Words(
    (
        ("平均", "mean"), ("算术平均", "mean"), ("mean", "mean"), ("中位数", "median"), ("median", "median"),
        ("去掉最高分和最低分后平均", "trimmed-mean"), ("去掉最高最低", "trimmed-mean"),
        ("trimmed-mean", "trimmed-mean"),
    )
)  # fmt: skip
FLAG = Words((("否", False), ("是", True), ("false", False), ("true", True), ("0", False), ("1", True)))
