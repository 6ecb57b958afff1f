Attribute VB_Name = "WtApply"
' workbook-tools button module
'
' What happens to the open workbook: what it says before and after, the blocks and sheets that are written, and the state
' of the screen, which is the same after every press as before.
Option Explicit
Option Private Module

Private Const LargeSheet As Double = 3000000
Private Const BandSize As Double = 500000
Private Const Modulus As Double = 2147483647
Private Const ManualCalculation As Long = -4135
Private Const CancelDoesNothing As Long = 0, CancelIsAnError As Long = 2
Private OldUpdating As Boolean, OldEvents As Boolean, OldAlerts As Boolean
Private OldCalculation As Variant, OldStatus As Variant, OldCancel As Variant, OldGrowth As Variant, OldFill As Variant
Private OldBook As Object, OldSheet As String, OldSelection As String, OldCell As String
Private OldRow As Long, OldColumn As Long

' ---------------------------------------------------------------- the state of the screen

Public Sub WtRemember()
    Set OldBook = Nothing
    OldUpdating = True
    OldEvents = True
    OldAlerts = True
    On Error Resume Next
    OldUpdating = Application.ScreenUpdating
    OldEvents = Application.EnableEvents
    OldAlerts = Application.DisplayAlerts
    OldStatus = Application.StatusBar
    OldCalculation = Empty
    OldCalculation = Application.Calculation
    OldGrowth = Empty
    OldGrowth = Application.AutoCorrect.AutoExpandListRange
    OldFill = Empty
    OldFill = Application.AutoCorrect.AutoFillFormulasInLists
    OldCancel = Empty
    OldCancel = Application.EnableCancelKey
    WtLetCancel CancelIsAnError
    WtRememberPlace
End Sub

' Esc would end the macro where it stands, with events off or half of the cells written: while it waits Esc is an error
' that is told, while it writes Esc does nothing.
Private Sub WtLetCancel(ByVal Wanted As Long)
    On Error Resume Next
    Application.EnableCancelKey = Wanted
End Sub

' A table of Excel takes in what is written beside or below it, unless that is switched off.
Private Sub WtLetTablesGrow(ByVal Growth As Variant, ByVal Fill As Variant)
    On Error Resume Next
    If Not IsEmpty(Growth) Then Application.AutoCorrect.AutoExpandListRange = Growth
    If Not IsEmpty(Fill) Then Application.AutoCorrect.AutoFillFormulasInLists = Fill
End Sub

Private Sub WtRememberPlace()
    On Error Resume Next
    Set OldBook = Nothing
    OldSelection = ""
    OldCell = ""
    OldRow = 0
    OldColumn = 0
    OldSheet = ActiveSheet.Name
    OldSelection = Selection.Address
    OldCell = ActiveCell.Address
    OldRow = ActiveWindow.ScrollRow
    OldColumn = ActiveWindow.ScrollColumn
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
    WtLetTablesGrow OldGrowth, OldFill
    Application.DisplayAlerts = OldAlerts
    Application.EnableEvents = OldEvents
    Application.ScreenUpdating = OldUpdating
    If Not IsEmpty(OldCancel) Then Application.EnableCancelKey = OldCancel
    Set OldBook = Nothing
End Sub

' Where several sheets are selected together Excel lets nothing be done with tables, and what is typed goes into all.
Private Sub WtSelectOne()
    On Error Resume Next
    If ActiveWindow.SelectedSheets.Count > 1 Then ActiveSheet.Select
End Sub

Private Sub WtReturnToPlace()
    On Error Resume Next
    If OldBook Is Nothing Then Exit Sub
    OldBook.Activate
    OldBook.Sheets(OldSheet).Activate
    If OldSelection <> "" Then OldBook.Sheets(OldSheet).Range(OldSelection).Select
    If OldCell <> "" And ActiveCell.Address <> OldCell Then OldBook.Sheets(OldSheet).Range(OldCell).Activate
    If OldRow > 0 And ActiveWindow.ScrollRow <> OldRow Then ActiveWindow.ScrollRow = OldRow
    If OldColumn > 0 And ActiveWindow.ScrollColumn <> OldColumn Then ActiveWindow.ScrollColumn = OldColumn
