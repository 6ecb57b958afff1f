"""What Excel would not compile is found without Excel: in the macros there is none, and every planted fault is seen."""

from __future__ import annotations

import pytest

from tests.excel.vba_compiler import faults
from workbook_tools.excel.macro import modules

HEAD = 'Attribute VB_Name = "WtModule"\nOption Explicit\n'
FRAME = (
    HEAD + "Private Place As Long\nPublic Sub WtOne(ByVal Count As Long, Optional ByVal Name1 As String)\n%s\nEnd Sub\n"
)


def found(source: str) -> list[str]:
    return [fault.what for fault in faults({"WtModule": source})]


def test_the_macros_compile() -> None:
    assert faults({module.name: module.source for module in modules()}) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Cuont = 1", "Cuont is not declared"),
        ("Dim A As Long\nA = Cuont + 1", "Cuont is not declared"),
        ("MsgBox vbExclamaton", "vbExclamaton is not declared"),
        ("Dim A As Long\nDim a As Long", "a is declared twice"),
        ("Dim Count As Long", "Count is declared twice"),
        ("Dim WtOne As Long", "WtOne is the procedure's own name"),
        ("Dim Loop As Long", "Loop is a reserved word"),
        ("Dim Base As Long", "Base is a reserved word"),
        ("Dim A As Lnog", "the type lnog is not known"),
        ("If Count = 1 Then\nCount = 2", "End sub inside of if"),
        ("If Count = 1\nCount = 2\nEnd If", "then is expected before the end of the line"),
        ("For Place = 1 To 2\nCount = 1", "End sub inside of for"),
        ("For Place = 1 To 2\nNext Count", "Next of another variable than place"),
        ("Do\nCount = 1\nNext", "Next inside of do"),
        ("With Application\nEnd If", "End if inside of with"),
        ("Select Case Count\nCase 1: Count = 2", "End sub inside of select"),
        ("Else", "Else inside of sub"),
        ("Exit Do", "Exit do outside of one"),
        ("On Error GoTo Nowhere", "there is no label nowhere"),
        ("Here:\nHere:", "the label Here is there twice"),
        (".Value = 1", "a member of nothing: there is no With"),
        ("WtTwo 1", "WtTwo is not declared"),
        ("WtOne", "WtOne takes 1 to 2 arguments, not 0"),
        ('WtOne 1, "a", 2', "WtOne takes 1 to 2 arguments, not 3"),
        ('WtOne , "a"', "WtOne: Count is left out"),
        ('WtOne(1, "a")', "a call with several arguments in parentheses needs Call"),
        ("Count = WtOne(1)", "WtOne is a Sub and has no value"),
        ("WtOne = 1", "WtOne is a Sub and has no value"),
        ('Count = Mid("a")', "Mid takes 2 to 3 arguments, not 1"),
        ('Count = Left("abc")', "Left takes 2 to 2 arguments, not 1"),
        ("Const A As Long = 1\nA = 2", "A is a constant"),
        ("Count = (1 + 2", ") is expected before the end of the line"),
        ("Count = 1 +", "an expression is expected before the end of the line"),
        ("Count = 1 2", "2 is not expected"),
        ('Count = "a', '"a cannot be read'),
        ("Dim Each1 As String\nFor Each Each1 In Application.Names\nNext", "Each1 goes through a collection"),
        ("For Place = 1 To 2\nFor Place = 1 To 2\nNext Place\nNext Place", "Place controls two loops"),
        ("Dim A As Object\nSet A = New Collecton", "New of an unknown class"),
        ("End", "a name is expected before the end of the line"),
        ("Public Sub WtIn()\nEnd Sub", "a procedure inside of WtOne"),
        ("Count = 1" + " _\n + 1" * 25, "the statement is continued 25 times"),
        ("Count = 1 " + "+ 11111" * 150, "characters"),
        ('MsgBox "\u5b8c"', "the line is not ASCII"),
        ("#If Win64 Then", "LibreOffice runs both branches of #If"),
        ('Const A As Long = Len("x")', "Len is no constant"),
        ("Const A As Long = Count", "Count is no constant"),
        ("A = 1\nDim A As Long", "A is used before it is declared"),
        ("Count = 1 + _ ' more\n 2", "a comment behind the sign of continuation"),
        ("WtOne Cuont:=1", "WtOne has no parameter Cuont"),
        ("Call WtOne 1", "1 is not expected"),
        ("Dim A As Long\nSet A = Application", "A is long and holds no object"),
        ("If Count Is Nothing Then Count = 1", "Count is long and no object"),
        ("If Application = Nothing Then Count = 1", "Nothing is compared with Is"),
        ("Dim A As Object\nA = Nothing", "Nothing is assigned with Set"),
        ("Count = Count.Value", "Count is long and has no members"),
        ("Count.Value = 1", "Count is long and has no members"),
        ("Count = Count(1)", "Count is long and has no elements"),
        ("Count = UBound(Count)", "Count is long and has no bounds"),
        ("Dim A(1 To 2) As Long\nDim B As Variant\nA = B", "A is an array with bounds and cannot be assigned to"),
        ("Dim A(1 To 2) As Long\nReDim A(1 To 3)", "A is no array without bounds"),
        ("ReDim Count(1 To 2)", "Count is no array without bounds"),
        ("Dim WtTwo As Long\nWtTwo 1", "WtTwo is a variable and cannot be called"),
        ("Count", "Count is a variable and cannot be called"),
        ("Dim V As Variant\nFor Each V In Count\nNext V", "Count is long and no collection"),
        ("Select Case Count\nCount = 1\nCase 1\nEnd Select", "between Select Case and the first Case"),
        ("Select Case Count\nCase Else\nCase 1\nEnd Select", "Case behind Case Else"),
        ("Count = &H1FFFFFFFF", "&H1FFFFFFFF is too large"),
        ("Count = 1E400", "1E400 is too large"),
    ],
)  # fmt: skip
def test_a_planted_fault_in_a_procedure_is_seen(body: str, said: str) -> None:
    assert said in "\n".join(found(FRAME % body))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Public Sub WtOne()\nEnd Sub\n", "there is no Option Explicit"),
        (HEAD + "Public Sub WtOne()\nEnd Function\n", "End function inside of sub"),
        (HEAD + "Public Sub WtOne()\n", "sub is not closed"),
        (HEAD + "Public Sub WtOne()\nEnd Sub\nPublic Sub WtOne()\nEnd Sub\n", "WtOne is declared twice"),
        (HEAD + "Public Sub WtModule()\nEnd Sub\n", "WtModule is the name of a module"),
        (HEAD + "Public Sub WtOne()\nEnd Sub\nDim Late As Long\n", "Late is declared behind a procedure"),
        (HEAD + "Count = 1\n", "Count is outside of a procedure"),
        (HEAD + 'Public Declare Sub Sleep Lib "kernel32" (ByVal A As Long)\n', "PtrSafe"),
        (HEAD + "Sub WtOne(Optional A As Long, B As Long)\nEnd Sub\n", "B follows an optional parameter"),
        (HEAD + "Sub WtOne(A As Long)\nDim B As String\nWtOne B\nEnd Sub\n", "B is string, A takes long by reference"),
        (HEAD + "Sub WtOne()\nExit Function\nEnd Sub\n", "Exit function outside of one"),
        (HEAD + "Sub WtOne()\nWtOne 1 _", "the last line is continued"),
        (HEAD + "Sub WtOne(ByVal A() As Long)\nEnd Sub\n", "A is an array and cannot be handed over by value"),
        (HEAD + "Sub WtOne(Optional ByVal A As Long = Len(1))\nEnd Sub\n", "Len is no constant"),
        (HEAD + "Function WtOne() As Long\nSet WtOne = Nothing\nEnd Function\n", "WtOne is long and holds no object"),
    ],
)
def test_a_planted_fault_in_a_module_is_seen(source: str, said: str) -> None:
    assert said in "\n".join(found(source))


