"""What the phrases of a clause tell, gathered one by one, and what the clause is read as in the end."""

from dataclasses import dataclass, field
from typing import NamedTuple

from workbook_tools.model.basics import Quantity, QuantityItem, Sense
from workbook_tools.reading.words.phrases.phrase import Phrase


class Aside(NamedTuple):
    """A further figure, or a word, that must agree with what was done."""

    place: int | None  # of the item that it stands behind; None for all
    quantity: Quantity


class Read(NamedTuple):
    """What a clause says, or a cell without numbers: its items, and what speaks of all of them."""

    items: list[QuantityItem]
    sense: Sense = ""
    words: tuple[str, ...] = ()
    asides: tuple[Aside, ...] = ()
    years: tuple[int, ...] = ()
    others: bool = False  # some of the items are of another thing


class Qualified(NamedTuple):
    """A figure that is not what was done, or not yet."""

    phrase: Phrase
    quantity: Quantity
    behind: QuantityItem | None  # the item that it stands behind


@dataclass(slots=True)
class Gathered:
    """What was told so far."""

    items: list[QuantityItem] = field(default_factory=list)
    said_of: list[tuple[QuantityItem, str]] = field(default_factory=list)  # the phrase of each item
    qualified: list[Qualified] = field(default_factory=list)
    asides: list[tuple[QuantityItem | None, Quantity]] = field(default_factory=list)  # behind the item
    years: list[int] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # words that nothing accounts for
    deadlines: list[str] = field(default_factory=list)
    each: list[str] = field(default_factory=list)  # 4个社区各5场
    other_rates: list[str] = field(default_factory=list)
    other_things: list[str] = field(default_factory=list)  # 咨询40个 under 个案
    of_another_side: list[str] = field(default_factory=list)  # 15场，其中线上4场 of 线下讲座
    came: int = 0  # 投稿10篇，被采用3篇: figures of what came of some
    nobody: str = ""  # 20场，到场0人
    speaks: Sense = ""  # what words without a figure say of all
    words: list[str] = field(default_factory=list)
    last: str = ""
    explained: bool = False  # figures in brackets that are passed over

    @property
    def figures(self) -> int:
        return len(self.items) + len(self.qualified)

    def speak(self, sense: Sense, *words: str) -> None:
        """The first word that takes something back decides, unless it says no more than that it was not reached."""
        if self.speaks in ("", "unmet"):
            self.speaks = sense
        self.words += words
