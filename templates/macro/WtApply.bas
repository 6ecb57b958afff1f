Attribute VB_Name = "WtApply"
' workbook-tools button module
'
' What happens to the open workbook: what it says before and after, the blocks and sheets that are written, and the state
' of the screen, which is the same after every press as before.
Option Explicit
Option Private Module

Private Const LargeSheet As Double = 3000000
Private Const ManualCalculation As Long = -4135
Private OldUpdating As Boolean, OldEvents As Boolean, OldAlerts As Boolean
Private OldCalculation As Variant, OldStatus As Variant
Private OldBook As Object, OldSheet As String, OldSelection As String

' ---------------------------------------------------------------- the state of the screen

Public Sub WtRemember()
    Set OldBook = Nothing
    On Error Resume Next
    OldUpdating = Application.ScreenUpdating
    OldEvents = Application.EnableEvents
    OldAlerts = Application.DisplayAlerts
    OldStatus = Application.StatusBar
    OldCalculation = Empty
    OldCalculation = Application.Calculation
    WtRememberPlace
End Sub

Private Sub WtRememberPlace()
    On Error Resume Next
    Set OldBook = Nothing
    OldSelection = ""
    OldSheet = ActiveSheet.Name
    OldSelection = Selection.Address
    Set OldBook = ActiveWorkbook
End Sub

Public Sub WtRestore()
    On Error Resume Next
    If Not IsEmpty(OldCalculation) Then
        If Application.Calculation <> OldCalculation Then Application.Calculation = OldCalculation
    End If
    If VarType(OldStatus) = vbString Then
        Application.StatusBar = OldStatus
    Else
        Application.StatusBar = False
    End If
    Application.DisplayAlerts = OldAlerts
    Application.EnableEvents = OldEvents
    Application.ScreenUpdating = OldUpdating
    Set OldBook = Nothing
End Sub

Private Sub WtReturnToPlace()
    On Error Resume Next
    If OldBook Is Nothing Then Exit Sub
    OldBook.Activate
    OldBook.Sheets(OldSheet).Activate
    If OldSelection <> "" Then OldBook.Sheets(OldSheet).Range(OldSelection).Select
End Sub

' ---------------------------------------------------------------- what the workbook says

' For every worksheet its name, the place of its content, and its content: formulas where there are any, else values. Of
' a sheet with millions of filled cells only their number.
Public Function WtSnapshot(ByVal Book As Object) As Variant
    Dim Found() As Variant, Place As Long, Area As Object, Content As Variant
    ReDim Found(1 To Book.Worksheets.Count)
    For Place = 1 To Book.Worksheets.Count
        Set Area = WtContent(Book.Worksheets(Place))
        If CDbl(Area.Rows.Count) * Area.Columns.Count > LargeSheet Then
            Content = Application.WorksheetFunction.CountA(Area)
        Else
            Content = Area.Formula
        End If
        Found(Place) = Array(Book.Worksheets(Place).Name, Area.Address, WtTable(Content))
    Next Place
    WtSnapshot = Found
End Function

' The content of an area as a table, also when the area is one cell.
Private Function WtTable(ByVal Content As Variant) As Variant
    Dim One(1 To 1, 1 To 1) As Variant
    If IsArray(Content) Then
        WtTable = Content
    Else
        One(1, 1) = Content
        WtTable = One
    End If
End Function

' A sheet that was formatted down to its last row would not fit into memory: then only its content counts.
Private Function WtContent(ByVal Sheet As Object) As Object
    Const ByRows As Long = 1, ByColumns As Long = 2, Backwards As Long = 2, InFormulas As Long = -4123, Partly As Long = 2
    Dim Area As Object, LastRow As Object, LastColumn As Object
    Set Area = Sheet.UsedRange
    If CDbl(Area.Rows.Count) * Area.Columns.Count > LargeSheet Then
        Set LastRow = Sheet.Cells.Find("*", Sheet.Cells(1, 1), InFormulas, Partly, ByRows, Backwards)
        Set LastColumn = Sheet.Cells.Find("*", Sheet.Cells(1, 1), InFormulas, Partly, ByColumns, Backwards)
        If LastRow Is Nothing Then
            Set Area = Sheet.Cells(1, 1)
        Else
            Set Area = Sheet.Range(Sheet.Cells(1, 1), Sheet.Cells(LastRow.Row, LastColumn.Column))
        End If
    End If
    Set WtContent = Area
