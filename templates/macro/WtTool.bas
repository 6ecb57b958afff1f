Attribute VB_Name = "WtTool"
' workbook-tools button module
'
' The program behind the button: where it lies, how it is started, how its answer is awaited and read.
Option Explicit
Option Private Module

Private Const SecondsToStart As Long = 30
Private Const SecondsOfSilence As Long = 10
Private Const SecondsAwake As Double = 2
Private Const ShortRest As Double = 0.05

' ---------------------------------------------------------------- where it lies

' The environment, the place of the installer, PATH: never the workbook or its folder, which a stranger may have sent.
Private Function WtToolPath() As String
    Dim Place As Variant, Found As String
    Found = Environ("WORKBOOK_TOOLS_EXE")
    If Found <> "" Then
        If Not WtExists(Found) Then WtFail "X001"
        WtToolPath = Found
        Exit Function
    End If
    For Each Place In Split(WtInstalled() & WtListMark() & Environ("PATH"), WtListMark())
        Found = WtToolIn(CStr(Place))
        If Found <> "" Then
            WtToolPath = Found
            Exit Function
        End If
    Next Place
    WtFail "X001"
End Function

Private Function WtInstalled() As String
    If WtOnWindows() Then
        WtInstalled = Environ("LOCALAPPDATA") & "\workbook-tools\Scripts"
    Else
        WtInstalled = Environ("HOME") & "/.local/share/workbook-tools/bin"
    End If
End Function

' A relative entry of PATH means the current folder, and so perhaps the workbook's: it is passed over.
Private Function WtToolIn(ByVal Place As String) As String
    Dim Candidate As String
    Place = Replace(Place, Chr(34), "")
    If WtOnWindows() Then
        If Mid(Place, 2, 1) <> ":" And Left(Place, 2) <> "\\" Then Exit Function
        Candidate = WtFolderMark(Place) & "workbook-tools.exe"
    Else
        If Left(Place, 1) <> "/" Then Exit Function
        Candidate = WtFolderMark(Place) & "workbook-tools"
    End If
    If WtExists(Candidate) Then WtToolIn = Candidate
End Function

