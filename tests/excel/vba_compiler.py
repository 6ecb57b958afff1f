"""The part of a VBA compiler that says no: what Excel would not compile is found where there is no Excel.

Every statement is parsed whole, every name is looked up as under Option Explicit, every call of a procedure of ours and
of the functions of VBA is held against its parameters. It knows as much of the language as the modules use: a statement
that it does not know is a fault as well, so that nothing passes unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

LONGEST_LINE, MOST_CONTINUATIONS, LONGEST_NAME, MOST_PARAMETERS = 1023, 24, 255, 60
MANY = 60


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# MS-VBAL 3.3.5.2; and what LibreOffice keeps for itself.
RESERVED = _words(
    """
    abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur cdate cdbl cdec
    cint circle clng clnglng clngptr close const csng cstr currency cvar cverr date debug decimal declare
    defbool defbyte defcur defdate defdbl defdec defint deflng deflnglng deflngptr defobj defsng defstr defvar
    dim do doevents double each else elseif empty end endif enum eqv erase event exit false fix for friend
    function get global gosub goto if imp implements in input inputb instr int integer is lbound len lenb let
    like long longlong longptr loop lset me mod new next not nothing null on open option optional or paramarray
    preserve print private property psav public put raiseevent redim rem resume return rset scale seek select
    set sgn shared single spc static stop string strptr sub tab then to true type typeof ubound unlock until
    variant vb_attribute wend while with withevents write xor
    """
)
RESERVED_BY_LIBREOFFICE = _words(r"base text line binary compare explicit lib name random step vbobjecterror")
TYPES = _words(
    """
    boolean byte collection currency date double integer long longlong longptr object single string variant
    """
)

SCALARS = TYPES - _words("collection object variant")

# Functions and statements of VBA that the modules may use: how many arguments they take.
BUILT_IN: dict[str, tuple[int, int]] = {
    "abs": (1, 1), "array": (0, MANY), "asc": (1, 1), "ascw": (1, 1), "cbool": (1, 1), "cdate": (1, 1), "cdbl": (1, 1),
    "chr": (1, 1), "chrw": (1, 1), "cint": (1, 1), "clng": (1, 1), "cstr": (1, 1), "date": (0, 0), "dir": (0, 2),
    "doevents": (0, 0), "environ": (1, 1), "eof": (1, 1), "filelen": (1, 1), "fix": (1, 1), "freefile": (0, 1),
    "hex": (1, 1), "instr": (2, 4),
    "instrrev": (2, 4), "int": (1, 1), "isarray": (1, 1), "isempty": (1, 1), "iserror": (1, 1), "isnull": (1, 1),
    "isnumeric": (1, 1), "isobject": (1, 1), "join": (1, 2), "kill": (1, 1), "lbound": (1, 2), "lcase": (1, 1),
    "left": (2, 2), "len": (1, 1), "ltrim": (1, 1), "mid": (2, 3), "mkdir": (1, 1), "msgbox": (1, 5), "now": (0, 0),
    "replace": (3, 6), "right": (2, 2), "rmdir": (1, 1), "rtrim": (1, 1), "shell": (1, 2), "space": (1, 1),
    "split": (1, 4),
    "str": (1, 1), "strcomp": (2, 3), "string": (2, 2), "timer": (0, 0), "trim": (1, 1), "typename": (1, 1),
    "ubound": (1, 2), "ucase": (1, 1), "val": (1, 1), "vartype": (1, 1), "callbyname": (3, MANY),
}  # fmt: skip
GLOBALS = _words(
    """
    application activeworkbook activesheet activecell activewindow selection workbooks err thisworkbook
    vbcr vblf vbcrlf vbtab
    vbnullstring vbstring vbboolean vberror vbempty vbnull vbobject vbexclamation vbinformation vbcritical
    vbquestion vbyesno vbokcancel vbok vbyes vbno vbmethod vbget
    """
)
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<number>&H[0-9A-Fa-f]+&?|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[&@%^]?)"""
    r"|(?P<name>[A-Za-z]\w*)|(?P<sign><=|>=|<>|:=|[-+*/\\^&=<>(),.!#:;]))"
)
_WORDS_BETWEEN = _words(r"and or xor eqv imp mod is like")
_SIGNS_BETWEEN = _words(r"+ - * / \ ^ & = < > <= >= <>")