End Function

Public Function WtSame(ByVal Before As Variant, ByVal After As Variant) As Boolean
    Dim Place As Long
    If UBound(Before) <> UBound(After) Then Exit Function
    For Place = 1 To UBound(Before)
        If Before(Place)(0) <> After(Place)(0) Or Before(Place)(1) <> After(Place)(1) Then Exit Function
        If Not WtSameContent(Before(Place)(2), After(Place)(2)) Then Exit Function
    Next Place
    WtSame = True
End Function

Private Function WtSameContent(ByVal Before As Variant, ByVal After As Variant) As Boolean
    Dim Row As Long, Column As Long
    For Row = LBound(Before, 1) To UBound(Before, 1)
        For Column = LBound(Before, 2) To UBound(Before, 2)
            If Before(Row, Column) <> After(Row, Column) Then Exit Function
        Next Column
    Next Row
    WtSameContent = True
End Function

' ---------------------------------------------------------------- applying an answer

' First everything that can fail without a trace: protections, new sheets. Then the blocks, taken back when one fails.
Public Sub WtApplyReply(ByVal Book As Object, ByVal Records As Collection, ByVal Before As Variant)
    Dim Opened As Collection, Added As Collection, Written As Collection, Failure As String, Code As Long, Taken As Boolean
    Set Opened = New Collection
    Set Added = New Collection
    Set Written = New Collection
    WtRememberPlace
    Application.ScreenUpdating = False
    Application.EnableEvents = False
    Application.DisplayAlerts = False
    On Error GoTo Failed
    Application.Calculation = ManualCalculation
    WtOpenProtections Book, Records, Opened
    WtCopyResults Book, Records, Added
    WtWriteBlocks Book, Records, Written, False
    Taken = True
    WtReplaceResults Book, Added, Before
    WtRemoveResults Book, Records
    WtWriteBlocks Book, Records, Written, True
    WtCloseProtections Book, Opened
    WtReturnToPlace
    Exit Sub
Failed:
    Failure = Err.Description
    Code = Err.Number
    Resume TakeBack
TakeBack:
    On Error Resume Next
    If Not Taken Then
        WtTakeBack Written
        WtDropCopies Added
    End If
    WtCloseProtections Book, Opened
    WtReturnToPlace
    On Error GoTo 0
    Err.Raise Code, "WtApplyReply", Failure
End Sub

Private Sub WtWriteBlocks(ByVal Book As Object, ByVal Records As Collection, ByVal Written As Collection, _
                          ByVal InResults As Boolean)
    Dim Record As Variant, Values As Variant, Area As Object, Row As Long, Kind As String
    For Each Record In Records
        Kind = Record(0)
        If Kind = "block" Or Kind = "formulas" Then
            Set Area = Nothing
            If (Kind = "formulas") = InResults Then
                Set Area = WtArea(Book, Record)
                ReDim Values(1 To CLng(Record(4)), 1 To CLng(Record(5)))
                Row = 0
            End If
        ElseIf Kind = "row" And Not Area Is Nothing Then
            Row = Row + 1
            WtFillRow Values, Row, Record
            If Row = UBound(Values, 1) Then WtWriteBlock Area, Values, Written, InResults
        ElseIf Kind = "look" And Not InResults Then
            WtCopyLook Book, Record
        ElseIf Kind = "format" And Not InResults Then
            WtArea(Book, Record).NumberFormat = WtPlain(CStr(Record(6)))
        End If
    Next Record
End Sub

Private Sub WtWriteBlock(ByVal Area As Object, ByVal Values As Variant, ByVal Written As Collection, ByVal AsFormulas As Boolean)
    If Not AsFormulas Then Written.Add Array(Area, Area.Formula)
    If AsFormulas Then
        If UBound(Values, 1) = 1 And UBound(Values, 2) = 1 Then Area.Formula = Values(1, 1) Else Area.Formula = Values
    Else
        If UBound(Values, 1) = 1 And UBound(Values, 2) = 1 Then Area.Value = Values(1, 1) Else Area.Value = Values
    End If
End Sub