End Sub

' ---------------------------------------------------------------- what the workbook says

' For every worksheet its name, the place of its content, and its content: formulas where there are any, else values. Of
' a sheet with millions of filled cells a sum of each band of rows, in which every character counts.
Public Function WtSnapshot(ByVal Book As Object) As Variant
    Dim Found() As Variant, Place As Long, Area As Object, Content As Variant
    ReDim Found(1 To Book.Worksheets.Count)
    For Place = 1 To Book.Worksheets.Count
        Set Area = WtContent(Book.Worksheets(Place))
        If CDbl(Area.Rows.Count) * Area.Columns.Count > LargeSheet Then
            Content = WtSums(Area)
        Else
            Content = Area.Formula
        End If
        Found(Place) = Array(Book.Worksheets(Place).Name, Area.Address, WtTable(Content))
    Next Place
    WtSnapshot = Found
End Function

Private Function WtSums(ByVal Area As Object) As Variant
    Dim Sums() As Variant, Band As Long, Bands As Long, High As Long, Last As Long
    High = 1 + Int(BandSize / Area.Columns.Count)
    Bands = Int((Area.Rows.Count + High - 1) / High)
    ReDim Sums(1 To Bands, 1 To 1)
    For Band = 1 To Bands
        Last = Band * High
        If Last > Area.Rows.Count Then Last = Area.Rows.Count
        Sums(Band, 1) = WtSum(WtTable(Area.Rows((Band - 1) * High + 1).Resize(Last - (Band - 1) * High).Formula))
    Next Band
    WtSums = Sums
End Function

Private Function WtSum(ByVal Content As Variant) As Double
    Dim Row As Long, Column As Long, Place As Long, Letters As String, Sum As Double
    For Row = LBound(Content, 1) To UBound(Content, 1)
        For Column = LBound(Content, 2) To UBound(Content, 2)
            Letters = CStr(Content(Row, Column))
            Sum = Sum * 31 + Len(Letters) + 1
            For Place = 1 To Len(Letters)
                Sum = Sum * 31 + AscW(Mid(Letters, Place, 1))
                Sum = Sum - Int(Sum / Modulus) * Modulus
            Next Place
            Sum = Sum - Int(Sum / Modulus) * Modulus
        Next Column
    Next Row
    WtSum = Sum
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

' First everything that can fail without a trace: protections, the rendered sheets beside the old ones. Then the blocks and
' the sheets of ours, whose content is put back when one fails. Those that are there already are written into, never deleted:
' formulas, charts, conditional formats and validations of the staff that point at them stay what they are. What goes, goes last.
Public Sub WtApplyReply(ByVal Book As Object, ByVal Records As Collection)
    Dim Opened As Collection, Added As Collection, Written As Collection, Failure As String, Code As Long
    Set Opened = New Collection
    Set Added = New Collection
    Set Written = New Collection
    WtSelectOne
    WtRememberPlace
    Application.ScreenUpdating = False
    Application.EnableEvents = False
    Application.DisplayAlerts = False
    If Not IsEmpty(OldGrowth) Then WtLetTablesGrow False, False
    WtLetCancel CancelDoesNothing
    On Error GoTo Failed
    Application.Calculation = ManualCalculation
    WtOpenProtections Book, Records, Opened
    WtCopyResults Book, Records, Added
    WtWriteBlocks Book, Records, Written, False
    WtRewriteResults Book, Added, Written
    WtWriteBlocks Book, Records, Written, True
    WtRemoveResults Book, Records
    WtPutButtons Book, Records
    WtCloseProtections Book, Opened
    WtReturnToPlace
    WtLetCancel CancelIsAnError
    Exit Sub
Failed:
    Failure = Err.Description
    Code = Err.Number
    Resume TakeBack
