"""Indicator names across stations: the same name in another spelling is one; a near name is suggested, never merged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.facts.aliases import own_aliases

_NOISE = re.compile(r"[\s（）()【】\[\]：:、，,.。·-]+")
NEAR = 0.75  # likeness from which a pair is worth a look
MOST_NAMES = 600  # names compared with each other; the rarest are left out beyond that
GRADES = ("优", "良", "中", "差")  # from the best


def canonical(name: str) -> str:
    """The name in its common spelling: NFKC, no blanks; an item's name through the aliases."""
    aliases = own_aliases()
    parts = [without_blanks(part) for part in unicodedata.normalize("NFKC", name).split("·")]
    return "·".join(aliases.get(part, part) for part in parts if part)


def near_names(counts: Mapping[str, int]) -> Iterator[tuple[str, int, str, int, float]]:
    """Pairs of different names that may mean one indicator, with how many stations use each; the likest first."""
    import difflib

    common = sorted(counts, key=lambda name: (-counts[name], name))[:MOST_NAMES]
    bare = {name: _NOISE.sub("", name) for name in common}
    pairs = []
    for place, first in enumerate(common):
        matcher = difflib.SequenceMatcher(b=bare[first], autojunk=False)
        for second in common[place + 1 :]:
            matcher.set_seq1(bare[second])
            if matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and _words_agree(first, second):
                likeness = matcher.ratio()
                if likeness >= NEAR:
                    pairs.append((first, counts[first], second, counts[second], likeness))
    yield from sorted(pairs, key=lambda pair: (-pair[4], pair[0], pair[2]))


def _words_agree(first: str, second: str) -> bool:
    """Names that differ in a number (第1项, 第2项) are different on purpose."""
    return re.findall(r"\d+|[一二三四五六七八九十]", first) == re.findall(r"\d+|[一二三四五六七八九十]", second)
