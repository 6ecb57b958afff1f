"""What the phrases of a clause tell, gathered one by one, and what the clause is read as in the end."""

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


class Gathered:
    """What was told so far."""

    def __init__(self) -> None:
        self.items: list[QuantityItem] = []
        self.said_of: list[tuple[QuantityItem, str]] = []  # the phrase of each item
        self.qualified: list[Qualified] = []
        self.asides: list[tuple[QuantityItem | None, Quantity]] = []  # behind the item
        self.years: list[int] = []
        self.unknown: list[str] = []  # words that nothing accounts for
        self.deadlines: list[str] = []
        self.each: list[str] = []  # 4个社区各5场
        self.other_rates: list[str] = []
        self.other_things: list[str] = []  # 咨询40个 under 个案
        self.of_another_side: list[str] = []  # 15场，其中线上4场 of 线下讲座
        self.came = 0  # 投稿10篇，被采用3篇: figures of what came of some
        self.nobody = ""  # 20场，到场0人
        self.speaks: Sense = ""  # what words without a figure say of all
        self.words: list[str] = []
        self.last = ""
        self.explained = False  # figures in brackets that are passed over

    @property
    def figures(self) -> int:
        return len(self.items) + len(self.qualified)

    def speak(self, sense: Sense, *words: str) -> None:
        """The first word that takes something back decides, unless it says no more than that it was not reached."""
        if self.speaks in ("", "unmet"):
            self.speaks = sense
        self.words += words