TakeBack:
    On Error Resume Next
    WtTakeBack Written
    WtDropCopies Added
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
        ElseIf Kind = "show" And Not InResults Then
            WtShowColumns Book.Worksheets(WtPlain(CStr(Record(1)))), Record
        ElseIf Kind = "look" And Not InResults Then
            WtCopyLook Book, Record
        ElseIf Kind = "format" And Not InResults Then
            WtPutFormat WtArea(Book, Record), WtPlain(CStr(Record(6)))
        End If
    Next Record
End Sub

' In rows that a filter hides some office programs pass over what is written into a whole area: they are written cell by
' cell as well.
Private Sub WtWriteBlock(ByVal Area As Object, ByVal Values As Variant, ByVal Written As Collection, ByVal AsFormulas As Boolean)
    Dim Row As Long, Column As Long
    If AsFormulas Then
        WtPutFormulas Area, Values
        Exit Sub
    End If
    Written.Add Array(Area, WtBackup(Area), False)
    WtPutValues Area, Values
    For Row = 1 To UBound(Values, 1)
        If WtIsHidden(Area, Row) Then
            For Column = 1 To UBound(Values, 2)
                Area.Cells(Row, Column).Value = Values(Row, Column)
            Next Column
        End If
    Next Row
End Sub

' Some Excels refuse a table in which one text is longer than 8203 characters: its cells are written one by one.
Private Sub WtPutValues(ByVal Area As Object, ByVal Values As Variant)
    Dim Row As Long, Column As Long
    On Error GoTo OneByOne
    If UBound(Values, 1) = 1 And UBound(Values, 2) = 1 Then Area.Value = Values(1, 1) Else Area.Value = Values
    Exit Sub
OneByOne:
    For Row = 1 To UBound(Values, 1)
        For Column = 1 To UBound(Values, 2)
            Area.Cells(Row, Column).Value = Values(Row, Column)
        Next Column
    Next Row
End Sub

Private Function WtIsHidden(ByVal Area As Object, ByVal Row As Long) As Boolean
    WtIsHidden = Area.Cells(Row, 1).EntireRow.Hidden
End Function

Private Function WtHidesRows(ByVal Area As Object) As Boolean
    Dim Row As Long
    For Row = 1 To Area.Rows.Count
        If WtIsHidden(Area, Row) Then WtHidesRows = True
    Next Row
End Function

' Excel with dynamic arrays puts an @ before what could spill unless it is told otherwise; others know one kind only.
Private Function WtFormulas(ByVal Area As Object) As Variant
    On Error GoTo Older
    WtFormulas = Area.Formula2
    Exit Function
Older:
    WtFormulas = Area.Formula
End Function

' What puts an area back to what it is: formulas as they are, texts so that they stay texts.
Private Function WtBackup(ByVal Area As Object) As Variant
    Dim Formulas As Variant, Values As Variant, Row As Long, Column As Long
    Formulas = WtTable(WtFormulas(Area))
    Values = WtTable(Area.Value)
    For Row = LBound(Formulas, 1) To UBound(Formulas, 1)
        For Column = LBound(Formulas, 2) To UBound(Formulas, 2)
            If VarType(Values(Row, Column)) = vbString Then
                If Values(Row, Column) = Formulas(Row, Column) And Values(Row, Column) <> "" Then
                    Formulas(Row, Column) = "'" & Formulas(Row, Column)
                End If
            End If
        Next Column
    Next Row
    WtBackup = Formulas
End Function

Private Sub WtPutFormulas(ByVal Area As Object, ByVal Values As Variant)
    Dim Content As Variant
    Content = Values
    If IsArray(Values) Then
        If UBound(Values, 1) = 1 And UBound(Values, 2) = 1 Then Content = Values(1, 1)
    End If
    On Error GoTo Older
    Area.Formula2 = Content
    Exit Sub
Older:
    Area.Formula = Content
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

