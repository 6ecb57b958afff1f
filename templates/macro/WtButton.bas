Attribute VB_Name = "WtButton"
' workbook-tools button module
'
' What the buttons and the ribbon call, and the course of one press: copy the active workbook, let the tool work on the
' copy, check what it answers, apply it. The file on disk is never touched from here.
'
' The same modules serve a workbook with buttons and the add-in. ASCII only: Chinese comes from the tool's answer and from
' WtTexts, written as \uXXXX, so that the source reads the same under every code page.
Option Explicit

Public Const WtProtocol As Long = 1
Public Const WtUserInterrupt As Long = 18
Private Busy As Boolean
Private ToldOfUndo As Boolean
Private AskedFor As String

Public Sub WtRecompute()
    WtPress "recompute"
End Sub

Public Sub WtCheck()
    WtPress "check"
End Sub

Public Sub WtReport()
    WtPress "report"
End Sub

Public Sub WtBatch()
    WtPress "batch"
End Sub

' ---------------------------------------------------------------- callbacks of the ribbon tab

Public Sub WtRibbonRecompute(ByVal Control As Object)
    WtPress "recompute"
End Sub

Public Sub WtRibbonCheck(ByVal Control As Object)
    WtPress "check"
End Sub

Public Sub WtRibbonReport(ByVal Control As Object)
    WtPress "report"
End Sub

Public Sub WtRibbonBatch(ByVal Control As Object)
    WtPress "batch"
End Sub

' ---------------------------------------------------------------- one press

Private Sub WtPress(ByVal Verb As String)
    Dim Folder As String, Note As String, Icon As Long
    If Busy Then
        MsgBox WtText("X008"), vbExclamation, WtText("title")
        Exit Sub
    End If
    If WtOnMac() And Verb <> "batch" Then
        WtPressOnMac Verb
        Exit Sub
    End If
    Busy = True
    On Error GoTo Failed
    WtRemember
    Folder = WtMakeFolder()
    If Verb = "batch" Then
        Note = WtPressFolder(Folder, Icon)
    Else
        Note = WtPressBook(Verb, Folder, Icon)
    End If
Finish:
    On Error Resume Next
    WtRestore
    WtRemoveFolder Folder
    Busy = False
    On Error GoTo 0
    If Note <> "" Then MsgBox Note, Icon, WtText("title")
    Exit Sub
Failed:
    Note = WtReason(Err.Number, Err.Description)
    Icon = vbCritical
    Resume Finish
End Sub

' The message of a press on a workbook. Nothing is written before the whole answer is there and the inputs are what they were.
Private Function WtPressBook(ByVal Verb As String, ByVal Folder As String, ByRef Icon As Long) As String
    Dim Book As Object, Before As Variant, Reply As Collection, CopyPath As String, Unwritten As String
    Set Book = WtBookAtHand(Verb)
    If Book Is Nothing Then Exit Function
    Before = WtSnapshot(Book)
    CopyPath = Folder & "copy" & WtSuffix(Book.Name)
    WtSaveCopy Book, CopyPath
    WtStart Verb, Folder, "--reports after --copy " & WtQuote(CopyPath) & " --book " & WtQuote(WtEscape(Book.Path & Application.PathSeparator & Book.Name))
    WtWait Folder, WtText("working")
    Set Reply = WtReadReply(Folder)
    If WtHas(Reply, "block") Or WtHas(Reply, "result") Then
        If Not WtIsOpen(Book) Then WtFail "X033"
        If Not WtSame(Before, WtSnapshot(Book)) Then WtFail "X004"
        WtApplyReply Book, Reply
        If WtHas(Reply, "reports") Then Unwritten = WtReports(Folder, Reply)
        WtPressBook = WtUndoNote()
    End If
    Icon = WtIcon(Reply)
    If Unwritten <> "" Then Icon = vbExclamation
    WtPressBook = WtField(Reply, "message") & Unwritten & WtPressBook
End Function

' What Excel cannot take back is said at the first press of a session.
Private Function WtUndoNote() As String
    If Not ToldOfUndo Then WtUndoNote = vbLf & vbLf & WtText("undo")
    ToldOfUndo = True
End Function

' The workbook that is to be computed. What stands in the way is said before anything is done.
Private Function WtBookAtHand(ByVal Verb As String) As Object
    Dim Book As Object
    If WtIsProtectedView() Then WtFail "X027"
    Set Book = ActiveWorkbook
    If Book Is Nothing Then WtFail "X014"
    If Book.Path = "" Then WtFail "X007"
    If InStr(" .xlsx .xlsm .xlsb .xls .xltx .xltm .xlt .et .ett .ods ", " " & WtSuffix(Book.Name) & " ") = 0 Then
        WtFailWith "X029", Book.Name
    End If
    If WtIsShared(Book) Then WtFail "X028"
    If Verb = "recompute" And WtIsOldFormat(Book) Then WtFailWith "X035", Book.Name
    If InStr(Book.Path, "://") > 0 And WtSavesItself(Book) And AskedFor <> Book.Name Then
        If MsgBox(WtText("X032"), vbQuestion + vbOKCancel, WtText("title")) <> vbOK Then Exit Function
        AskedFor = Book.Name
    End If
    Set WtBookAtHand = Book
