"""What a row says of itself: the words by which it is called, and what it promises."""

from typing import Literal, NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern

Role = Literal["target", "actual"]  # which side of a row a cell is

# What the second level of a table is called whatever its rows count.
_A_LEVEL_OF_ALL = lazy_pattern(
    "(?:产出|效益|效果|数量|质量|时效|成本|经济成本|社会成本|生态环境成本|经济效益|社会效益|生态效益|环境效益|可持续影响|可持续发展"
    "|服务对象满意度|受益对象满意度|满意度|预算|预算执行|过程|决策|项目)*(?:指标|效益|影响)?"
)


_FIGURES = lazy_pattern("[0-9][0-9.,]*(?:人次|户次|场次|小时|万元|[^0-9,;、()]?)|[≥≤<>=]")


class RowWords(NamedTuple):
    """What a row says of itself: its name, and in an actual its target."""

    name: str = ""
    target: str = ""

    @property
    def named(self) -> str:
        """The name, or where there is none what the target counts: the 专职社工 of 专职社工12人."""
        return self.name.strip("-—/") or _FIGURES.sub("", self.target)

    @property
    def own(self) -> str:
        """All of it."""
        return self.name + self.target

    def has(self, word: str) -> bool:
        """Whether it says a word itself."""
        return word in self.name or word in self.target


def row_words(name: str, item: str, above: str, target: str = "") -> RowWords:
    """What a row says of itself. The level above belongs to it unless it is called as in every table (数量指标)."""
    named = f"{name} {item}".strip()
    return RowWords(named if _A_LEVEL_OF_ALL.fullmatch("".join(above.split())) else f"{above} {named}", target)