Private Sub WtShowColumns(ByVal Sheet As Object, ByVal Record As Variant)
    Dim Column As Long
    For Column = CLng(Record(2)) To CLng(Record(3))
        Sheet.Columns(Column).Hidden = False
        Sheet.Columns(Column).ColumnWidth = Val(Record(4))
    Next Column
End Sub

' A column that is new beside a table looks like its neighbour, but its cells are not merged: a merge would hide what is
' written into them. Of rows that a filter hides only a copy row by row takes the looks.
Private Sub WtCopyLook(ByVal Book As Object, ByVal Record As Variant)
    Dim Area As Object, Model As Object, Row As Long
    Set Area = WtArea(Book, Record)
    Set Model = Book.Worksheets(WtPlain(CStr(Record(1)))).Cells(CLng(Record(6)), CLng(Record(7)))
    If WtHidesRows(Area) Then
        For Row = 1 To Area.Rows.Count
            WtPasteLook Model.Cells(Row, 1), Area.Rows(Row)
        Next Row
    Else
        WtPasteLook Model.Resize(CLng(Record(4)), 1), Area
    End If
    Area.UnMerge
End Sub

Private Sub WtPasteLook(ByVal Model As Object, ByVal Area As Object)
    Const Formats As Long = -4122
    Model.Copy
    Area.PasteSpecial Formats
    Application.CutCopyMode = False
End Sub

Private Sub WtPutFormat(ByVal Area As Object, ByVal Code As String)
    Dim Row As Long, Column As Long
    Area.NumberFormat = Code
    For Row = 1 To Area.Rows.Count
        If WtIsHidden(Area, Row) Then
            For Column = 1 To Area.Columns.Count
                Area.Cells(Row, Column).NumberFormat = Code
            Next Column
        End If
    Next Row
End Sub

Private Function WtArea(ByVal Book As Object, ByVal Record As Variant) As Object
    Dim Sheet As Object, Top As Long, Leftmost As Long
    Set Sheet = Book.Worksheets(WtPlain(CStr(Record(1))))
    Top = CLng(Record(2))
    Leftmost = CLng(Record(3))
    Set WtArea = Sheet.Range(Sheet.Cells(Top, Leftmost), Sheet.Cells(Top + CLng(Record(4)) - 1, Leftmost + CLng(Record(5)) - 1))
End Function

' Area by area, and cell by cell where an area is not what it was: what one of them refuses keeps no other from its place.
' On a sheet of ours a new merge would swallow what stood there.
Private Sub WtTakeBack(ByVal Written As Collection)
    Dim Place As Long, Area As Object, Before As Variant, Present As Variant, Row As Long, Column As Long
    On Error Resume Next
    For Place = Written.Count To 1 Step -1
        Set Area = Written(Place)(0)
        Before = Written(Place)(1)
        If Written(Place)(2) Then Area.UnMerge
        WtPutFormulas Area, Before
        Present = WtBackup(Area)
        For Row = LBound(Before, 1) To UBound(Before, 1)
            For Column = LBound(Before, 2) To UBound(Before, 2)
                If Present(Row, Column) <> Before(Row, Column) Then
                    Area.Cells(Row - LBound(Before, 1) + 1, Column - LBound(Before, 2) + 1).Value = Before(Row, Column)
                End If
            Next Column
        Next Row
    Next Place
End Sub

' ---------------------------------------------------------------- results sheets

' Copies the rendered sheets into the workbook: Added gets (copy, name, mark, filter, print area, table).
Private Sub WtCopyResults(ByVal Book As Object, ByVal Records As Collection, ByVal Added As Collection)
    Dim Record As Variant, Rendered As Object
    If Not WtHas(Records, "result") Then Exit Sub
    On Error GoTo Failed
    Set Rendered = Workbooks.Open(WtField(Records, "rendered"), 0, True)
    For Each Record In Records
        If Record(0) = "result" Then WtCopyResult Book, Rendered, Record, Added
    Next Record
    Rendered.Close False
    Exit Sub
