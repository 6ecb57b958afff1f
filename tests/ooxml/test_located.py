"""Trees of small parts: the same bytes are taken apart once, and what is refused stays refused."""

from __future__ import annotations

import pytest

from workbook_tools.ooxml import PackageProblem
from workbook_tools.ooxml.located import (
    DEEPEST,
    KEPT_BYTES,
    KEPT_ELEMENTS,
    Splice,
    append_child,
    apply,
    parse,
    raw_children,
    raw_name,
    tag_end,
    with_attributes,
)

PART = "xl/workbook.xml"
SMALL = b"<a><b/><c>d</c></a>"


def test_a_part_that_was_taken_apart_before_still_keeps_to_a_lower_limit() -> None:
    assert parse(SMALL, PART).elements == 3
    with pytest.raises(PackageProblem, match="F104"):
        parse(SMALL, PART, most=2)


@pytest.mark.parametrize("damaged", [b"<a><b></a>", b"<!DOCTYPE a><a/>", b""])
def test_a_damaged_part_is_refused_each_time_under_its_own_name(damaged: bytes) -> None:
    for part in (PART, "xl/styles.xml", PART):
        with pytest.raises(PackageProblem) as problem:
            parse(damaged, part)
        assert problem.value.figures["part"] == part


@pytest.mark.parametrize("large", [b"<a>" + b"<b/>" * KEPT_ELEMENTS + b"</a>", b"<a>" + b"d" * KEPT_BYTES + b"</a>"])
def test_a_large_part_is_not_kept(large: bytes) -> None:
    assert parse(SMALL, PART) is parse(SMALL, PART)
    assert parse(large, PART) is not parse(large, PART)


@pytest.mark.parametrize(
    ("tag", "changes", "after"),
    [
        (b'<a r="1" s="2">', {"s": "3"}, b'<a r="1" s="3">'),
        (b'<a r="1" s="2"/>', {"s": None}, b'<a r="1"/>'),
        (b"<a  r='1'\n s='2' >", {"s": "3"}, b"<a  r='1' s=\"3\">"),
        (b"<a/>", {"t": "4", "s": None}, b'<a t="4"/>'),
        (b'<p:a r="a>b">', {"t": "4"}, b'<p:a r="a>b" t="4">'),
        (b'<a r="1">', {}, b'<a r="1">'),
    ],
)
def test_attributes_are_set_or_taken_out_and_the_others_stay(
    tag: bytes, changes: dict[str, str | None], after: bytes
) -> None:
    assert with_attributes(tag + b"<b/>", 0, changes) == after


@pytest.mark.parametrize(
    ("data", "changes", "after"),
    [
        (b'<a x="1"><b/></a>', None, b'<a x="1"><b/><c/></a>'),
        (b'<a x="1"><b/></a>', {"x": "2"}, b'<a x="2"><b/><c/></a>'),
        (b'<a x="1"></a>', {"y": "2"}, b'<a x="1" y="2"><c/></a>'),
        (b'<a x="1"/>', None, b'<a x="1"><c/></a>'),
        (b'<p:a xmlns:p="urn:p" />', {"x": "2"}, b'<p:a xmlns:p="urn:p" x="2"><c/></p:a>'),
    ],
)
def test_a_child_is_put_last_into_an_element_that_is_open_or_closed(
    data: bytes, changes: dict[str, str | None] | None, after: bytes
) -> None:
    assert apply(data, append_child(parse(data, PART), data, b"<c/>", changes)) == after


def test_edits_are_made_in_the_order_of_their_places_and_must_not_overlap() -> None:
    splices = [Splice(4, 4, b"2"), Splice(0, 2, b""), Splice(4, 4, b"3"), Splice(2, 4, b"1")]
    assert apply(b"abcdef", splices) == b"123ef"
    with pytest.raises(ValueError, match="overlap"):
        apply(b"abcdef", [Splice(0, 3, b"x"), Splice(2, 4, b"y")])


def test_a_tag_ends_behind_its_quotes_and_begins_with_its_name() -> None:
    assert tag_end(b"<p:a x=\"1>2\" y='>'/>z", 0) == 20
    assert raw_name(b"<p:a>", 0) == "p:a"
    for asked in (tag_end, raw_name):
        with pytest.raises(ValueError, match="no tag"):
            asked(b"text<a>", 0)


def test_children_are_told_with_their_places() -> None:
    cell = b'<c><f a=">">1</f><v/><is><t>x</t></is></c>'
    assert [(child.name, cell[child.start : child.end]) for child in raw_children(cell)] == [
        ("f", b'<f a=">">1</f>'),
        ("v", b"<v/>"),
        ("is", b"<is><t>x</t></is>"),
    ]


def test_a_tree_is_walked_from_the_top_in_the_order_of_the_text() -> None:
    root = parse(b'<a><p:b xmlns:p="urn:p">1<c/>2</p:b><d/></a>', PART)
    assert [(node.local, node.text) for node in root.walk()] == [("a", ""), ("b", "12"), ("c", ""), ("d", "")]
    assert [node.local for node in root.children] == ["b", "d"]
    assert root.child("d") is root.children[1]
    assert root.child("c") is None
    assert [root.children[0].self_closed, root.children[1].self_closed] == [False, True]


def test_a_tree_may_be_so_deep_and_no_deeper() -> None:
    assert parse(b"<a>" * DEEPEST + b"</a>" * DEEPEST, PART).elements == DEEPEST
    with pytest.raises(PackageProblem, match="F107"):
        parse(b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1), PART)