def test_names_of_other_modules_are_known_unless_they_are_private() -> None:
    other = HEAD.replace("WtModule", "WtOther")
    other += "Private Sub WtHidden()\nEnd Sub\nPublic Sub WtSeen()\nEnd Sub\n"
    caller = HEAD + "Public Sub WtOne()\n%s\nEnd Sub\n"
    assert faults({"WtModule": caller % "WtSeen", "WtOther": other}) == []
    assert [f.what for f in faults({"WtModule": caller % "WtHidden", "WtOther": other})] == ["WtHidden is not declared"]
    twice = other.replace("WtHidden", "WtAgain").replace("WtOther", "WtModule")
    assert "WtSeen is ambiguous" in [f.what for f in faults({"WtModule": twice, "WtOther": other})]


@pytest.mark.slow
def test_a_fault_planted_anywhere_in_the_macros_is_seen() -> None:
    """Each end of a block and each declaration of a variable is taken out, each name that is called is misspelt."""
    sources = {module.name: module.source for module in modules()}
    for name, source in sources.items():
        lines = source.split("\n")
        for number, line in enumerate(lines):
            words = line.split()
            ends = words[:1] in (["Next"], ["Loop"]) or words[:2] in (["End", "If"], ["End", "Select"], ["End", "Sub"])
            if ends or words[:1] == ["Dim"]:
                changed = {**sources, name: "\n".join([*lines[:number], *lines[number + 1 :]])}
                assert faults(changed), f"{name} without {line.strip()!r}"
            elif words and words[0].startswith("Wt") and len(words[0]) > 4:
                changed = {
                    **sources,
                    name: "\n".join([*lines[:number], line.replace("Wt", "Wx", 1), *lines[number + 1 :]]),
                }
                assert faults(changed), f"{name}: {line.strip()!r} misspelt"