Failed:
    If Not Rendered Is Nothing Then Rendered.Close False
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
            Added.Add Array(Book.Sheets(Place), SheetName, CStr(Record(2)), WtPart(Record, 4), WtPart(Record, 5), WtPart(Record, 6))
            Exit Sub
        End If
    Next Place
    WtFail "X015"
End Sub

Private Function WtPart(ByVal Record As Variant, ByVal Place As Long) As String
    If UBound(Record) >= Place Then WtPart = CStr(Record(Place))
End Function

' The sheet that a new one follows: its copy, which is behind the old one, else the sheet itself.
Private Function WtBehind(ByVal Book As Object, ByVal SheetName As String, ByVal Added As Collection) As Object
    Dim Entry As Variant
    Set WtBehind = WtSheet(Book, SheetName)
    For Each Entry In Added
        If Entry(1) = SheetName Then Set WtBehind = Entry(0)
    Next Entry
End Function

' A sheet that is there takes over what its copy shows, and the copy goes; a new one is the copy itself.
Private Sub WtRewriteResults(ByVal Book As Object, ByVal Added As Collection, ByVal Written As Collection)
    Dim Entry As Variant, Old As Object
    For Each Entry In Added
        Set Old = WtSheet(Book, CStr(Entry(1)))
        If Old Is Nothing Then
            WtMark Entry(0), CStr(Entry(2))
        ElseIf Old.Name = Entry(0).Name Then
            WtMark Entry(0), CStr(Entry(2))
        Else
            WtRewriteResult Old, Entry, Written
            WtDelete Entry(0)
        End If
    Next Entry
End Sub

Private Sub WtRewriteResult(ByVal Sheet As Object, ByVal Entry As Variant, ByVal Written As Collection)
    Dim Area As Object, Wanted As String, Named As String, Table As Object
    Wanted = Entry(5)
    If Wanted = "" Then Wanted = Entry(3)
    Set Area = WtBoth(WtFromTop(Sheet), WtFromTop(Entry(0)))
    Written.Add Array(Area, WtBackup(Area), True)
    Set Table = WtOwnTable(Sheet, Entry(0), Wanted, Named)
    WtTakeOver Sheet, Entry(0), Table
    If Not Table Is Nothing Then
        WtSetUp Sheet, Entry(0), "", CStr(Entry(4))
    ElseIf Named <> "" Then
        WtSetUp Sheet, Entry(0), "", CStr(Entry(4))
        WtPutTable Sheet, Named, Wanted
    Else
        WtSetUp Sheet, Entry(0), CStr(Entry(3)), CStr(Entry(4))
    End If
End Sub

' As far down and as far right as the larger of two areas that begin in the first cell.
Private Function WtBoth(ByVal Area As Object, ByVal Other As Object) As Object
    Dim Rows As Long, Columns As Long
    Rows = Area.Rows.Count
    If Other.Rows.Count > Rows Then Rows = Other.Rows.Count
    Columns = Area.Columns.Count
    If Other.Columns.Count > Columns Then Columns = Other.Columns.Count
    Set WtBoth = Area.Resize(Rows, Columns)
End Function

' ---------------------------------------------------------------- the table of a list

' The table of a list of ours stays, as long or short as the new list: formulas of the staff that speak of its columns
' stay what they are. Any other table becomes plain cells; Named is what the last of them was called.
Private Function WtOwnTable(ByVal Sheet As Object, ByVal Model As Object, ByVal Wanted As String, ByRef Named As String) As Object
    Dim Place As Long, Tables As Long, Table As Object, Kept As Object, Fits As Boolean
    On Error Resume Next
    Tables = Sheet.ListObjects.Count
    For Place = Tables To 1 Step -1
        Set Table = Sheet.ListObjects(Place)
        Fits = False
        If Kept Is Nothing Then Fits = WtFitsTable(Table, Sheet, Model, Wanted)
        If Fits Then
            Set Kept = Table
        Else
            Named = Table.Name
            Table.Unlist
        End If
    Next Place
    Set WtOwnTable = Kept
