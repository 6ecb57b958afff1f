"""Speaks UNO to a running LibreOffice: one JSON request a line on stdin, one JSON answer a line on stdout.

Run by the Python that LibreOffice brings along, which is not the one that runs the tests.
"""

from __future__ import annotations

import json
import sys
import threading
import time

import uno  # type: ignore[import-not-found]
from com.sun.star.accessibility import AccessibleRole  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

MOST_CHILDREN = 400  # a sheet says it has billions


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


class Remote:
    def __init__(self, pipe):
        context = connect(pipe)
        manager = context.ServiceManager
        self.desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.toolkit = manager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
        self.documents = {}
        while not list_of(self.desktop.Components):
            time.sleep(0.1)  # loading while it is still starting can lock it up
        time.sleep(1)

    def open(self, path):
        options = [PropertyValue("MacroExecutionMode", 0, 4, 0)]
        is_addin = path.endswith(".xlam")  # not among the endings it knows
        if is_addin:
            options.append(PropertyValue("FilterName", 0, "Calc MS Excel 2007 VBA XML", 0))
        if path.endswith(".csv"):
            options.append(PropertyValue("FilterName", 0, "Text - txt - csv (StarCalc)", 0))
            options.append(PropertyValue("FilterOptions", 0, "44,34,76,1", 0))
        document = self.desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, tuple(options))
        self.documents[path] = document
        window = document.CurrentController.Frame.ContainerWindow
        window.setPosSize(*((1250, 850, 300, 100) if is_addin else (0, 0, 1500, 950)), 15)
        window.setFocus()
        return path

    def close(self, path):
        document = self.documents.pop(path)
        for _ in range(20):
            try:
                return document.close(True)
            except Exception:  # a macro of it has not quite ended
                time.sleep(0.2)
        return document.dispose()

    def sheets(self, path):
        return list(self.documents[path].Sheets.ElementNames)

    def activate(self, path, sheet):
        document = self.documents[path]
        document.CurrentController.Frame.activate()
        document.CurrentController.setActiveSheet(document.Sheets.getByName(sheet))

    def values(self, path, sheet, area):
        return [list(row) for row in self._area(path, sheet, area).getDataArray()]

    def formulas(self, path, sheet, area):
        return [list(row) for row in self._area(path, sheet, area).getFormulaArray()]

    def everything(self, path):
        found = {}
        for name in self.documents[path].Sheets.ElementNames:
            sheet = self.documents[path].Sheets.getByName(name)
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            address = cursor.RangeAddress
            area = sheet.getCellRangeByPosition(0, 0, address.EndColumn, address.EndRow)
            found[name] = [list(row) for row in area.getFormulaArray()]
        return found

    def number_format(self, path, sheet, cell):
        found = self._area(path, sheet, cell).NumberFormat
        return self.documents[path].NumberFormats.getByKey(found).FormatString

    def background(self, path, sheet, cell):
        return self._area(path, sheet, cell).CellBackColor

    def put(self, path, sheet, cell, content):
        self._area(path, sheet, cell).setFormula(content)

    def rename(self, path, sheet, name):
        self.documents[path].Sheets.getByName(sheet).setName(name)

    def hide(self, path, sheet):
        self.documents[path].Sheets.getByName(sheet).IsVisible = False

    def is_hidden(self, path, sheet):
        return not self.documents[path].Sheets.getByName(sheet).IsVisible

    def protect(self, path, sheet, password):
        document = self.documents[path]
        target = document.Sheets.getByName(sheet) if sheet else document
        target.unprotect("")
        target.protect(password)

    def is_protected(self, path, sheet):
        document = self.documents[path]
        return (document.Sheets.getByName(sheet) if sheet else document).isProtected()

    def charts(self, path, sheet):
        return self.documents[path].Sheets.getByName(sheet).Charts.Count

    def add_staff_sheet(self, path, name, formulas, pointed):
        """A sheet of staff whose cells, chart, conditional format and list of choices point at another sheet."""
        document = self.documents[path]
        document.Sheets.insertNewByName(name, 0)
        sheet = document.Sheets.getByName(name)
        for place, formula in formulas.items():
            if formula.startswith("{"):
                sheet.getCellRangeByName(place).setArrayFormula(formula[1:-1])
            else:
                sheet.getCellRangeByName(place).setFormula(formula)
        source = document.Sheets.getByName(pointed["sheet"]).getCellRangeByName(pointed["chart"])
        place = uno.createUnoStruct("com.sun.star.awt.Rectangle", 8000, 1000, 8000, 6000)
        sheet.Charts.addNewByName("theirs", place, (source.RangeAddress,), True, True)
        cell = sheet.getCellRangeByName("A1")
        entries = cell.ConditionalFormat
        entries.addNew(
            (
                PropertyValue("Operator", 0, uno.Enum("com.sun.star.sheet.ConditionOperator", "FORMULA"), 0),
                PropertyValue("Formula1", 0, pointed["condition"], 0),
                PropertyValue("StyleName", 0, "Default", 0),
            )
        )
        cell.ConditionalFormat = entries
        validation = cell.Validation
        validation.Type = uno.Enum("com.sun.star.sheet.ValidationType", "LIST")
        validation.setFormula1(pointed["choices"])
        cell.Validation = validation
        document.NamedRanges.addNewByName("theirs", pointed["name"], cell.CellAddress, 0)

    def staff_sheet(self, path, name):
        """What `add_staff_sheet` made, as it is now."""
        document = self.documents[path]
        sheet = document.Sheets.getByName(name)
        cell = sheet.getCellRangeByName("A1")
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        return {
            "formulas": [
                list(r) for r in sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getFormulaArray()
            ],
            "chart": self.chart_ranges(path, name),
            "condition": cell.ConditionalFormat.getByIndex(0).getFormula1(),
            "choices": cell.Validation.getFormula1(),
            "name": document.NamedRanges.getByName("theirs").Content,
        }

    def chart_ranges(self, path, sheet):
        """For every chart of a sheet the cells that it shows."""
        found = []
        for chart in list_of(self.documents[path].Sheets.getByName(sheet).Charts):
            areas = set()
            for sequence in chart.EmbeddedObject.UsedData.DataSequences:
                for part in (sequence.Values, sequence.Label):
                    if part is not None:
                        sheet_name, _, area = part.SourceRangeRepresentation.rpartition(".")
                        first, _, last = area.partition(":")
                        areas.add(f"{sheet_name}.{first if first == last or not last else area}")
            found.append(sorted(areas))
        return found

    def heights(self, path, sheet, rows):
        """Of the first rows of a sheet, in hundredths of a millimetre."""
        found = self.documents[path].Sheets.getByName(sheet).Rows
        return [found.getByIndex(row).Height for row in range(rows)]

    def is_column_seen(self, path, sheet, column):
        return self.documents[path].Sheets.getByName(sheet).Columns.getByIndex(column).IsVisible

    def merged(self, path, sheet, cell):
        """The area that a cell is merged into, or "" where it is on its own."""
        target = self._area(path, sheet, cell)
        cursor = target.Spreadsheet.createCursorByRange(target)
        cursor.collapseToMergedArea()
        address = cursor.RangeAddress
        alone = address.StartRow == address.EndRow and address.StartColumn == address.EndColumn
        return "" if alone else cursor.AbsoluteName

    def merge(self, path, sheet, area):
        self._area(path, sheet, area).merge(True)

    def filter(self, path, sheet, area, column, wanted):
        """Show only the rows of an area that have this in a column."""
        target = self._area(path, sheet, area)
        descriptor = target.createFilterDescriptor(True)
        field = uno.createUnoStruct("com.sun.star.sheet.TableFilterField2")
        field.Field, field.IsNumeric, field.StringValue = column, False, wanted
        field.Operator = 2  # EQUAL
        descriptor.setFilterFields2((field,))
        descriptor.ContainsHeader = True
        target.filter(descriptor)

    def buttons(self, path, sheet):
        """Caption → left, top, width, height of the buttons of a sheet, in hundredths of a millimetre."""
        page = self.documents[path].Sheets.getByName(sheet).DrawPage
        found = {}
        for number in range(page.Count):
            shape = page.getByIndex(number)
            if shape.supportsService("com.sun.star.drawing.ControlShape"):
                found[shape.Control.Label] = [shape.Position.X, shape.Position.Y, shape.Size.Width, shape.Size.Height]
        return found

    def close_now(self, path):
        """As a user does who does not wait."""
        self.documents.pop(path).close(True)

    def select(self, path, sheet, area):
        self.activate(path, sheet)
        self.documents[path].CurrentController.select(self._area(path, sheet, area))

    def scroll(self, path, row):
        """Scroll the lower part of the sheet in front; staff do so with the wheel."""
        controller = self.documents[path].CurrentController
        controller.getByIndex(controller.Count - 1).FirstVisibleRow = row

    def state(self, path):
        document = self.documents[path]
        controller = document.CurrentController
        selected = document.CurrentSelection
        return {
            "sheet": document.CurrentController.ActiveSheet.Name,
            "selection": getattr(selected, "AbsoluteName", ""),
            "first rows": [controller.getByIndex(pane).FirstVisibleRow for pane in range(controller.Count)],
            "automatic": document.isAutomaticCalculationEnabled(),
            "locked": document.hasControllersLocked(),
            "modified": document.isModified(),
            "links": list(document.ExternalDocLinks.ElementNames),
        }

    def start(self, path, active, macro):
        """Start a macro of an open document while another one is active; it goes on while this answers."""
        provider = self.documents[path].getScriptProvider()
        script = provider.getScript(f"vnd.sun.star.script:VBAProject.{macro}?language=Basic&location=document")
        frame = self.documents[active].CurrentController.Frame
        frame.activate()
        frame.ContainerWindow.setFocus()
        self.desktop.setActiveFrame(frame)
        threading.Thread(
            target=script.invoke, args=((self.desktop,) if "Ribbon" in macro else (), (), ()), daemon=True
        ).start()

    def button(self, path, caption):
        """Where the middle of a button is on the screen. In a split window it stands in one of the parts.

        Buttons of sheets that were in front before are told as well: the one of this sheet is where its shape is.
        """
        controller = self.documents[path].CurrentController
        window = controller.Frame.ContainerWindow
        found = [
            item
            for item in walk(window.getAccessibleContext())
            if item.getAccessibleName().strip() == caption and item.getAccessibleRole() in BUTTONS
        ]
        found = [item for item in found if item.getSize().Height > 5]
        shape = self.buttons(path, controller.ActiveSheet.Name).get(caption)
        if not found or shape is None:
            return None
        left = window.getPosSize().X + ROW_NUMBERS + shape[0] * 96 / 2540 * controller.ZoomValue / 100
        found.sort(key=lambda item: abs(item.getLocationOnScreen().X - left))
        place = middle(found[0])
        if abs(found[0].getLocationOnScreen().X - left) > FAR:
            place[0] = int(left + shape[2] / 2 * 96 / 2540 * controller.ZoomValue / 100)
        return place

    def dialog(self):
        """The texts and buttons of the message box that is open, or null."""
        for number in range(self.toolkit.getTopWindowCount()):
            try:
                window = self.toolkit.getTopWindow(number)
                found = message_of(window) if window.isVisible() else None  # closed ones linger for a while
            except Exception:  # a window that closes while it is looked at
                continue
            if found is not None and found["text"]:
                return found
        return None

    def _area(self, path, sheet, area):
        return self.documents[path].Sheets.getByName(sheet).getCellRangeByName(area)


