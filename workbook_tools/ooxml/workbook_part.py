"""The workbook part: the list of sheets, defined names, calculation settings; each change is cut into its bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast

from workbook_tools.ooxml.encoding import escape_attribute, escape_text, whole_number
from workbook_tools.ooxml.located import Node, Splice, append_child, raw_name, with_attributes
from workbook_tools.ooxml.namespaces import RELATION, main
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import SheetEntry, SheetState
from workbook_tools.ooxml.relationships import Relationship, relationships_part

_TRUE = ("1", "true", "on")
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
_BEFORE_CALCULATION = (*_BEFORE_NAMES, "definedNames")


class DefinedName(NamedTuple):
    """`sheet` is the index of the sheet that the name belongs to, among all sheet elements; None: the workbook."""

    name: str
    text: str
    sheet: int | None = None
    hidden: bool = False


class WorkbookPart:
    """Reads and edits one workbook part. What is kept lasts no longer than what the package keeps."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self.part = part
        self._sheets: tuple[Node, tuple[Relationship, ...], tuple[SheetEntry, ...]] | None = None

    @property
    def root(self) -> Node:
        return self._package.tree(self.part)

    # ------------------------------------------------------------ reading

    @property
    def date1904(self) -> bool:
        return self._attribute("workbookPr", "date1904") in _TRUE

    @property
    def structure_protected(self) -> bool:
        return self._attribute("workbookProtection", "lockStructure") in _TRUE

    def sheet_nodes(self) -> list[Node]:
        sheets = self.root.child(main("sheets"))
        return [node for node in sheets.children if node.tag == main("sheet")] if sheets else []

    def refuse_lost_sheets(self) -> None:
        """Raise PackageProblem (F112) where sheets are listed and not one of them can be found."""
        if self.sheet_nodes() and not any(entry.part for entry in self.sheets()):
            raise PackageProblem("F112", part=relationships_part(self.part))

    def sheets(self) -> tuple[SheetEntry, ...]:
        """All sheets in their order. An entry that points nowhere has no part."""
        root, relationships = self.root, self._package.relationships(self.part)
        if self._sheets is None or self._sheets[0] is not root or self._sheets[1] is not relationships:
            self._sheets = (root, relationships, self._entries(relationships))
        return self._sheets[2]

    def _entries(self, relationships: tuple[Relationship, ...]) -> tuple[SheetEntry, ...]:
        related = {relationship.id: relationship for relationship in relationships}
        entries = []
        for node in self.sheet_nodes():
            relationship = related.get(node.attributes.get(f"{RELATION} id", ""))
            part = relationship.target if relationship and self._package.exists(relationship.target) else ""
            state = node.attributes.get("state", "visible")
            known = cast(SheetState, state if state in ("visible", "hidden", "veryHidden") else "visible")
            name = node.attributes.get("name", "")
            entries.append(SheetEntry(name, part, known, relationship.kind if relationship else ""))
        return tuple(entries)

    def defined_names(self) -> list[tuple[DefinedName, Node]]:
        parent = self.root.child(main("definedNames"))
        names = []
        for node in parent.children if parent else []:
            if node.tag == main("definedName"):
                sheet = node.attributes.get("localSheetId")
                hidden = node.attributes.get("hidden") in _TRUE
                name = node.attributes.get("name", "")
                names.append((DefinedName(name, node.text, whole_number(sheet), hidden), node))
        return names

    # ------------------------------------------------------------ sheets

    def add_sheet(self, name: str, relationship: str, position: int, names: Sequence[DefinedName] = ()) -> None:
        """List a new sheet last, or at a position (what is behind it moves up), together with names of its own."""
        nodes = self.sheet_nodes()
        numbers = [whole_number(node.attributes.get("sheetId")) or 0 for node in nodes]
        content = self._content
        sheets = self.root.child(main("sheets"))
        if sheets is None:
            raise ValueError("a workbook without a list of sheets")
        prefix, relation = self._prefix, self._relation_prefix()
        declared = "" if relation else f' xmlns:r="{RELATION}"'
        element = (
            f'<{prefix}sheet name="{escape_attribute(name)}" sheetId="{max(numbers, default=0) + 1}"'
            f'{declared} {relation or "r:"}id="{relationship}"/>'
        ).encode()
        if position >= len(nodes):
            splices = append_child(sheets, content, element)
        else:
            at = nodes[position].start
            splices = [Splice(at, at, element), *self._shifted(position, 1)]
        self._splice(splices + self._new_names(names))

    def hide_sheet(self, position: int) -> None:
        self._splice([self._set(self.sheet_nodes()[position], {"state": "hidden"})])

    def open_on(self, position: int) -> None:
        """The first window shows this sheet when the workbook is opened."""
        views = self.root.child(main("bookViews"))
        if views is None or not views.children:
            view = f'<{self._prefix}workbookView activeTab="{position}"/>'.encode()
            whole = f"<{self._prefix}bookViews>".encode() + view + f"</{self._prefix}bookViews>".encode()
            if views is not None:
                self._splice([Splice(views.start, views.end, whole)])
            elif (sheets := self.root.child(main("sheets"))) is not None:
                self._splice([Splice(sheets.start, sheets.start, whole)])
        elif (whole_number(views.children[0].attributes.get("activeTab")) or 0) != position:
            self._splice([self._set(views.children[0], {"activeTab": str(position)})])

    def remove_sheet(self, position: int) -> None:
        node = self.sheet_nodes()[position]
        own = [Splice(n.start, n.end, b"") for name, n in self.defined_names() if name.sheet == position]
        self._splice([Splice(node.start, node.end, b""), *own, *self._shifted(position + 1, -1)])
        self._drop_empty_names()
        self._show_a_sheet()

    def _show_a_sheet(self) -> None:
        """A view must not open on a sheet that is gone or hidden."""
        visible = [place for place, sheet in enumerate(self.sheets()) if sheet.part and sheet.state == "visible"]
        views = self.root.child(main("bookViews"))
        lost = [
            self._set(view, {"activeTab": str(visible[0])})
            for view in (views.children if views else [])
            if visible and (whole_number(view.attributes.get("activeTab")) or 0) not in visible
        ]
        self._splice(lost)

    def _shifted(self, first: int, by: int) -> list[Splice]:
        """Names and views count sheets: those from `first` on move by one place."""
        out = []
        for name, node in self.defined_names():
            if name.sheet is not None and name.sheet >= first:
                out.append(self._set(node, {"localSheetId": str(name.sheet + by)}))
        views = self.root.child(main("bookViews"))
        for view in views.children if views else []:
            changes: dict[str, str | None] = {}
            for key in ("activeTab", "firstSheet"):
                value = whole_number(view.attributes.get(key))
                if value is not None and value >= first:
                    changes[key] = str(max(value + by, 0))
            if changes:
                out.append(self._set(view, changes))
        return out

    # ------------------------------------------------------------ names and calculation

    def set_sheet_names(self, position: int, wanted: Mapping[str, DefinedName], managed: Sequence[str]) -> None:
        """Make the names of a sheet be `wanted`, as far as they are among the `managed` ones."""
        splices = []
        missing = dict(wanted)
        for name, node in self.defined_names():
            if name.sheet != position or name.name not in managed:
                continue
            if missing.get(name.name) == name:
                del missing[name.name]
            else:
                splices.append(Splice(node.start, node.end, b""))
        self._splice(splices + self._new_names(missing.values()))
        self._drop_empty_names()

    def _new_names(self, names: Iterable[DefinedName]) -> list[Splice]:
        new = "".join(map(self._name_xml, names)).encode()
        if not new:
            return []
        parent = self.root.child(main("definedNames"))
        if parent is not None:
            return append_child(parent, self._content, new)
        element = f"<{self._prefix}definedNames>".encode() + new + f"</{self._prefix}definedNames>".encode()
        return [self._after(_BEFORE_NAMES, element)]

    def unlock_structure(self) -> None:
        node = self.root.child(main("workbookProtection"))
        if node is not None and self.structure_protected:
            self._splice([self._set(node, {"lockStructure": None})])

    def force_recalculation(self) -> None:
        node = self.root.child(main("calcPr"))
        if node is None:
            self._splice([self._after(_BEFORE_CALCULATION, f'<{self._prefix}calcPr fullCalcOnLoad="1"/>'.encode())])
        elif node.attributes.get("fullCalcOnLoad") not in _TRUE:
            self._splice([self._set(node, {"fullCalcOnLoad": "1"})])

    # ------------------------------------------------------------ inside

    @property
    def _content(self) -> bytes:
        return self._package.xml(self.part)

    @property
    def _prefix(self) -> str:
        return raw_name(self._content, self.root.start).removesuffix("workbook")

    def _attribute(self, element: str, name: str) -> str:
        node = self.root.child(main(element))
        return node.attributes.get(name, "") if node else ""

    def _relation_prefix(self) -> str:
        """The prefix of relationship ids where sheets are listed, "" when none is declared at the top."""
        tag = self._content[self.root.start : self.root.open_end].decode()
        for part in tag.split("xmlns:")[1:]:
            prefix, _, rest = part.partition("=")
            if rest.strip()[1:].startswith((f'{RELATION}"', f"{RELATION}'")):
                return f"{prefix.strip()}:"
        return ""

    def _name_xml(self, name: DefinedName) -> str:
        scope = f' localSheetId="{name.sheet}"' if name.sheet is not None else ""
        hidden = ' hidden="1"' if name.hidden else ""
        element = f"{self._prefix}definedName"
        return f'<{element} name="{escape_attribute(name.name)}"{scope}{hidden}>{escape_text(name.text)}</{element}>'

    def _drop_empty_names(self) -> None:
        parent = self.root.child(main("definedNames"))
        if parent is not None and not parent.children:
            self._splice([Splice(parent.start, parent.end, b"")])

    def _after(self, earlier: Sequence[str], element: bytes) -> Splice:
        tags = {main(name) for name in earlier}
        place = max((node.end for node in self.root.children if node.tag in tags), default=self.root.open_end)
        return Splice(place, place, element)

    def _set(self, node: Node, changes: dict[str, str | None]) -> Splice:
        return Splice(node.start, node.open_end, with_attributes(self._content, node.start, changes))

    def _splice(self, splices: Sequence[Splice]) -> None:
        self._package.splice(self.part, splices)
