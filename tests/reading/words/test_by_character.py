"""What is tried on a text, and in which order, by the characters that it has."""

from workbook_tools.reading.words.written.by_character import ByCharacter

_TABLE = ByCharacter((("年月", "days"), ("", "any"), ("%", "rates"), ("月", "months"), ("", "rest")))


def test_a_text_with_none_of_the_characters_needs_what_is_for_any() -> None:
    assert list(_TABLE.for_text("20场")) == ["any", "rest"]


def test_a_text_needs_what_its_characters_are_for_in_the_order_of_the_table() -> None:
    assert list(_TABLE.for_text("95%")) == ["any", "rates", "rest"]
    assert list(_TABLE.for_text("6月")) == ["days", "any", "months", "rest"]
    assert list(_TABLE.for_text("6月95%")) == ["days", "any", "rates", "months", "rest"]