End Function

' It has the heads of the copy in their cells, and can be made as long as the new list.
Private Function WtFitsTable(ByVal Table As Object, ByVal Sheet As Object, ByVal Model As Object, ByVal Wanted As String) As Boolean
    Dim Heads As Object
    On Error GoTo Other
    If Wanted = "" Or Not Table.ShowHeaders Then Exit Function
    Set Heads = Table.HeaderRowRange
    If Heads.Address <> Model.Range(Wanted).Rows(1).Address Then Exit Function
    If Not WtSameContent(WtTable(Heads.Formula), WtTable(Model.Range(Heads.Address).Formula)) Then Exit Function
    If Table.ShowTotals Then Table.ShowTotals = False
    WtShowAll Table
    Sheet.Range(Wanted).UnMerge
    Table.Resize Sheet.Range(Wanted)
    WtFitsTable = (Table.Range.Address = Sheet.Range(Wanted).Address)
Other:
End Function

' Rows that its filter hides would be passed over.
Private Sub WtShowAll(ByVal Table As Object)
    On Error Resume Next
    Table.AutoFilter.ShowAllData
End Sub

' A list that had a table which could not stay has one of that name again.
Private Sub WtPutTable(ByVal Sheet As Object, ByVal Named As String, ByVal Wanted As String)
    Const FromRange As Long = 1, HasHeads As Long = 1
    Dim Made As Object
    On Error Resume Next
    If Wanted = "" Then Exit Sub
    Sheet.AutoFilterMode = False
    Set Made = Sheet.ListObjects.Add(FromRange, Sheet.Range(Wanted), , HasHeads)
    Made.Name = Named
    Made.TableStyle = ""
End Sub

' ---------------------------------------------------------------- what a sheet of ours shows

' Everything that Sheet shows is taken away, and what Model shows put in its place. The heads of a table that stays are
' left alone: without them it would be none. The texts of both are compared in the end: where they differ the office
' program could not do it.
Private Sub WtTakeOver(ByVal Sheet As Object, ByVal Model As Object, ByVal Table As Object)
    Dim Place As Long, Area As Object, Head As Long
    On Error Resume Next
    Sheet.AutoFilterMode = False
    For Place = Sheet.ChartObjects.Count To 1 Step -1
        Sheet.ChartObjects(Place).Delete
    Next Place
    If Table Is Nothing Then
        WtEmpty WtFromTop(Sheet)
        WtCopyOver Sheet, Model
    Else
        Head = Table.HeaderRowRange.Row
        Set Area = WtFromTop(Sheet)
        WtEmpty Area.Resize(Head - 1)
        WtEmpty Area.Rows(Head + 1).Resize(Area.Rows.Count - Head)
        WtCopyRows Sheet, Model, 1, Head - 1
        WtCopyRows Sheet, Model, Head + 1, WtFromTop(Model).Rows.Count
        WtPasteLook Model.Range(Table.HeaderRowRange.Address), Table.HeaderRowRange
    End If
    WtSizes Sheet, Model
    Sheet.Tab.Color = Model.Tab.Color
    On Error GoTo 0
    Set Area = WtFromTop(Model)
    If Not WtSameContent(WtTable(Sheet.Range(Area.Address).Formula), WtTable(Area.Formula)) Then WtFail "X031"
End Sub

Private Sub WtEmpty(ByVal Area As Object)
    On Error Resume Next
    Area.UnMerge
    Area.Hyperlinks.Delete
    Area.Clear
    Area.FormatConditions.Delete
    Area.Validation.Delete
End Sub

Private Sub WtCopyRows(ByVal Sheet As Object, ByVal Model As Object, ByVal First As Long, ByVal Last As Long)
    Dim Area As Object
    On Error Resume Next
    If Last < First Then Exit Sub
    Set Area = WtFromTop(Model).Rows(First).Resize(Last - First + 1)
    Area.Copy Sheet.Range(Area.Address)
    Application.CutCopyMode = False
