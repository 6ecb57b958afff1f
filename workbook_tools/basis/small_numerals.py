"""The Chinese numerals up to ten, one character each."""

SMALL_NUMERALS = {character: number for number, character in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
