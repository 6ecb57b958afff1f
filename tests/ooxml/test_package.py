"""What a package keeps in mind while parts come and are related is what its bytes say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.ooxml import packages
from workbook_tools.ooxml.package import TYPES_PART, Package
from workbook_tools.ooxml.records import PackageLimits

BOOK, LISTED = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
PLAIN = "application/x-plain"


def prefixed(root: str, child: str) -> Callable[[bytes], bytes]:
    def change(old: bytes) -> bytes:
        for name in (root, child):
            old = old.replace(f"<{name} ".encode(), f"<p:{name} ".encode())
            old = old.replace(f"</{name}>".encode(), f"</p:{name}>".encode())
        return old.replace(b" xmlns=", b" xmlns:p=")

    return change


def spaced(old: bytes) -> bytes:
    return old.replace(b"</Relationships>", b"\n</Relationships >\n<!-- end -->\n")


FORMS: dict[str, dict[str, packages.Change]] = {
    "usual": {},
    "prefixed": {LISTED: prefixed("Relationships", "Relationship")},
    "with something behind": {LISTED: spaced},
    "types with a prefix": {TYPES_PART: lambda old: prefixed("Types", "Override")(prefixed("", "Default")(old))},
    "nothing related": {LISTED: f'<Relationships xmlns="{packages.PACKAGE}/relationships"/>'.encode()},
    "no relationships": {LISTED: None},
}


def said(package: Package, names: tuple[str, ...]) -> list[object]:
    known = [package.relationships(part) for part in ("", *sorted(package.names()))]
    return [known, [package.content_type(name) for name in names]]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_kept_is_what_a_fresh_look_at_the_bytes_finds(rich: bytes, form: str) -> None:
    package = Package(packages.changed(rich, FORMS[form]), PackageLimits())
    names = ("xl/new/one.xml", "xl/new/two & three.xml", "xl/new/four%20.xml", "xl/new/五.xml")
    for name in names:
        identifier = package.relate(BOOK, "thing", name)
        assert identifier not in {relationship.id for relationship in package.relationships(BOOK)[:-1]}
        assert package.relationships(BOOK)[-1].target == name
        package.put(name, b"<a/>")
        package.set_content_type(name, PLAIN)
    assert said(package, names) == said(Package(package.save(), PackageLimits()), names)
    assert package.content_type(names[0]) == PLAIN
    package.forget_content_type(names[0])
    package.drop(names[0])
    assert package.content_type(names[0]) != PLAIN
    assert said(package, names) == said(Package(package.save(), PackageLimits()), names)


def test_a_relationship_that_led_nowhere_leads_to_a_part_that_comes(rich: bytes) -> None:
    lost = f'<Relationship Id="rIdL" Type="{packages.R}/thing" Target="Late%20One.xml"/></Relationships>'.encode()
    package = Package(
        packages.changed(rich, {LISTED: lambda old: old.replace(b"</Relationships>", lost)}), PackageLimits()
    )
    assert package.related(BOOK, "thing") == ""
    package.put("xl/late one.xml", b"<a/>")
    assert package.related(BOOK, "thing") == "xl/late one.xml"
    package.drop("xl/late one.xml")
    assert package.related(BOOK, "thing") == ""
    package.put("xl/Late%20One.xml", b"<a/>")
    assert package.related(BOOK, "thing") == "xl/Late%20One.xml"
    package.put("xl/late one.xml", b"<a/>")
    assert package.related(BOOK, "thing") == "xl/Late%20One.xml"


def test_a_tree_is_taken_over_from_the_source_only_for_the_very_same_bytes(rich: bytes) -> None:
    source = Package(rich, PackageLimits())
    tree = source.tree(BOOK)
    assert Package(rich, PackageLimits(), source).tree(BOOK) is tree
    other = Package(packages.changed(rich, {BOOK: lambda old: old + b" "}), PackageLimits(), source)
    assert other.tree(BOOK) is not tree
    assert Package(rich, PackageLimits()).known_tree(BOOK) is None