End Sub

Private Function WtFromTop(ByVal Sheet As Object) As Object
    Dim Used As Object
    Set Used = Sheet.UsedRange
    Set WtFromTop = Sheet.Range(Sheet.Cells(1, 1), Used.Cells(Used.Rows.Count, Used.Columns.Count))
End Function

' Charts travel with the cells under them, unless the user has switched that off.
Private Sub WtCopyOver(ByVal Sheet As Object, ByVal Model As Object)
    Dim WithObjects As Variant, Area As Object, Place As Long
    On Error Resume Next
    WithObjects = Application.CopyObjectsWithCells
    Application.CopyObjectsWithCells = True
    Set Area = WtFromTop(Model)
    Area.Copy Sheet.Range(Area.Address)
    Application.CutCopyMode = False
    If VarType(WithObjects) = vbBoolean Then Application.CopyObjectsWithCells = WithObjects
    For Place = Sheet.ChartObjects.Count + 1 To Model.ChartObjects.Count
        Model.ChartObjects(Place).Copy
        Sheet.Paste Sheet.Range(Model.ChartObjects(Place).TopLeftCell.Address)
    Next Place
    For Place = 1 To Sheet.ChartObjects.Count
        WtPointAt Sheet.ChartObjects(Place).Chart, "'" & Model.Name & "'!", "'" & Sheet.Name & "'!"
    Next Place
End Sub

Private Sub WtPointAt(ByVal Shown As Object, ByVal Before As String, ByVal After As String)
    Dim Series As Object
    On Error Resume Next
    For Each Series In Shown.SeriesCollection
        Series.Formula = Replace(Series.Formula, Before, After)
    Next Series
End Sub

' Widths and heights as the model has them; rows below it get the usual height.
Private Sub WtSizes(ByVal Sheet As Object, ByVal Model As Object)
    Dim Place As Long, Rows As Long, Used As Object
    On Error Resume Next
    Set Used = WtFromTop(Model)
    Rows = Used.Rows.Count
    For Place = 1 To Used.Columns.Count
        If Sheet.Columns(Place).ColumnWidth <> Model.Columns(Place).ColumnWidth Then
            Sheet.Columns(Place).ColumnWidth = Model.Columns(Place).ColumnWidth
        End If
        If Sheet.Columns(Place).Hidden <> Model.Columns(Place).Hidden Then Sheet.Columns(Place).Hidden = Model.Columns(Place).Hidden
    Next Place
    For Place = 1 To WtFromTop(Sheet).Rows.Count
        If Sheet.Rows(Place).Hidden Then Sheet.Rows(Place).Hidden = False
        If Place > Rows Then
            Sheet.Rows(Place).RowHeight = Sheet.StandardHeight
        ElseIf Sheet.Rows(Place).RowHeight <> Model.Rows(Place).RowHeight Then
            Sheet.Rows(Place).RowHeight = Model.Rows(Place).RowHeight
        End If
    Next Place
End Sub

' The filter of the new rows, and the new end of what is printed.
Private Sub WtSetUp(ByVal Sheet As Object, ByVal Model As Object, ByVal Filtered As String, ByVal Printed As String)
    Dim Area As String
    On Error Resume Next
    If Filtered <> "" Then
        Sheet.Range(Filtered).AutoFilter
        If Not Sheet.AutoFilterMode Then Sheet.Range(Filtered).AutoFilter
    End If
    If Printed <> "" Then
        Area = Sheet.Range(Printed).Address
        If Sheet.PageSetup.PrintArea <> Area Then Sheet.PageSetup.PrintArea = Area
    End If
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
    On Error Resume Next
    If Sheet.Visible <> -1 Then Sheet.Visible = -1
    On Error GoTo 0
    Sheet.Delete
End Sub