End Function

' A file that came from outside and is only looked at yet. Office programs that know no such view raise an error.
Private Function WtIsProtectedView() As Boolean
    On Error GoTo Unknown
    WtIsProtectedView = Not (Application.ActiveProtectedViewWindow Is Nothing)
Unknown:
End Function

Private Function WtIsShared(ByVal Book As Object) As Boolean
    On Error GoTo Unknown
    WtIsShared = Book.MultiUserEditing
Unknown:
End Function

' Sheets of 65536 rows, as .xls has them, take no sheet of the format of today.
Private Function WtIsOldFormat(ByVal Book As Object) As Boolean
    On Error GoTo Unknown
    WtIsOldFormat = (Book.Worksheets(1).Rows.Count < 100000)
Unknown:
End Function

' A workbook in a cloud that saves itself may be edited by several people at once.
Private Function WtSavesItself(ByVal Book As Object) As Boolean
    On Error GoTo Unknown
    WtSavesItself = Book.AutoSaveOn
Unknown:
End Function

Private Function WtIsOpen(ByVal Book As Object) As Boolean
    On Error GoTo Closed
    WtIsOpen = (Book.Worksheets.Count > 0 And Book.Name <> "")
Closed:
End Function

' Excel for Mac may not start programs; xlwings may, where it is installed: it shows its own message.
Private Sub WtPressOnMac(ByVal Verb As String)
    On Error GoTo Missing
    Application.Run "xlwings.xlam!RunPython", "from workbook_tools.excel import live; live." & Verb & "()"
    Exit Sub
Missing:
    MsgBox WtText("X009"), vbCritical, WtText("title")
End Sub

Private Function WtPressFolder(ByVal Folder As String, ByRef Icon As Long) As String
    Dim Chosen As String, Reply As Collection, RollUp As String
    If WtOnMac() Then WtFail "X009"
    Chosen = WtAskFolder()
    If Chosen = "" Then Exit Function
    WtStart "batch", Folder, "--folder " & WtQuote(WtEscape(Chosen))
    WtWait Folder, WtText("working on all")
    Set Reply = WtReadReply(Folder)
    RollUp = WtField(Reply, "open")
    Icon = WtIcon(Reply)
    WtPressFolder = WtField(Reply, "message")
    If RollUp <> "" Then WtPressFolder = WtPressFolder & WtOpened(RollUp)
End Function

' Excel opens no second workbook of the same name: it says where the new one lies.
Private Function WtOpened(ByVal FilePath As String) As String
    On Error GoTo Refused
    Workbooks.Open FilePath
    Exit Function
Refused:
    WtOpened = vbLf & vbLf & Replace(WtText("X030"), "{path}", FilePath)
End Function

Private Function WtAskFolder() As String
    Const FolderPicker As Long = 4
    With Application.FileDialog(FolderPicker)
        .Title = WtText("choose a folder")
        If .Show Then WtAskFolder = .SelectedItems(1)
    End With
End Function

' Macros of the staff that watch over saving are not asked: this is no saving, and one that says no would leave no copy.
Private Sub WtSaveCopy(ByVal Book As Object, ByVal CopyPath As String)
    Dim Events As Boolean, Failure As String
    Events = True
    On Error Resume Next
    Events = Application.EnableEvents
    Application.EnableEvents = False
    Err.Clear
    Book.SaveCopyAs CopyPath
    If Err.Number <> 0 Then Failure = Err.Number & " " & Err.Description
    Application.EnableEvents = Events
    On Error GoTo 0
    If Failure = "" And Not WtExists(CopyPath) Then Failure = CopyPath
    If Failure <> "" Then WtFailWith "X013", Failure
End Sub

Private Function WtIcon(ByVal Reply As Collection) As Long
    Select Case WtField(Reply, "icon")
        Case "information": WtIcon = vbInformation
        Case "warning": WtIcon = vbExclamation
        Case Else: WtIcon = vbCritical
    End Select
End Function

' ---------------------------------------------------------------- what went wrong

Public Sub WtFail(ByVal Code As String)
    WtFailWith Code, ""
End Sub

Public Sub WtFailWith(ByVal Code As String, ByVal Detail As String)
    Err.Raise 51300, "WtButton", Replace(WtText(Code), "{detail}", Detail)
End Sub

' Esc is error 18 and not the end of the macro, see WtRemember.
Private Function WtReason(ByVal Number As Long, ByVal Description As String) As String
    If Number = 51300 Then
        WtReason = Description
    ElseIf Number = WtUserInterrupt Then
        WtReason = WtText("X037")
    Else
        WtReason = Replace(WtText("X010"), "{detail}", Description)
    End If
End Function