' The kind of a value is its first character: n number, b boolean, s text, q text that would read as something else, f
' formula, e nothing.
Private Sub WtFillRow(ByRef Values As Variant, ByVal Row As Long, ByVal Record As Variant)
    Dim Column As Long, Content As String
    For Column = 1 To UBound(Values, 2)
        Content = Mid(Record(Column), 2)
        Select Case Left(Record(Column), 1)
            Case "n": Values(Row, Column) = Val(Content)
            Case "b": Values(Row, Column) = (Content = "1")
            Case "s": Values(Row, Column) = WtPlain(Content)
            Case "q": Values(Row, Column) = "'" & WtPlain(Content)
            Case "f": Values(Row, Column) = "=" & WtPlain(Content)
            Case Else: Values(Row, Column) = Empty
        End Select
    Next Column
End Sub

' A column that is new beside a table looks like its neighbour.
Private Sub WtCopyLook(ByVal Book As Object, ByVal Record As Variant)
    Const Formats As Long = -4122
    Dim Area As Object, Model As Object
    Set Area = WtArea(Book, Record)
    Set Model = Book.Worksheets(WtPlain(CStr(Record(1)))).Cells(CLng(Record(6)), CLng(Record(7)))
    Model.Resize(CLng(Record(4)), 1).Copy
    Area.PasteSpecial Formats
    Application.CutCopyMode = False
End Sub

Private Function WtArea(ByVal Book As Object, ByVal Record As Variant) As Object
    Dim Sheet As Object, Top As Long, Leftmost As Long
    Set Sheet = Book.Worksheets(WtPlain(CStr(Record(1))))
    Top = CLng(Record(2))
    Leftmost = CLng(Record(3))
    Set WtArea = Sheet.Range(Sheet.Cells(Top, Leftmost), Sheet.Cells(Top + CLng(Record(4)) - 1, Leftmost + CLng(Record(5)) - 1))
End Function

Private Sub WtTakeBack(ByVal Written As Collection)
    Dim Place As Long
    For Place = Written.Count To 1 Step -1
        Written(Place)(0).Formula = Written(Place)(1)
    Next Place
End Sub

' ---------------------------------------------------------------- results sheets

' Copies the rendered sheets into the workbook beside the old ones: Added gets (new sheet, name, mark).
Private Sub WtCopyResults(ByVal Book As Object, ByVal Records As Collection, ByVal Added As Collection)
    Dim Record As Variant, Rendered As Object
    If Not WtHas(Records, "result") Then Exit Sub
    Set Rendered = Workbooks.Open(WtField(Records, "rendered"), 0, True)
    On Error GoTo Failed
    For Each Record In Records
        If Record(0) = "result" Then WtCopyResult Book, Rendered, Record, Added
    Next Record
    Rendered.Close False
    Exit Sub
Failed:
    Rendered.Close False
    WtFail "X015"
End Sub

Private Sub WtCopyResult(ByVal Book As Object, ByVal Rendered As Object, ByVal Record As Variant, ByVal Added As Collection)
    Dim Known As String, SheetName As String, Count As Long, Place As Long, Neighbour As Object
    SheetName = WtPlain(CStr(Record(1)))
    Count = Book.Sheets.Count
    For Place = 1 To Count
        Known = Known & vbTab & Book.Sheets(Place).Name & vbTab
    Next Place
    Set Neighbour = WtSheet(Book, SheetName)
    If Neighbour Is Nothing And UBound(Record) > 2 Then Set Neighbour = WtBehind(Book, WtPlain(CStr(Record(3))), Added)
    If Neighbour Is Nothing Then Set Neighbour = Book.Sheets(Count)
    On Error Resume Next
    Rendered.Worksheets(SheetName).Copy , Neighbour
    On Error GoTo 0
    For Place = 1 To Book.Sheets.Count
        If InStr(Known, vbTab & Book.Sheets(Place).Name & vbTab) = 0 Then
            Added.Add Array(Book.Sheets(Place), SheetName, CStr(Record(2)))
            Exit Sub
        End If
    Next Place
    WtFail "X015"
End Sub

' The sheet that a new one follows: its copy, which is behind the old one, else the sheet itself.
Private Function WtBehind(ByVal Book As Object, ByVal SheetName As String, ByVal Added As Collection) As Object
    Dim Entry As Variant
    Set WtBehind = WtSheet(Book, SheetName)
    For Each Entry In Added
        If Entry(1) = SheetName Then Set WtBehind = Entry(0)
    Next Entry