' The mark by which the tool knows its sheets; it usually travels with the copy.
Private Sub WtMark(ByVal Sheet As Object, ByVal Mark As String)
    Dim Known As Object
    On Error Resume Next
    For Each Known In Sheet.Names
        If InStr(Known.Name, Mark) > 0 Then Exit Sub
    Next Known
    Sheet.Names.Add Mark, "=TRUE", False
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
        If StrComp(Book.Sheets(Place).Name, SheetName, 1) = 0 Then Set WtSheet = Book.Sheets(Place)
    Next Place
End Function

' ---------------------------------------------------------------- buttons on the sheets of ours

' A workbook that carries the macros has their buttons on the sheets of ours as well, where they are not yet.
Private Sub WtPutButtons(ByVal Book As Object, ByVal Records As Collection)
    Dim Record As Variant, Sheet As Object, Made As Object, Place As Long, There As Boolean
    On Error Resume Next
    If StrComp(ThisWorkbook.Name, Book.Name, 1) <> 0 Then Exit Sub
    For Each Record In Records
        If Record(0) = "button" Then
            Set Sheet = WtSheet(Book, WtPlain(CStr(Record(1))))
            There = False
            For Place = 1 To Sheet.Buttons.Count
                If Sheet.Buttons(Place).Caption = WtPlain(CStr(Record(2))) Then There = True
            Next Place
            If Not There And Not Sheet Is Nothing Then
                Set Made = Sheet.Buttons.Add(Val(Record(4)), Val(Record(5)), Val(Record(6)), Val(Record(7)))
                Made.Caption = WtPlain(CStr(Record(2)))
                Made.OnAction = Record(3)
                Made.PrintObject = False
                Made.Placement = 2
            End If
        End If
    Next Record
End Sub

' ---------------------------------------------------------------- protections

' Protections without a password are lifted and put back; one with a password stops before anything is written.
Private Sub WtOpenProtections(ByVal Book As Object, ByVal Records As Collection, ByVal Opened As Collection)
    Dim Record As Variant, Sheet As Object, WindowsToo As Boolean
    If WtHas(Records, "result") Then
        If Book.ProtectStructure Then
            WindowsToo = WtProtectsWindows(Book)
            If Not WtUnlock(Book) Or Book.ProtectStructure Then WtFail "X006"
            Opened.Add Array(Book, WindowsToo)
        End If
    End If
    For Each Record In Records
        If Record(0) = "block" Or Record(0) = "look" Or Record(0) = "format" Or Record(0) = "show" Or Record(0) = "result" Then
            Set Sheet = WtSheet(Book, WtPlain(CStr(Record(1))))
            If Not Sheet Is Nothing Then
                If Sheet.ProtectContents Then WtOpenSheet Sheet, Opened
            End If
        End If
    Next Record
End Sub

Private Function WtProtectsWindows(ByVal Book As Object) As Boolean
    On Error Resume Next
    WtProtectsWindows = Book.ProtectWindows
End Function

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
    Found = Array(True, True, False, False, False, False, False, False, False, False, False, False, False, False, False)
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
    Found(14) = Sheet.ProtectionMode
    WtProtection = Found
End Function

Private Sub WtCloseProtections(ByVal Book As Object, ByVal Opened As Collection)
    Dim Entry As Variant
    On Error Resume Next
    For Each Entry In Opened
        If IsArray(Entry(1)) Then
            WtCloseSheet Entry(0), Entry(1)
        Else
            Book.Protect "", True, Entry(1)
        End If
    Next Entry
End Sub

' An office program without the finer permissions still protects the sheet.
Private Sub WtCloseSheet(ByVal Sheet As Object, ByVal Found As Variant)
    On Error Resume Next
    Sheet.Protect "", Found(0), True, Found(1), Found(14), Found(2), Found(3), Found(4), Found(5), Found(6), Found(7), _
                  Found(8), Found(9), Found(10), Found(11), Found(12)
    If Not Sheet.ProtectContents Then Sheet.Protect "", Found(0), True, Found(1)
    If Found(13) <> False Then Sheet.EnableSelection = Found(13)
End Sub
