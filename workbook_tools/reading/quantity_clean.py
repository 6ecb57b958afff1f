"""The text of a cell in one spelling, before anything is looked for in it.

Full-width forms, the many signs for ≥ and ≤, dashes, blanks inside words, circled list numbers and the letter O in a
number all become one form. What had to be mended is told by a code.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 4000  # characters that are read at all
_SIGNS = str.maketrans(
    {
        "≧": "≥", "⩾": "≥", "≮": "≥", "≦": "≤", "⩽": "≤", "≯": "≤", "〉": ">", "〈": "<", "≈": "约", "≒": "约",
        "—": "-", "–": "-", "―": "-", "‐": "-", "‑": "-", "‒": "-", "−": "-", "─": "-", "━": "-", "〜": "~", "∼": "~",
        "∶": ":", "٪": "%", "×": "*", "∗": "*", "•": "·", "・": "·", "∙": "·", "⋅": "·", "⁄": "/", "∕": "/", "﹍": "_",
        "㎡": "平方米", "㎥": "立方米", "㎞": "公里", "【": "(", "】": ")", "[": "(", "]": ")", "〔": "(", "〕": ")",
    }
)  # fmt: skip
_CIRCLED = re.compile("[①-⑳]")
_SQUARES = (("km²", "平方公里"), ("m²", "平方米"), ("m³", "立方米"))
_OPERATORS = ((">=", "≥"), ("=>", "≥"), ("≥=", "≥"), ("<=", "≤"), ("=<", "≤"), ("≤=", "≤"), ("==", "="))
_DIGIT_RUN = re.compile(r"[0-9][0-9Oo〇]*(?![A-Za-z])")
_THOUSANDS = re.compile(r"(?<![0-9])([0-9]{1,3})((?: [0-9]{3})+)(?![0-9])")
_ENUMERATOR_AHEAD = re.compile(r"[ \t]+(?=\(?[0-9]{1,2}[.、)](?![0-9]))")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[ \t]+(?=[0-9])")


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """The text in one spelling, at most `LONGEST` characters, items set apart by `;`; and the codes of what was mended."""
    codes: list[str] = []
    text = text[:LONGEST].translate(_SIGNS)
    for sign, word in _SQUARES:
        text = text.replace(sign, word)
    text = _CIRCLED.sub(lambda m: f";{ord(m[0]) - ord('①') + 1}、", text)
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    text = "".join(c for c in text if c in "\n\r\t " or unicodedata.category(c)[0] != "C")
    text = _join_lines(text)
    text = _THOUSANDS.sub(lambda m: m[0].replace(" ", ""), text)
    text = _ENUMERATOR_AHEAD.sub(";", text)
    text = _BETWEEN_DIGITS.sub(";", text)
    text = re.sub(r"[ \t\u3000\xa0]+", "", text)
    for sign, one in _OPERATORS:
        text = text.replace(sign, one)
    mended = _DIGIT_RUN.sub(lambda m: m[0].replace("O", "0").replace("o", "0").replace("〇", "0"), text)
    if mended != text:
        codes.append("Q112")
    return mended, tuple(codes)


def _join_lines(text: str) -> str:
    """Line breaks part items where more than one line has a figure; elsewhere they only wrap words."""
    lines = [line.strip() for line in re.split(r"[\r\n\v\f\x85\u2028\u2029]+", text)]
    lines = [line for line in lines if line]
    with_figures = sum(bool(re.search("[0-9]", line)) for line in lines)
    if with_figures < 2:
        return "".join(lines)
    joined = ""
    for line in lines:
        # A line that starts inside a number or a word of the line above (`社工站需要配备工作` / `人员20人`) is not an item.
        parted = joined and re.search(r"[0-9%;。,、)个次场份人支户名项元时h]$", joined)
        joined += (";" if parted else "") + line
    return joined
