"""The words beside a figure that may say what it counts: of 共走访20户 the 走访; 共 says nothing of the kind."""

from collections.abc import Sequence
from typing import NamedTuple

from workbook_tools.reading.words.lexicon.lexer import Token, is_place_name
from workbook_tools.reading.words.lexicon.vocabulary import Vocabulary

_AND_SO_ON = "等"
_SHARE = "占"  # what stands behind it is the whole: 占总支出的9%
_CONTENT = ("act", "noun", "own")


class Word(NamedTuple):
    """A word that may say what a figure counts."""

    text: str
    act: str  # that it is or ends on (法律援助), "" where it names a thing
    is_own: bool  # stands in the row's name, whatever it means elsewhere

    @property
    def is_act(self) -> bool:
        return self.act != ""


class Said(NamedTuple):
    """The words beside a figure that may say what it counts, in front of it and behind it; `does`: something was done,
    which may be anything; `acts`: nothing but acts."""

    front: tuple[Word, ...] = ()
    behind: tuple[Word, ...] = ()
    does: bool = False
    acts: bool = False
    only: bool = False  # and nothing else

    @property
    def says(self) -> bool:
        """Whether anything is said of the kind."""
        return bool(self.front or self.behind or self.does)


NO_WORDS = Said()


def said_by(tokens: Sequence[Token], vocabulary: Vocabulary, name: str) -> Said:
    """What the tokens of a phrase say besides its figure."""
    front: list[Word] = []
    behind: list[Word] = []
    words, does, others, examples = front, False, False, 0
    doers = vocabulary.subjects.endings.doers
    for token in tokens:
        if token.kind == "figure":
            words = behind = []  # 4个社区共20场: a noun between two figures belongs to the first
        elif token.text == _SHARE and words is front:
            words = []
        elif token.text == _AND_SO_ON and words is front:
            examples = len(front)
        elif token.kind == "noun" and token.text not in vocabulary.classes and is_place_name(token.text):
            continue
        elif token.kind in _CONTENT or (token.kind != "neutral" and len(token.text) > 1 and token.text in name):
            named = token.kind != "noun" and token.text in vocabulary.subjects.acted.numbers  # 签约
            act = token.text if named else vocabulary.act_of(token.text)
            if words and ((words is behind and len(token.text) == 1) or token.text in doers):
                words[-1] = words[-1]._replace(text=words[-1].text + token.text, act="")  # 30名急救员, 助餐员2处
                continue
            words.append(Word(token.text, act, token.kind not in ("act", "noun")))
        elif token.text == "会" and words:
            words[-1] = words[-1]._replace(text=f"{words[-1].text}会", act="")  # 专题会4次
        elif token.text in vocabulary.subjects.doing:
            does = True
        else:
            others |= token.kind != "mark"
    counted = front[examples:] or behind  # 财务、档案等5项制度; 参与核酸检测等志愿服务46次
    if examples and any(len(word.text) > 1 and word.text in name for word in counted):
        front = front[examples:]
    acts = bool(front) and not (does or others) and all(word.is_act for word in front)
    return Said(
        tuple(front), tuple(word for word in behind if len(word.text) > 1), does, acts, bool(front) and not others
    )