class Fault(NamedTuple):
    module: str
    line: int
    what: str


class Refused(Exception):
    """A line that is no VBA."""


class Token(NamedTuple):
    kind: str  # text number name sign
    text: str

    @property
    def word(self) -> str:
        return self.text.lower() if self.kind == "name" else self.text


class Parameter(NamedTuple):
    name: str
    type: str
    by_reference: bool
    optional: bool


@dataclass
class Procedure:
    module: str
    name: str
    kind: str  # sub function
    public: bool
    parameters: list[Parameter]
    line: int
    result: str = ""  # type of a function
    names: dict[str, str] = field(default_factory=dict)  # local name → type
    fixed: set[str] = field(default_factory=set)  # arrays that have their bounds
    constants: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    jumps: list[tuple[str, int]] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)


class Use(NamedTuple):
    """A name at the head of an expression: with how many arguments, which of them are bare names, and what for.

    An argument with its name is that name with `:=` behind it.
    """

    name: str
    arguments: list[str | None] | None
    role: str  # value call target
    line: int


@dataclass
class Module:
    name: str
    names: dict[str, str] = field(default_factory=dict)  # of variables and constants
    public: set[str] = field(default_factory=set)
    constants: set[str] = field(default_factory=set)
    procedures: list[Procedure] = field(default_factory=list)


def faults(sources: Mapping[str, str]) -> list[Fault]:
    """What Excel would say to these modules (name → source) when it compiles them; nothing where they are right."""
    found: list[Fault] = []
    modules = []
    for name, source in sources.items():
        reader = _Reader(name, source)
        reader.read()
        found += reader.faults
        modules.append(reader.module)
    return sorted(found + _across(modules), key=lambda fault: (fault.module, fault.line))


# ---------------------------------------------------------------- names across modules


def _across(modules: list[Module]) -> list[Fault]:
    found = []
    public: dict[str, str] = {}
    procedures: dict[str, list[Procedure]] = {}
    for module in modules:
        for procedure in module.procedures:
            procedures.setdefault(procedure.name.lower(), []).append(procedure)
            if procedure.name.lower() in {each.name.lower() for each in modules}:
                found.append(Fault(module.name, procedure.line, f"{procedure.name} is the name of a module"))
        for name in module.public:
            if name in public:
                found.append(Fault(module.name, 0, f"{name} is declared in {public[name]} as well"))
            public[name] = module.name
    for same in procedures.values():
        seen = [p for p in same if p.public]
        found += [Fault(p.module, p.line, f"{p.name} is ambiguous") for p in seen[1:]]
    for module in modules:
        for procedure in module.procedures:
            for use in procedure.uses:
                what = _wrong(use, procedure, module, public, procedures, modules)
                if what:
                    found.append(Fault(module.name, use.line, what))
            for label, line in procedure.jumps:
                if label not in procedure.labels:
                    found.append(Fault(module.name, line, f"there is no label {label}"))
    return found


def _wrong(
    use: Use,
    inside: Procedure,
    module: Module,
    public: Mapping[str, str],
    procedures: Mapping[str, list[Procedure]],
    modules: list[Module],
) -> str:
    name = use.name.lower()
    if name in inside.names:
        return f"{use.name} is a constant" if use.role == "target" and name in inside.constants else ""
    if name == inside.name.lower() and use.arguments is None and use.role != "call":
        if inside.kind == "sub":
            return f"{use.name} is a Sub and has no value"
        return ""
    if name in module.names or name in public:
        fixed = name in module.constants or any(name in m.constants for m in modules if public.get(name) == m.name)
        return f"{use.name} is a constant" if use.role == "target" and fixed else ""
    called = [p for p in procedures.get(name, ()) if p.public or p.module == module.name]
    if called:
        return _wrong_call(use, called[0], {**module.names, **inside.names})
    if name in BUILT_IN:
        least, most = BUILT_IN[name]
        count = len(use.arguments or ())
        if use.role == "target" and name != "mid":
            return f"{use.name} cannot be assigned to"
        if name in ("ubound", "lbound") and use.arguments:
            type_ = {**module.names, **inside.names}.get(str(use.arguments[0]).lower(), "")
            if type_ in SCALARS:
                return f"{use.arguments[0]} is {type_} and has no bounds"
        return "" if least <= count <= most else f"{use.name} takes {least} to {most} arguments, not {count}"
    return "" if name in GLOBALS else f"{use.name} is not declared"