Private Function WtOnWindows() As Boolean
    WtOnWindows = (Application.PathSeparator = "\")
End Function

Private Function WtListMark() As String
    If WtOnWindows() Then WtListMark = ";" Else WtListMark = ":"
End Function

Private Function WtFolderMark(ByVal Place As String) As String
    If Right(Place, 1) = Application.PathSeparator Then WtFolderMark = Place Else WtFolderMark = Place & Application.PathSeparator
End Function

Public Function WtExists(ByVal FilePath As String) As Boolean
    On Error Resume Next
    WtExists = (Dir(FilePath) <> "")
End Function

' ---------------------------------------------------------------- how it is run

Public Sub WtStart(ByVal Verb As String, ByVal Folder As String, ByVal Rest As String)
    Dim Started As String
    If WtOnMac() Then WtFail "X009"
    Started = WtQuote(WtToolPath()) & " button " & Verb & " --version " & WtProtocol & _
              " --reply " & WtQuote(WtReplyPath(Folder)) & " " & Rest
    On Error GoTo Refused
    Shell Started, 0
    Exit Sub
Refused:
    WtFailWith "X019", CStr(Err.Number)
End Sub

' Excel for Mac lives in a sandbox that may not start programs.
Public Function WtOnMac() As Boolean
    On Error Resume Next
    WtOnMac = (InStr(1, Application.OperatingSystem, "Mac", 1) = 1)
End Function

' The tool writes its answer under another name and renames it when it is whole. Until then it reports how far it is, and
' that it is alive, about once a second: one that has not said anything after a while did not start, one that falls silent
' has died. Its silence is counted in looks, so that a computer that slept does not take it for dead.
Public Sub WtWait(ByVal Folder As String, ByVal Doing As String)
    Dim Started As Double, Looked As Double, Shown As Long, Limit As Double, Stage As String, Beat As String
    Dim LastBeat As String, Silent As Long, WholeSeconds As Boolean
    Limit = WtLimit()
    Started = Timer
    Looked = -1
    Shown = -1
    Do
        DoEvents
        If WtElapsed(Started) > SecondsAwake Then WtRest WholeSeconds
        If WtElapsed(Started) - Looked > 0.04 Then
            Looked = WtElapsed(Started)
            If WtExists(WtReplyPath(Folder)) Then Exit Sub
            If Int(Looked) <> Shown Then
                Shown = Int(Looked)
                WtProgress Folder, Stage, Beat
                Application.StatusBar = Doing & " " & Stage & " " & Shown & " s"
                Silent = Silent + 1
                If Beat <> LastBeat Or Beat = "" Then Silent = 0
                LastBeat = Beat
                If Silent > SecondsOfSilence Then WtFail "X026"
            End If
        End If
        If WtElapsed(Started) > Limit Then WtFailWith "X002", CStr(Int(Limit))
        If WtElapsed(Started) > SecondsToStart Then
            If Not WtExists(Folder & "progress.txt") Then WtFailWith "X002", CStr(SecondsToStart)
        End If
    Loop
End Sub

' A press that is over soon is not kept waiting; later on the processor is the tool's. Rests need no call of Windows, which
' offices may forbid to macros. Where an office program takes no part of a second it takes whole ones from then on; where
' it knows no rest the loop goes on as before. Esc ends a rest as well.
Private Sub WtRest(ByRef WholeSeconds As Boolean)
    Dim Began As Double
    Began = Timer
    On Error GoTo Unknown
    If WholeSeconds Then
        Application.Wait Now + 1 / 86400
    Else
        Application.Wait CDate(CDbl(Date) + (Began + ShortRest) / 86400)
        WholeSeconds = (WtElapsed(Began) < ShortRest / 3)
    End If
    Exit Sub
Unknown:
    If Err.Number = WtUserInterrupt Then Err.Raise WtUserInterrupt
End Sub

Private Function WtLimit() As Double
    WtLimit = Val(Environ("WORKBOOK_TOOLS_TIMEOUT"))
    If WtLimit <= 0 Then WtLimit = 600
End Function

Private Function WtElapsed(ByVal Started As Double) As Double
    WtElapsed = Timer - Started
    If WtElapsed < 0 Then WtElapsed = WtElapsed + 86400
End Function

' What the tool is doing, and a number that grows while it lives. Both stay as they are when the file cannot be read now.
Private Sub WtProgress(ByVal Folder As String, ByRef Stage As String, ByRef Beat As String)
    Dim Number As Integer, Content As String, Second As String
    If Not WtExists(Folder & "progress.txt") Then Exit Sub
    On Error GoTo Unreadable
    Number = FreeFile
    Open Folder & "progress.txt" For Input As #Number
    Line Input #Number, Content
    If Not EOF(Number) Then Line Input #Number, Second
    Close #Number
    Stage = WtPlain(Content)
    Beat = Second
    Exit Sub
Unreadable:
    On Error Resume Next
    Close #Number
End Sub

' ---------------------------------------------------------------- its answer

' Records of fields parted by tabs. Raises before anything is used unless the last record counts all others.
Public Function WtReadReply(ByVal Folder As String) As Collection
    Dim Number As Integer, Content As String, Records As Collection, Complete As Boolean
    Set Records = New Collection
    Number = FreeFile
    Open WtReplyPath(Folder) For Input As #Number
    Do While Not EOF(Number)
        Line Input #Number, Content
        If Right(Content, 1) = vbCr Then Content = Left(Content, Len(Content) - 1)
        If Content = "end" & vbTab & Records.Count Then
            Complete = True
        ElseIf Content <> "" Then
            Complete = False
            Records.Add Split(Content, vbTab)
        End If
    Loop
    Close #Number
    If Not Complete Or WtField(Records, "message") = "" Then WtFail "X003"
    Set WtReadReply = Records
End Function

' Reports are written only when the workbook was: the tool waits for this word, and answers once more (Reply). The workbook
' has its results by now, so whatever goes wrong here takes nothing back: the first answer is told, and that reports are missing.
Public Function WtReports(ByVal Folder As String, ByRef Reply As Collection) As String
    Dim Number As Integer
    On Error GoTo Failed
    Kill WtReplyPath(Folder)
    Number = FreeFile
    Open Folder & "applied.txt" For Output As #Number
    Close #Number
    WtWait Folder, WtText("working")
    Set Reply = WtReadReply(Folder)
    Exit Function
Failed:
    WtReports = vbLf & vbLf & WtText("X036")
End Function

Public Function WtField(ByVal Records As Collection, ByVal Wanted As String) As String
    Dim Record As Variant
    For Each Record In Records
        If Record(0) = Wanted Then
            WtField = WtPlain(CStr(Record(1)))
            Exit Function
        End If
    Next Record
End Function

Public Function WtHas(ByVal Records As Collection, ByVal Wanted As String) As Boolean
    Dim Record As Variant
    For Each Record In Records
        If Record(0) = Wanted Then WtHas = True
    Next Record
End Function

' ---------------------------------------------------------------- the folder of one press

Public Function WtMakeFolder() As String
    Dim Place As String, Attempt As Long, Folder As String
    On Error GoTo Unusable
    Place = Environ("TEMP")
    If Place = "" Then Place = Environ("TMPDIR")
    If Place = "" Then Place = "/tmp"
    For Attempt = 0 To 99
        Folder = WtFolderMark(Place) & "wt_" & CStr(CLng(Date)) & "_" & CStr(CLng(Timer * 100)) & "_" & Attempt
        If Dir(Folder, 16) = "" Then
            MkDir Folder
            WtMakeFolder = Folder & Application.PathSeparator
            Exit Function
        End If
    Next Attempt
Unusable:
    On Error GoTo 0
    WtFailWith "X013", Place
End Function

Public Sub WtRemoveFolder(ByVal Folder As String)
    Dim Leftover As Variant
    If Folder = "" Then Exit Sub
    On Error Resume Next
    For Each Leftover In Array("copy.xlsm", "copy.xlsx", "copy.xlsb", "copy.xltm", "copy.xltx", "copy.xls", "copy.xlt", _
                               "copy.et", "copy.ett", "copy.ods", "reply.txt", "reply.txt.part", "applied.txt", _
                               "progress.txt", "progress.txt.part", "results.xlsx")
        If WtExists(Folder & Leftover) Then Kill Folder & Leftover
    Next Leftover
    RmDir Left(Folder, Len(Folder) - 1)
End Sub

Private Function WtReplyPath(ByVal Folder As String) As String
    WtReplyPath = Folder & "reply.txt"
End Function

Public Function WtSuffix(ByVal FileName As String) As String
    If InStrRev(FileName, ".") > 0 Then WtSuffix = LCase(Mid(FileName, InStrRev(FileName, ".")))
End Function

Public Function WtQuote(ByVal Content As String) As String
    WtQuote = Chr(34) & Content & Chr(34)
End Function