End Function

' The new sheets take the names and, in formulas and names of the staff, the places of the old ones.
Private Sub WtReplaceResults(ByVal Book As Object, ByVal Added As Collection, ByVal Before As Variant)
    Dim Entry As Variant, Old As Object, Names As Collection, Shown As Variant
    For Each Entry In Added
        Set Old = WtSheet(Book, CStr(Entry(1)))
        If Not Old Is Nothing Then
            If Old.Name <> Entry(0).Name Then
                Set Names = WtNamesInto(Book, CStr(Entry(1)))
                Shown = Old.Visible
                WtDelete Old
                Entry(0).Name = Entry(1)
                WtShow Entry(0), Shown
                WtMendFormulas Book, Before, CStr(Entry(1)), Added
                WtMendNames Book, Names
            End If
        End If
        WtMark Book, Entry(0), CStr(Entry(2))
    Next Entry
End Sub

' A sheet that has nothing to say any more.
Private Sub WtRemoveResults(ByVal Book As Object, ByVal Records As Collection)
    Dim Record As Variant, Old As Object
    For Each Record In Records
        If Record(0) = "remove" Then
            Set Old = WtSheet(Book, WtPlain(CStr(Record(1))))
            If Not Old Is Nothing Then WtDelete Old
        End If
    Next Record
End Sub

' What is hidden from the menu as well cannot be deleted.
Private Sub WtDelete(ByVal Sheet As Object)
    WtShow Sheet, -1
    Sheet.Delete
End Sub

' -1 shown, 0 hidden, 2 hidden from the menu as well.
Private Sub WtShow(ByVal Sheet As Object, ByVal State As Variant)
    On Error Resume Next
    If Sheet.Visible <> State Then Sheet.Visible = State
End Sub

' The mark by which the tool knows its sheets; it usually travels with the copy.
Private Sub WtMark(ByVal Book As Object, ByVal Sheet As Object, ByVal Mark As String)
    Dim Known As Object
    On Error Resume Next
    For Each Known In Sheet.Names
        If InStr(Known.Name, Mark) > 0 Then Exit Sub
    Next Known
    Sheet.Names.Add Mark, "=TRUE", False
End Sub

' Formulas of the staff that pointed at a sheet lose their way when it is deleted: they are written as they were.
Private Sub WtMendFormulas(ByVal Book As Object, ByVal Before As Variant, ByVal SheetName As String, ByVal Added As Collection)
    Dim Place As Long, Row As Long, Column As Long, Content As Variant, Area As Object
    For Place = 1 To UBound(Before)
        If Not WtIsResult(Added, CStr(Before(Place)(0))) Then
            Content = Before(Place)(2)
            Set Area = Book.Worksheets(Before(Place)(0)).Range(Before(Place)(1))
            For Row = LBound(Content, 1) To UBound(Content, 1)
                For Column = LBound(Content, 2) To UBound(Content, 2)
                    If Left(Content(Row, Column), 1) = "=" Then
                        If InStr(Content(Row, Column), SheetName) > 0 Then
                            WtMendFormula Area.Cells(Row - LBound(Content, 1) + 1, Column - LBound(Content, 2) + 1), _
                                          CStr(Content(Row, Column))
                        End If
                    End If
                Next Column
            Next Row
        End If
    Next Place
End Sub

Private Sub WtMendFormula(ByVal Cell As Object, ByVal Content As String)
    On Error Resume Next
    If Not Cell.HasFormula Then Exit Sub
    If Cell.HasArray Then
        If Cell.Address = Cell.CurrentArray.Cells(1, 1).Address Then Cell.CurrentArray.FormulaArray = Content
    Else
        Cell.Formula = Content
    End If
End Sub

Private Function WtIsResult(ByVal Added As Collection, ByVal SheetName As String) As Boolean
    Dim Entry As Variant
    For Each Entry In Added
        If Entry(1) = SheetName Then WtIsResult = True
    Next Entry
End Function

Private Function WtNamesInto(ByVal Book As Object, ByVal SheetName As String) As Collection
    Dim Known As Object, Found As Collection
    Set Found = New Collection
    On Error Resume Next
    For Each Known In Book.Names
        If InStr(Known.RefersTo, SheetName) > 0 And InStr(Known.Name, "!") = 0 Then Found.Add Array(Known.Name, Known.RefersTo)
    Next Known
    Set WtNamesInto = Found