def _wrong_call(use: Use, called: Procedure, types: Mapping[str, str]) -> str:
    given = use.arguments or []
    least = sum(not p.optional for p in called.parameters)
    if use.role == "target":
        return f"{called.name} is a procedure and cannot be assigned to"
    if use.role == "value" and called.kind == "sub":
        return f"{called.name} is a Sub and has no value"
    if not least <= len(given) <= len(called.parameters):
        return f"{called.name} takes {least} to {len(called.parameters)} arguments, not {len(given)}"
    known = {parameter.name.lower() for parameter in called.parameters}
    for argument in given:
        if argument and argument.endswith(":=") and argument[:-2].lower() not in known:
            return f"{called.name} has no parameter {argument[:-2]}"
    for parameter, argument in zip(called.parameters, given, strict=False):
        if argument == "":
            if not parameter.optional:
                return f"{called.name}: {parameter.name} is left out"
        elif argument and parameter.by_reference and parameter.type != "variant":
            type_ = types.get(argument.lower())
            if type_ is not None and type_ != parameter.type:
                return f"{called.name}: {argument} is {type_}, {parameter.name} takes {parameter.type} by reference"
    return ""


# ---------------------------------------------------------------- one module


class _Reader:
    def __init__(self, name: str, source: str) -> None:
        self.module = Module(name)
        self.source = source
        self.faults: list[Fault] = []
        self.line = 0
        self.inside: Procedure | None = None
        self.blocks: list[tuple[str, int, str]] = []  # kind, line, control variable
        self.tokens: list[Token] = []
        self.at = 0
        self.explicit = False

    def read(self) -> None:
        for number, statement in self._logical_lines():
            self.line = number
            if statement.startswith("Attribute ") or not statement.strip():
                continue
            try:
                self.tokens, self.at = list(_tokens(statement)), 0
                self._line()
            except Refused as refusal:
                self._fault(str(refusal))
        for kind, line, _ in self.blocks:
            self.faults.append(Fault(self.module.name, line, f"{kind} is not closed"))
        if not self.explicit:
            self.faults.append(Fault(self.module.name, 1, "there is no Option Explicit"))

    def _logical_lines(self) -> Iterator[tuple[int, str]]:
        """Lines with their continuations joined, without comments."""
        joined, first, continued = "", 1, 0
        for number, physical in enumerate(self.source.replace("\r\n", "\n").split("\n"), 1):
            self.line = number
            if len(physical) > LONGEST_LINE:
                self._fault(f"the line has {len(physical)} characters")
            if not physical.isascii():
                self._fault("the line is not ASCII")
            if physical.lstrip().startswith("#"):
                self._fault("LibreOffice runs both branches of #If")
            content = _without_comment(physical)
            if not joined:
                first = number
            if content.endswith(" _") or content == "_":
                if physical.rstrip() != content:
                    self._fault("a comment behind the sign of continuation")
                joined += content[:-1]
                continued += 1
                continue
            if continued > MOST_CONTINUATIONS:
                self._fault(f"the statement is continued {continued} times")
            yield first, joined + content
            joined, continued = "", 0
        if joined:
            self._fault("the last line is continued")

    def _fault(self, what: str) -> None:
        self.faults.append(Fault(self.module.name, self.line, what))

    # ---- tokens

    @property
    def next(self) -> Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else Token("end", "")

    def _take(self, *words: str) -> bool:
        """Step over these words if they are next."""
        if [t.word for t in self.tokens[self.at : self.at + len(words)]] == [*words]:
            self.at += len(words)
            return True
        return False

    def _need(self, *words: str) -> None:
        if not self._take(*words):
            raise Refused(f"{' '.join(words)} is expected before {self.next.text or 'the end of the line'}")

    def _name(self) -> str:
        token = self.next
        if token.kind != "name":
            raise Refused(f"a name is expected before {token.text or 'the end of the line'}")
        self.at += 1
        return token.text

    def _new_name(self) -> str:
        name = self._name()
        if name.lower() in RESERVED or name.lower() in RESERVED_BY_LIBREOFFICE:
            raise Refused(f"{name} is a reserved word")
        if len(name) > LONGEST_NAME:
            raise Refused(f"{name} is too long")
        return name

    @property
    def ended(self) -> bool:
        return self.at >= len(self.tokens) or self.next.text == ":"

    # ---- lines and statements

    def _line(self) -> None:
        first, second = (*self.tokens[:2], Token("end", ""))[:2]
        if first.kind == "name" and second.text == ":" and first.word not in (*RESERVED, *BUILT_IN):
            self._label(first.text)
            self.at = 2
        while self.at < len(self.tokens):
            if self.next.text == ":":
                self.at += 1
                continue
            self._statement()
            if not self.ended:
                raise Refused(f"{self.next.text} is not expected")

    def _label(self, name: str) -> None:
        if self.inside is None:
            raise Refused("a label outside of a procedure")
        if name.lower() in self.inside.labels:
            raise Refused(f"the label {name} is there twice")
        self.inside.labels.add(name.lower())

    def _statement(self) -> None:
        word = self.next.word
        if self.blocks and self.blocks[-1][0::2] == ("select", "") and word not in ("case", "end"):
            raise Refused("a statement between Select Case and the first Case")
        if word == "option":
            self._option()
        elif word in ("public", "private", "friend", "sub", "function") or (word == "const" and not self.inside):
            self._declaration()
        elif word == "declare":
            raise Refused("a declaration without PtrSafe does not compile in 64 bits")
        elif self.inside is None and word not in ("dim",):
            raise Refused(f"{self.next.text} is outside of a procedure")
        else:
            known = getattr(self, f"_do_{word}", None) if self.next.kind == "name" else None
            if known is not None:
                self.at += 1
                known()
            else:
                self._assignment_or_call()

    def _option(self) -> None:
        if self._take("option", "explicit"):
            self.explicit = True
        elif not self._take("option", "private", "module"):
            raise Refused("an unknown option")
        if self.module.procedures or self.module.names:
            raise Refused("options come first")

    def _declaration(self) -> None:
        public = self.next.word != "private"
        stated = self._take("public") or self._take("private") or self._take("friend")
        if self.next.word in ("sub", "function"):
            self._procedure(public)
        elif self.inside is not None:
            raise Refused("Public and Private do not stand inside a procedure")
        elif self._take("const"):
            self._constants(public and stated)
        elif self._take("declare"):
            raise Refused("a declaration without PtrSafe does not compile in 64 bits")
        else:
            self._variables(public)

    def _procedure(self, public: bool) -> None:
        if self.inside is not None:
            raise Refused(f"a procedure inside of {self.inside.name}")
        kind = self._name().lower()
        procedure = Procedure(self.module.name, self._new_name(), kind, public, [], self.line)
        self.inside = procedure
        self.blocks.append((kind, self.line, ""))
        if any(p.name.lower() == procedure.name.lower() for p in self.module.procedures) or (
            procedure.name.lower() in self.module.names
        ):
            self._fault(f"{procedure.name} is declared twice")
        self.module.procedures.append(procedure)
        self._need("(")
        while not self._take(")"):
            if procedure.parameters:
                self._need(",")
            optional = self._take("optional")
            by_reference = not self._take("byval")
            if by_reference:
                self._take("byref")
            name = self._new_name()
            many = self._take("(", ")")
            if many and not by_reference:
                raise Refused(f"{name} is an array and cannot be handed over by value")
            type_ = self._as_type()
            self._declare(name, "array" if many else type_)
            if self._take("="):
                self._constant_expression()
            elif not optional and procedure.parameters and procedure.parameters[-1].optional:
                raise Refused(f"{name} follows an optional parameter and has to be one")
            procedure.parameters.append(Parameter(name, type_, by_reference, optional))
        if len(procedure.parameters) > MOST_PARAMETERS:
            raise Refused("too many parameters")
        if kind == "function":
            procedure.names.setdefault("", "")
            procedure.result = self._as_type()
        elif self._take("as"):
            raise Refused("a Sub has no type")

    def _as_type(self) -> str:
        if not self._take("as"):
            return "variant"
        name = self._name().lower()
        if name not in TYPES:
            raise Refused(f"the type {name} is not known")
        return name

    def _declare(self, name: str, type_: str, *, constant: bool = False, public: bool = False) -> None:
        low = name.lower()
        if self.inside is not None:
            if low in self.inside.names:
                raise Refused(f"{name} is declared twice")
            if low == self.inside.name.lower():
                raise Refused(f"{name} is the procedure's own name")
            if any(use.name.lower() == low for use in self.inside.uses):
                raise Refused(f"{name} is used before it is declared")
            self.inside.names[low] = type_
            if constant:
                self.inside.constants.add(low)
            return
        if low in self.module.names or any(p.name.lower() == low for p in self.module.procedures):
            raise Refused(f"{name} is declared twice")
        if self.module.procedures:
            raise Refused(f"{name} is declared behind a procedure")
        self.module.names[low] = type_
        if constant:
            self.module.constants.add(low)
        if public:
            self.module.public.add(low)

    def _constants(self, public: bool) -> None:
        while True:
            name = self._new_name()
            type_ = self._as_type()
            self._need("=")
            self._constant_expression()
            self._declare(name, type_, constant=True, public=public)
            if not self._take(","):
                return

    def _variables(self, public: bool) -> None:
        while True:
            name = self._new_name()
            array = False
            fixed = False
            if self.next.text == "(":
                array = True
                fixed = self._bounds()
            type_ = self._as_type()
            self._declare(name, f"array of {type_}" if array else type_, public=public)
            if fixed and self.inside is not None:
                self.inside.fixed.add(name.lower())
            if not self._take(","):
                return

    def _constant_expression(self) -> None:
        start = self.at
        self._expression()
        for token, after in zip(
            self.tokens[start : self.at], self.tokens[start + 1 :] + [Token("end", "")], strict=False
        ):
            constants = self.module.constants | (self.inside.constants if self.inside else set())
            known = self._type_of(token.text) if token.kind == "name" else None
            if token.kind == "name" and (after.text == "(" or (known and token.word not in constants)):
                raise Refused(f"{token.text} is no constant")

    def _bounds(self) -> bool:
        """Whether there are any."""
        self._need("(")
        empty = self.next.text == ")"
        while not self._take(")"):
            self._expression()
            if self._take("to"):
                self._expression()
            if self.next.text != ")":
                self._need(",")
        return not empty

    # ---- statements by their first word

    def _do_dim(self) -> None:
        self._variables(public=False)

    def _do_const(self) -> None:
        self._constants(public=False)

    def _do_redim(self) -> None:
        self._take("preserve")
        name = self._name()
        if self._type_of(name) in SCALARS or (self.inside and name.lower() in self.inside.fixed):
            raise Refused(f"{name} is no array without bounds")
        self._use(name, None, "target")
        self._bounds()
        self._as_type()

    def _do_set(self) -> None:
        name, alone = self.next.text, self.tokens[self.at + 1 :][:1] == [Token("sign", "=")]
        if alone and self._type_of(name) in SCALARS:
            raise Refused(f"{name} is {self._type_of(name)} and holds no object")
        self._chain("target")
        self._need("=")
        if self._take("new"):
            if self._name().lower() not in TYPES:
                raise Refused("New of an unknown class")
            return
        if not self._take("nothing"):
            self._expression()

    def _do_let(self) -> None:
        self._chain("target")
        self._need("=")
        self._expression()

    def _do_call(self) -> None:
        self._chain("call in parentheses")

    def _do_if(self) -> None:
        self._expression()
        self._need("then")
        if self.at >= len(self.tokens):
            self._open("if")
            return
        while self.at < len(self.tokens):
            if self.next.text == ":":
                self.at += 1
            elif not self._take("else"):
                self._statement()
                if not self.ended and self.next.word != "else":
                    raise Refused(f"{self.next.text} is not expected")

    def _do_elseif(self) -> None:
        self._within("if", "ElseIf")
        self._expression()
        self._need("then")

    def _do_else(self) -> None:
        self._within("if", "Else")
        self.blocks[-1] = ("else", self.blocks[-1][1], "")

    def _do_select(self) -> None:
        self._need("case")
        self._expression()
        self._open("select")

    def _do_case(self) -> None:
        self._within("select", "Case")
        if self.blocks[-1][2] == "else":
            raise Refused("Case behind Case Else")
        self.blocks[-1] = ("select", self.blocks[-1][1], "else" if self.next.word == "else" else "case")
        if self._take("else"):
            return
        while True:
            if self._take("is"):
                self.at += 1
            self._expression()
            if self._take("to"):
                self._expression()
            if not self._take(","):
                return

    def _do_for(self) -> None:
        if self._take("each"):
            name = self._name()
            self._use(name, None, "target")
            if self._type_of(name) not in ("variant", "object", None):
                self._fault(f"{name} goes through a collection and has to be Variant or Object")
            self._need("in")
            if len(self.tokens) == self.at + 1 and self._type_of(self.next.text) in SCALARS:
                raise Refused(f"{self.next.text} is {self._type_of(self.next.text)} and no collection")
            self._expression()
        else:
            name = self._name()
            self._use(name, None, "target")
            self._need("=")
            self._expression()
            self._need("to")
            self._expression()
            if self._take("step"):
                self._expression()
        if any(kind == "for" and control == name.lower() for kind, _, control in self.blocks):
            self._fault(f"{name} controls two loops")
        self._open("for", name.lower())

    def _do_next(self) -> None:
        kind, _, control = self.blocks[-1]
        if kind != "for":
            raise Refused(f"Next inside of {kind}")
        if not self.ended and self._name().lower() != control:
            raise Refused(f"Next of another variable than {control}")
        self.blocks.pop()

    def _do_do(self) -> None:
        if self._take("while") or self._take("until"):
            self._expression()
        self._open("do")

    def _do_loop(self) -> None:
        self._within("do", "Loop")
        self.blocks.pop()
        if self._take("while") or self._take("until"):
            self._expression()

    def _do_while(self) -> None:
        self._expression()
        self._open("while")

    def _do_wend(self) -> None:
        self._within("while", "Wend")
        self.blocks.pop()

    def _do_with(self) -> None:
        self._expression()
        self._open("with")

    def _do_end(self) -> None:
        kind = self._name().lower()
        if kind not in ("if", "select", "with", "sub", "function"):
            raise Refused("End stops the program")
        top = "if" if self.blocks and self.blocks[-1][0] == "else" else (self.blocks or [("nothing", 0, "")])[-1][0]
        if top != kind:
            raise Refused(f"End {kind} inside of {top}")
        self.blocks.pop()
        if kind in ("sub", "function"):
            self.inside = None

    def _do_exit(self) -> None:
        kind = self._name().lower()
        if kind not in {block[0] for block in self.blocks} or kind not in ("for", "do", "sub", "function"):
            raise Refused(f"Exit {kind} outside of one")

    def _do_on(self) -> None:
        self._need("error")
        if self._take("resume"):
            self._need("next")
            return
        self._need("goto")
        if not self._take("0"):
            self._jump()

    def _do_goto(self) -> None:
        self._jump()

    def _do_resume(self) -> None:
        if not self.ended and not self._take("next"):
            self._jump()

    def _do_open(self) -> None:
        self._expression()
        self._need("for")
        if self._name().lower() not in ("input", "output", "append", "binary"):
            raise Refused("an unknown way to open a file")
        self._need("as")
        self._take("#")
        self._expression()

    def _do_close(self) -> None:
        while not self.ended:
            self._take("#")
            self._expression()
            if not self._take(","):
                return

    def _do_line(self) -> None:
        self._need("input")
        self._need("#")
        self._expression()
        self._need(",")
        self._chain("target")

    def _do_print(self) -> None:
        self._need("#")
        self._expression()
        self._need(",")
        if not self.ended:
            self._expression()

    def _do_erase(self) -> None:
        self._use(self._name(), None, "target")

    def _open(self, kind: str, control: str = "") -> None:
        self.blocks.append((kind, self.line, control))

    def _within(self, kind: str, what: str) -> None:
        if self.blocks[-1][0] != kind:
            raise Refused(f"{what} inside of {self.blocks[-1][0]}")

    def _jump(self) -> None:
        assert self.inside is not None
        self.inside.jumps.append((self._name().lower(), self.line))

    def _type_of(self, name: str) -> str | None:
        low = name.lower()
        if self.inside is None:
            return self.module.names.get(low)
        if low == self.inside.name.lower() and self.inside.kind == "function":
            return self.inside.result
        return self.inside.names.get(low, self.module.names.get(low))

    # ---- expressions

    def _assignment_or_call(self) -> None:
        start, first = self.at, self.next
        uses = len(self.inside.uses) if self.inside else 0
        parentheses = self._chain("call")
        if self.next.text == "=":
            if self.at == start + 1 and self.inside and first.word in self.inside.fixed:
                raise Refused(f"{first.text} is an array with bounds and cannot be assigned to")
            if self.tokens[self.at + 1 :][:1] and self.tokens[self.at + 1].word == "nothing":
                raise Refused("Nothing is assigned with Set")
            self.at = start
            assert self.inside is not None
            del self.inside.uses[uses:]
            self._chain("target")
            self._need("=")
            self._expression()
            return
        if first.kind == "name" and first.word != self._own_name() and self._type_of(first.text) is not None:
            after = self.tokens[start + 1 :][:1]
            if not after or after[0].text not in (".", "!", "("):
                raise Refused(f"{first.text} is a variable and cannot be called")
        if parentheses > 1:
            raise Refused("a call with several arguments in parentheses needs Call")

    def _own_name(self) -> str:
        return self.inside.name.lower() if self.inside else ""

    def _chain(self, role: str) -> int:
        """A name with what hangs on it: members, arguments, indices. At the end of a call its bare arguments.

        Gives the number of arguments in parentheses behind the last name.
        """
        if self._take("."):
            if not any(kind == "with" for kind, _, _ in self.blocks):
                raise Refused("a member of nothing: there is no With")
            root = None
            self._member()
        else:
            token = self.next
            root = self._name()
            if token.word in RESERVED - BUILT_IN.keys() - {"me"}:
                raise Refused(f"{token.text} is a reserved word")
        if root is not None and root.lower() != self._own_name() and self._type_of(root) in SCALARS:
            follows = self.next.text
            if follows in ("(", ".", "!"):
                raise Refused(
                    f"{root} is {self._type_of(root)} and has no {'elements' if follows == '(' else 'members'}"
                )
        arguments: list[str | None] | None = None
        bare, last = root is not None, 0
        while True:
            if self.next.text == "(":
                given = self._arguments_in_parentheses()
                last = len(given)
                if bare and arguments is None:
                    arguments = given
                bare = False
            elif self._take(".") or self._take("!"):
                self._member()
                bare, last = False, 0
            else:
                break
        if role == "call" and not self.ended and self.next.text != "=" and self.next.word != "else":
            given = self._arguments()
            if bare:
                arguments = given
            elif arguments is not None and last:
                raise Refused("arguments behind parentheses")
        if root is not None:
            alone = self.tokens[self.at - 1].text == root or arguments is not None
            whole = "target" if role == "target" and alone else role.removesuffix(" in parentheses")
            is_head = role == "target" and self._has_members(root)
            self._use(root, arguments, "value" if is_head else whole)
        return last

    def _has_members(self, root: str) -> bool:
        """Whether something is assigned to a member or an element of the name rather than to the name."""
        return self.tokens[self.at - 1].text.lower() != root.lower()

    def _member(self) -> None:
        if self.next.kind != "name":
            raise Refused(f"a member is expected before {self.next.text or 'the end of the line'}")
        self.at += 1

    def _arguments_in_parentheses(self) -> list[str | None]:
        self._need("(")
        if self._take(")"):
            return []
        given = self._arguments()
        self._need(")")
        return given

    def _arguments(self) -> list[str | None]:
        """For each argument its name where it is nothing but a name, "" where it is left out, else None."""
        given: list[str | None] = []
        while True:
            if self.next.text in (",", ")") or self.ended:
                given.append("")
            else:
                if self.next.kind == "name" and (self.tokens[self.at + 1 :] or [Token("", "")])[0].text == ":=":
                    given.append(f"{self.next.text}:=")
                    self.at += 2
                    self._expression()
                    if not self._take(","):
                        return given
                    continue
                before = self.at
                self._expression()
                only = self.tokens[before] if self.at == before + 1 else None
                given.append(only.text if only is not None and only.kind == "name" else None)
            if not self._take(","):
                return given

    def _expression(self) -> None:
        while True:
            while self.next.text in ("-", "+") or self.next.word == "not":
                self.at += 1
            first, start = self.next, self.at
            self._operand()
            if self.next.word == "is" and self.at == start + 1 and self._type_of(first.text) in SCALARS:
                raise Refused(f"{first.text} is {self._type_of(first.text)} and no object")
            if self.next.kind == "sign" and self.next.text in _SIGNS_BETWEEN:
                self.at += 1
                if self.next.word == "nothing":
                    raise Refused("Nothing is compared with Is")
            elif self.next.kind == "name" and self.next.word in _WORDS_BETWEEN:
                self.at += 1
                if self.next.word == "nothing":
                    self.at += 1
                    if self.next.kind != "name" or self.next.word not in _WORDS_BETWEEN:
                        return
                    self.at += 1
            else:
                return

    def _operand(self) -> None:
        token = self.next
        if token.kind in ("text", "number"):
            digits = token.text.lower().rstrip("&@%^")
            if digits.startswith("&h") and len(digits.lstrip("&h0")) > 8:
                raise Refused(f"{token.text} is too large")
            if token.kind == "number" and not digits.startswith("&h") and float(digits) == float("inf"):
                raise Refused(f"{token.text} is too large")
            self.at += 1
        elif self._take("("):
            self._expression()
            self._need(")")
        elif token.kind == "name" and token.word in ("true", "false", "empty", "nothing", "null"):
            self.at += 1
        elif token.kind == "name" or token.text == ".":
            self._chain("value")
        else:
            raise Refused(f"an expression is expected before {token.text or 'the end of the line'}")

    def _use(self, name: str, arguments: list[str | None] | None, role: str) -> None:
        if self.inside is not None:
            self.inside.uses.append(Use(name, arguments, role, self.line))


def _tokens(statement: str) -> Iterator[Token]:
    at = 0
    while statement[at:].strip():
        found = _TOKEN.match(statement, at)
        if found is None:
            raise Refused(f"{statement[at:].strip()[:20]} cannot be read")
        assert found.lastgroup is not None
        yield Token(found.lastgroup, found[found.lastgroup])
        at = found.end()


def _without_comment(line: str) -> str:
    if re.match(r"\s*Rem\b", line, re.IGNORECASE):
        return ""
    quoted = False
    for place, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == "'" and not quoted:
            return line[:place].rstrip()
    return line.rstrip()