def list_of(container):
    found, places = [], container.createEnumeration()
    while places.hasMoreElements():
        found.append(places.nextElement())
    return found


ROW_NUMBERS = 37  # pixels left of the first column
FAR = 60  # pixels
BUTTONS = (AccessibleRole.PUSH_BUTTON, AccessibleRole.SHAPE)
DIALOGS = (AccessibleRole.DIALOG, AccessibleRole.ALERT)


def message_of(window):
    context = window.getAccessibleContext()
    if context is None or context.getAccessibleRole() not in DIALOGS:
        return None
    texts, buttons = [], {}
    for item in walk(context):
        if item.getAccessibleRole() in (AccessibleRole.LABEL, AccessibleRole.STATIC):
            texts.append(item.getAccessibleName())
        elif item.getAccessibleRole() in BUTTONS:
            buttons[item.getAccessibleName()] = middle(item)
    return {"title": context.getAccessibleName(), "text": "\n".join(texts), "buttons": buttons}


def walk(context, depth=0):
    yield context
    count = context.getAccessibleChildCount()
    if depth > 25 or context.getAccessibleRole() in (AccessibleRole.MENU_BAR, AccessibleRole.TOOL_BAR):
        return
    for place in range(min(count, MOST_CHILDREN)):
        try:
            child = context.getAccessibleChild(place).getAccessibleContext()
        except Exception:
            continue
        if child is not None and child.getAccessibleRole() != AccessibleRole.TABLE_CELL:
            yield from walk(child, depth + 1)


def middle(item):
    place, size = item.getLocationOnScreen(), item.getSize()
    return [place.X + size.Width // 2, place.Y + size.Height // 2]


def main():
    remote = Remote(sys.argv[1])
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        number, name, arguments = json.loads(line)
        try:
            answer = {"result": getattr(remote, name)(*arguments)}
        except Exception as problem:
            answer = {"problem": f"{type(problem).__name__}: {problem}"}
        print(json.dumps([number, answer], default=str), flush=True)


if __name__ == "__main__":
    main()
