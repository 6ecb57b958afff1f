Attribute VB_Name = "WtTexts"
' workbook-tools button module
'
' Texts that are shown before the tool has answered, and the ASCII form of all texts. The braces are filled in from the
' catalogue of messages when the project is built.
Option Explicit
Option Private Module

Public Function WtText(ByVal Code As String) As String
    Dim Found As String
    Select Case Code
        Case "title": Found = "{title}"
        Case "working": Found = "{working}"
        Case "working on all": Found = "{working on all}"
        Case "choose a folder": Found = "{choose a folder}"
        Case "undo": Found = "{undo}"
        Case "X001": Found = "{X001}"
        Case "X002": Found = "{X002}"
        Case "X003": Found = "{X003}"
        Case "X004": Found = "{X004}"
        Case "X005": Found = "{X005}"
        Case "X006": Found = "{X006}"
        Case "X007": Found = "{X007}"
        Case "X008": Found = "{X008}"
        Case "X009": Found = "{X009}"
        Case "X010": Found = "{X010}"
        Case "X013": Found = "{X013}"
        Case "X014": Found = "{X014}"
        Case "X015": Found = "{X015}"
        Case "X019": Found = "{X019}"
        Case "X026": Found = "{X026}"
        Case "X027": Found = "{X027}"
        Case "X028": Found = "{X028}"
        Case "X029": Found = "{X029}"
        Case "X030": Found = "{X030}"
        Case "X031": Found = "{X031}"
        Case "X032": Found = "{X032}"
        Case "X033": Found = "{X033}"
        Case "X035": Found = "{X035}"
        Case "X036": Found = "{X036}"
        Case "X037": Found = "{X037}"
    End Select
    WtText = WtPlain(Found)
End Function

' \uXXXX, \n, \t and \s (a backslash) become what they stand for.
Public Function WtPlain(ByVal Content As String) As String
    Dim Pieces As Variant, Place As Long, Piece As String, Found As String
    If InStr(Content, "\") = 0 Then
        WtPlain = Content
        Exit Function
    End If
    Pieces = Split(Content, "\")
    Found = Pieces(0)
    For Place = 1 To UBound(Pieces)
        Piece = Pieces(Place)
        Select Case Left(Piece, 1)
            Case "u": Found = Found & WtCharacter(Mid(Piece, 2, 4)) & Mid(Piece, 6)
            Case "n": Found = Found & vbLf & Mid(Piece, 2)
            Case "t": Found = Found & vbTab & Mid(Piece, 2)
            Case Else: Found = Found & "\" & Mid(Piece, 2)
        End Select
    Next Place
    WtPlain = Found
End Function

' The other way: what is not plain ASCII becomes \uXXXX, also a backslash and a quotation mark.
Public Function WtEscape(ByVal Content As String) As String
    Dim Place As Long, Code As Long, Found As String
    For Place = 1 To Len(Content)
        Code = AscW(Mid(Content, Place, 1))
        If Code < 0 Then Code = Code + 65536
        If Code > 31 And Code < 127 And Code <> 92 And Code <> 34 And Code <> 36 And Code <> 96 Then
            Found = Found & Chr(Code)
        Else
            Found = Found & "\u" & Right("000" & Hex(Code), 4)
        End If
    Next Place
    WtEscape = Found
End Function

Private Function WtCharacter(ByVal Digits As String) As String
    Dim Code As Long
    Code = CLng("&H" & Digits)
    If Code < 0 Then Code = Code + 65536
    WtCharacter = ChrW(Code)
End Function