End Function

Private Sub WtMendNames(ByVal Book As Object, ByVal Names As Collection)
    Dim Entry As Variant
    On Error Resume Next
    For Each Entry In Names
        Book.Names(Entry(0)).RefersTo = Entry(1)
    Next Entry
End Sub

Private Sub WtDropCopies(ByVal Added As Collection)
    Dim Entry As Variant
    On Error Resume Next
    For Each Entry In Added
        Entry(0).Delete
    Next Entry
End Sub

Private Function WtSheet(ByVal Book As Object, ByVal SheetName As String) As Object
    Dim Place As Long
    For Place = 1 To Book.Sheets.Count
        If Book.Sheets(Place).Name = SheetName Then Set WtSheet = Book.Sheets(Place)
    Next Place
End Function

' ---------------------------------------------------------------- protections

' Protections without a password are lifted and put back; one with a password stops before anything is written.
Private Sub WtOpenProtections(ByVal Book As Object, ByVal Records As Collection, ByVal Opened As Collection)
    Dim Record As Variant, Sheet As Object
    If WtHas(Records, "result") Then
        If Book.ProtectStructure Then
            If Not WtUnlock(Book) Or Book.ProtectStructure Then WtFail "X006"
            Opened.Add Array(Book)
        End If
    End If
    For Each Record In Records
        If Record(0) = "block" Or Record(0) = "look" Or Record(0) = "format" Then
            Set Sheet = Book.Worksheets(WtPlain(CStr(Record(1))))
            If Sheet.ProtectContents Then WtOpenSheet Sheet, Opened
        End If
    Next Record
End Sub

Private Sub WtOpenSheet(ByVal Sheet As Object, ByVal Opened As Collection)
    Dim Settings As Variant
    Settings = WtProtection(Sheet)
    If Not WtUnlock(Sheet) Or Sheet.ProtectContents Then WtFailWith "X005", Sheet.Name
    Opened.Add Array(Sheet, Settings)
End Sub

Private Function WtUnlock(ByVal Locked As Object) As Boolean
    On Error GoTo HasPassword
    Locked.Unprotect ""
    WtUnlock = True
HasPassword:
End Function

Private Function WtProtection(ByVal Sheet As Object) As Variant
    Dim Allowed As Object, Found As Variant
    Found = Array(True, True, False, False, False, False, False, False, False, False, False, False, False, False)
    On Error Resume Next
    Found(0) = Sheet.ProtectDrawingObjects
    Found(1) = Sheet.ProtectScenarios
    Set Allowed = Sheet.Protection
    Found(2) = Allowed.AllowFormattingCells
    Found(3) = Allowed.AllowFormattingColumns
    Found(4) = Allowed.AllowFormattingRows
    Found(5) = Allowed.AllowInsertingColumns
    Found(6) = Allowed.AllowInsertingRows
    Found(7) = Allowed.AllowInsertingHyperlinks
    Found(8) = Allowed.AllowDeletingColumns
    Found(9) = Allowed.AllowDeletingRows
    Found(10) = Allowed.AllowSorting
    Found(11) = Allowed.AllowFiltering
    Found(12) = Allowed.AllowUsingPivotTables
    Found(13) = Sheet.EnableSelection
    WtProtection = Found
End Function

Private Sub WtCloseProtections(ByVal Book As Object, ByVal Opened As Collection)
    Dim Entry As Variant
    For Each Entry In Opened
        If UBound(Entry) = 0 Then
            Book.Protect "", True, False
        Else
            WtCloseSheet Entry(0), Entry(1)
        End If
    Next Entry
End Sub

' An office program without the finer permissions still protects the sheet.
Private Sub WtCloseSheet(ByVal Sheet As Object, ByVal Found As Variant)
    On Error Resume Next
    Sheet.Protect "", Found(0), True, Found(1), False, Found(2), Found(3), Found(4), Found(5), Found(6), Found(7), _
                  Found(8), Found(9), Found(10), Found(11), Found(12)
    If Not Sheet.ProtectContents Then Sheet.Protect "", Found(0), True, Found(1)
    If Found(13) <> False Then Sheet.EnableSelection = Found(13)
End Sub
