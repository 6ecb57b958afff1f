"""Whether a saved package is whole: read back from its bytes, and compared with the package that it was made from."""

from __future__ import annotations

from workbook_tools.ooxml.limits import limits_of_environment
from workbook_tools.ooxml.located import feed, new_parser
from workbook_tools.ooxml.package import TYPES_PART, Package
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import PackageLimits

_XML, _TREES, _LOOSE = (".xml", ".rels"), ".rels", ".vml"


def verify(data: bytes, limits: PackageLimits | None = None, source: Package | None = None) -> None:
    """Raise PackageProblem F119 unless the package is whole.

    It opens, its parts are those of `source`, every relationship leads to a part, every part has a content type, and
    what changed is well-formed.

    What was amiss in the source already is not held against the result. Without a source every part is looked at.
    """
    try:
        package = Package(data, limits or limits_of_environment(), source)
        parts = set(package.names())
        if source is not None and parts != set(source.names()):
            raise PackageProblem("F119", what="parts")
        changed = parts if source is None else set(source.changed)
        for part in sorted(changed):
            if part.lower().endswith(_TREES) or part == TYPES_PART:
                package.tree(part)  # it is asked below
            elif part.lower().endswith(_XML):
                if package.known_tree(part) is None:
                    feed(new_parser(part), package.stream(part), part)  # well-formed, and of the kind that we read
            elif part.lower().endswith(_LOOSE) and source is not None:
                _refuse_broken(package, source, part)
            elif source is not None:
                package.read(part)
        amiss = _amiss(package)
    except PackageProblem as problem:
        if problem.code == "F119":
            raise
        raise PackageProblem("F119", what=problem.code) from problem
    if amiss and source is not None:
        amiss -= _amiss(source.original())
    if amiss:
        raise PackageProblem("F119", what=min(amiss))


def _refuse_broken(package: Package, source: Package, part: str) -> None:
    """Drawings of Excel need not be well-formed: what was so has to stay so."""
    original = source.original()
    if original.exists(part):
        try:
            feed(new_parser(part), original.stream(part), part)
        except PackageProblem:
            package.read(part)
            return
    feed(new_parser(part), package.stream(part), part)


def _amiss(package: Package) -> set[str]:
    """Relationships that lead nowhere, and parts without a content type."""
    amiss = set()
    for source in ["", *package.names()]:
        for relationship in package.relationships(source):
            if not relationship.external and not package.exists(relationship.target) and relationship.raw_target:
                amiss.add(f"{source} → {relationship.raw_target}")
    for part in package.names():
        if part != "[Content_Types].xml" and not package.content_type(part):
            amiss.add(part)
    return amiss
