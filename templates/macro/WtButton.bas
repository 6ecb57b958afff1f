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
Private Busy As Boolean

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
    Dim Book As Object, Before As Variant, Reply As Collection, CopyPath As String
    Set Book = ActiveWorkbook
    If Book Is Nothing Then WtFail "X014"
    If Book.Path = "" Then WtFail "X007"
    Before = WtSnapshot(Book)
    CopyPath = Folder & "copy" & WtSuffix(Book.Name)
    WtSaveCopy Book, CopyPath
    WtStart Verb, Folder, "--reports after --copy " & WtQuote(CopyPath) & " --book " & WtQuote(WtEscape(Book.Path & Application.PathSeparator & Book.Name))
    WtWait Folder, WtText("working")
    Set Reply = WtReadReply(Folder)
    If WtHas(Reply, "block") Or WtHas(Reply, "result") Then
        If Not WtSame(Before, WtSnapshot(Book)) Then WtFail "X004"
        WtApplyReply Book, Reply, Before
        If WtHas(Reply, "reports") Then Set Reply = WtReports(Folder, Reply)
    End If
    Icon = WtIcon(Reply)
    WtPressBook = WtField(Reply, "message")
End Function

Private Function WtPressFolder(ByVal Folder As String, ByRef Icon As Long) As String
    Dim Chosen As String, Reply As Collection, RollUp As String
    Chosen = WtAskFolder()
    If Chosen = "" Then Exit Function
    WtStart "batch", Folder, "--folder " & WtQuote(WtEscape(Chosen))
    WtWait Folder, WtText("working on all")
    Set Reply = WtReadReply(Folder)
    RollUp = WtField(Reply, "open")
    If RollUp <> "" Then Workbooks.Open RollUp
    Icon = WtIcon(Reply)
    WtPressFolder = WtField(Reply, "message")
End Function

Private Function WtAskFolder() As String
    Const FolderPicker As Long = 4
    With Application.FileDialog(FolderPicker)
        .Title = WtText("choose a folder")
        If .Show Then WtAskFolder = .SelectedItems(1)
    End With
End Function

Private Sub WtSaveCopy(ByVal Book As Object, ByVal CopyPath As String)
    On Error GoTo Failed
    Book.SaveCopyAs CopyPath
    Exit Sub
Failed:
    WtFailWith "X013", Err.Description
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

Private Function WtReason(ByVal Number As Long, ByVal Description As String) As String
    If Number = 51300 Then
        WtReason = Description
    Else
        WtReason = Replace(WtText("X010"), "{detail}", Description)
    End If
End Function
