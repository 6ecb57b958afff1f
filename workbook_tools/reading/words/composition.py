"""The phrases of a clause put together: what stands, what must agree with it, and what speaks of all of it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import Operator
from workbook_tools.model.basics import Quantity, QuantityItem, Sense
from workbook_tools.reading.words.beside import came_true, is_fewer, share_of, were_away
from workbook_tools.reading.words.context import Context
from workbook_tools.reading.words.days import REASONS, SAYS_NOTHING_ALONE
from workbook_tools.reading.words.figures import DIGIT, figures_in
from workbook_tools.reading.words.lexer import lex
from workbook_tools.reading.words.marks import is_deadline
from workbook_tools.reading.words.phrases import Phrase, is_subject, phrase_of
from workbook_tools.reading.words.said import Said
from workbook_tools.reading.words.several import OF_ALL, agreeing, both_sexes, is_own_rate, own_rate, without_asides
from workbook_tools.reading.words.stated import quantity_of_phrase
from workbook_tools.reading.words.whole import CASES, whole_phrase

_SAME_FIGURE = lazy_pattern("^不?含|完成率|[÷/]")  # (含10%), (完成率97%), (68/70)
_GONE = frozenset("退停消缺差漏拒弃流失错")
_PROMISED_WHAT = lazy_pattern("目标|计划|任务|应")
_DONE_OF_IT = lazy_pattern("(?:实际|已|仅|只)*(?:完成|开展|举办)了?|实际")
_SAYS_DONE = lazy_pattern("共|累计|实际|完成|开展|举办|组织")
_THE_REASON = lazy_pattern("(?:主要)?原因(?:是|为|:|系|在于)?|主要是?因为?")
_TAKEN_BACK: tuple[Sense, ...] = ("postponed", "undone", "planned", "started")
_REFILLED = lazy_pattern("已?(?:经|及时|均)?(?:补充|补齐|补招|补聘|补录|递补)(?:到位|完毕|齐)?")
_WAITS = ("待", "有待", "尚待", "补", "暂")
_A_YEAR = lazy_pattern("(?:(?:19|20)[0-9]{2}(?:[-~至到、](?=[12])|$))+")
_YEAR_NAMED = lazy_pattern("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_SEATS = ("座位", "席位", "床位")  # of a room
_EACH_OF = lazy_pattern("各自?(?:(?:完成|开展|举办|办|做|有|为)?|([\u4e00-\u9fff]{2}))$")
# Beside the figure that was done: what was planned, what it was before, what is missing of it or goes beyond it.
_MUST_AGREE: tuple[Sense, ...] = ("rest", "surplus", "unmet", "undone", "postponed")
_ASIDE: tuple[Sense, ...] = ("planned", "compared", "up", "down", "other_time", *_MUST_AGREE)
_FIGURE_STANDS: tuple[Sense, ...] = ("", "about", "nearly")
_IN_A_TARGET: tuple[Sense, ...] = ("undone", "postponed")  # only these leave a promise open


class Aside(NamedTuple):
    """A further figure, or a word, that must agree with what was done."""

    place: int | None  # of the item that it stands behind; None for all
    quantity: Quantity


class Read(NamedTuple):
    """What a clause says, or a cell without numbers: its items, and what speaks of all of them."""

    items: list[QuantityItem]
    sense: Sense = ""
    words: tuple[str, ...] = ()
    asides: tuple[Aside, ...] = ()
    years: tuple[int, ...] = ()
    others: bool = False  # some of the items are of another thing


class Composition:
    """Takes the phrases one by one, those of brackets last; `result` says what they come to."""

    def __init__(self, context: Context, number: int | None) -> None:
        self._context, self._number = context, number
        self._items: list[QuantityItem] = []
        self._qualified: list[tuple[Phrase, Quantity, QuantityItem | None]] = []  # not what was done, or not yet
        self._asides: list[tuple[QuantityItem | None, Quantity]] = []  # and the item that each stands behind
        self._years: list[int] = []
        self._unknown: list[str] = []  # words that nothing accounts for
        self._deadlines: list[str] = []
        self._each: list[str] = []  # 4个社区各5场
        self._other_rates: list[str] = []
        self._other_things: list[str] = []  # 咨询40个 under 个案
        self._came = 0  # 投稿10篇，被采用3篇: figures of what came of some
        self._said_of: list[tuple[QuantityItem, str]] = []  # the phrase of each item
        self._counts: list[tuple[str, Quantity]] = []  # of which a rate may be worked out again
        self._nobody = ""  # 20场，到场0人
        self._speaks: Sense = ""  # what words without a figure say of all
        self._words: list[str] = []
        self._last = ""
        self._stated: Phrase | None = None  # the last with a figure
        self._before = Said()  # what the phrase in front says, where it has no figure
        self._leading = ""  # words in front of the next figure: 探访独居、空巢老人200户
        self._reason: Phrase | None = None  # in front of the first figure
        self._away = False  # who was not there has been told
        self._explained = False  # figures in brackets that are passed over

    def take(self, text: str, *, inside: bool) -> None:
        """One phrase; `inside` of a bracket behind the others."""
        if (whole := whole_phrase(self._context, text)) is not None:
            self._take_whole(text, whole, inside)
            return
        phrase = phrase_of(text, self._context.vocabulary, self._context.own, self._context.row)
        self._hear(phrase, inside)
        leading, self._last = self._leading, text
        self._leading = leading + text if phrase.value is None and not inside else ""
        before, self._before = self._before, phrase.said if phrase.value is None and not inside else Said()
        self._away |= not self._context.vocabulary.subjects.absent.isdisjoint(phrase.words)
        if self._were_away(phrase):
            self._explained |= inside
            return
        if phrase.value is not None and not inside:
            self._stated = phrase
        if done_else := self._context.done_else(phrase):
            self._speak("other_thing", done_else)
        if phrase.value is None:
            self._explained |= inside and DIGIT.search(text) is not None
            if self._items and self._qualified and _REFILLED.search(text):
                self._refill()
            return
        self._give_reason(phrase)
        quantity = quantity_of_phrase(self._context, phrase)
        if phrase.sense in ("", "planned", "started") and quantity.unit != "%" and quantity.number:
            self._counts.append((text, quantity))
        if not (
            self._is_apart(phrase, quantity, inside, leading, before)
            or (inside and self._is_explained(phrase, quantity))
        ):
            self._take_figure(phrase, quantity, inside)

    def result(self) -> Read:
        if self._reason is not None:
            self._speak(self._reason.qualifies, *self._reason.words[-1:])
        self._set_apart()
        return self._taken_back() or self._qualified_figure() or self._spoken_of() or self._what_stands()

    # ------------------------------------------------------------ taking

    def _take_whole(self, text: str, whole: Quantity, inside: bool) -> None:
        if not inside:
            self._items.append(QuantityItem("", whole, self._number))
        if whole.moment is None:
            return
        if whole.moment.year is not None:
            named = [int(year) for year in _YEAR_NAMED.findall(text)]  # 2021.7~2022.6: of both
            self._years += named or [whole.moment.year]
        if self._context.done and is_deadline(text):
            self._deadlines.append(text)

    def _hear(self, phrase: Phrase, inside: bool) -> None:
        """The years, the words that nothing accounts for, and what the words say of all figures."""
        done = self._context.done
        self._years += phrase.years
        subjects_too = done and not _is_reason(phrase)
        self._unknown += phrase.unknown if subjects_too else [w for w in phrase.unknown if not is_subject(w)]
        self._unknown += phrase.loose if done else ()
        heard = done or phrase.qualifies in _IN_A_TARGET
        if done and phrase.value is None and self._leads_as_reason(phrase):
            self._reason = phrase
        elif heard and phrase.qualifies not in SAYS_NOTHING_ALONE:
            says_unmet = phrase.qualifies == "rest" or (done and self._says_why(phrase, inside))
            says_unmet |= phrase.value is None and phrase.qualifies == "undone" and self._away  # 2人住院，探访不成
            self._speak("unmet" if says_unmet else phrase.qualifies, *phrase.words[-1:])

    def _says_why(self, phrase: Phrase, inside: bool) -> bool:
        """`11次（2月停办）`, `27场（缺口3场，因疫情取消）`, `4次，原因是封控`: of what is missing, why it is."""
        if not self._items or phrase.qualifies not in _TAKEN_BACK:
            return False
        if inside:
            told = bool(self._qualified) and self._qualified[-1][0].sense == "rest"
            return phrase.qualifies in ("postponed", "undone") and (told or phrase.dated)
        return _THE_REASON.match(phrase.text) is not None or (phrase.dated and "因" in phrase.text)

    def _leads_as_reason(self, phrase: Phrase) -> bool:
        """`因假期调整，共开课76节`"""
        leads = not self._items and not self._qualified and phrase.text.startswith(REASONS)
        return leads and phrase.qualifies in _TAKEN_BACK

    def _give_reason(self, phrase: Phrase) -> None:
        """The reason in front of a figure tells why it was not reached, where the figure says that it was done."""
        reason, self._reason = self._reason, None
        if reason is not None:
            acts = phrase.said.does or any(word.is_act for word in phrase.said.front)
            was_done = acts or _SAYS_DONE.search(phrase.text)
            if not was_done:
                self._speak(reason.qualifies, *reason.words[-1:])
            elif reason.qualifies != "planned":  # 因防控要求线下改线上
                self._speak("unmet", *reason.words[-1:])

    def _speak(self, sense: Sense, *words: str) -> None:
        """The first word that takes something back decides, unless it says no more than that it was not reached."""
        if self._speaks in ("", "unmet"):
            self._speaks = sense
        self._words += words

    def _were_away(self, phrase: Phrase) -> bool:
        absent = self._context.vocabulary.subjects.absent
        unit = self._items[-1].quantity.unit if self._items and self._context.done else None
        return unit is not None and were_away(phrase, self._stated, unit, absent)

    def _is_apart(self, phrase: Phrase, quantity: Quantity, inside: bool, leading: str, before: Said) -> bool:
        """Whether the figure is of one of several, of another rate, or says that nobody was there."""
        assert phrase.value is not None
        text, done = phrase.text, self._context.done
        said = before if before.only and not phrase.said.says else phrase.said
        each = _EACH_OF.search(text[: phrase.value.start]) if done and "各" in text else None
        if each and (not each[1] or self._context.is_verb(each[1])):
            self._each.append(text)
            return True
        if quantity.unit == "%" and self._stands(phrase) and self._context.is_another_rate(text):
            self._other_rates.append(text)
            return True
        if (
            done
            and not inside
            and not phrase.among
            and (phrase.value.end - phrase.value.start < len(text) or said is before)  # else nothing but a figure
            and (
                self._context.is_another_kind(text)
                or self._context.is_of_other_level(text)
                or self._context.is_of_a_rival(leading + text)
                or self._context.is_foreign(said, phrase.value.unit, leading, text)
            )
        ):
            self._other_things.append(text)
        if done and self._items and _is_nobody(quantity) and not re.search(CASES, text):
            self._nobody = text
        return False

    def _is_explained(self, phrase: Phrase, quantity: Quantity) -> bool:
        """Whether a figure in brackets only explains the others: a year, the same figure once more."""
        text, done = phrase.text, self._context.done
        if _A_YEAR.fullmatch(text):
            self._years += [int(year) for year in _YEAR_NAMED.findall(text)]
            return True
        if not self._stands(phrase):
            return False
        if quantity.unit == "年" and done:
            self._speak("other_time", text)
        elif self._is_done_of_promised(phrase, quantity):
            self._items[-1] = self._items[-1]._replace(quantity=quantity)
        else:
            self._explained |= _SAME_FIGURE.search(text) is None
            if done and self._items and OF_ALL.fullmatch(phrase.label) and not self._is_what_remains(quantity):
                self._agree(quantity, text)
        return True

    def _is_what_remains(self, quantity: Quantity) -> bool:
        """`招募85人（退出3人，现有82人）`: of those that the row counts, 3 went and 82 are left."""
        did = self._stated is not None and self._context.did(self._stated.said)
        if not self._qualified or not did or quantity.number is None:
            return False
        phrase, gone, before = self._qualified[-1]
        done = self._items[-1].quantity
        if phrase.sense not in _MUST_AGREE or before is not self._items[-1] or gone.number is None:
            return False
        if done.number != gone.number + quantity.number or {gone.unit, quantity.unit} - {"", done.unit}:
            return False
        del self._qualified[-1]
        return True

    def _is_under_way(self, phrase: Phrase, quantity: Quantity) -> bool:
        """`已整改8个，1个正在整改` of 9个: what is not done yet makes up the target."""
        if phrase.sense not in ("planned", "started") or len(self._items) != 1 or phrase.among:
            return False
        done, promised = self._items[0].quantity, figures_in(self._context.row.target)
        alike = len(promised) == 1 and {done.unit, quantity.unit} == {promised[0].unit}
        if not alike or done.number is None or quantity.number is None:
            return False
        return promised[0].number == done.number + quantity.number

    def _is_done_of_promised(self, phrase: Phrase, quantity: Quantity) -> bool:
        """`20场（完成15场）` of 20场: the target once more, and behind it what was done."""
        if not (self._context.done and len(self._items) == 1 and _DONE_OF_IT.fullmatch(phrase.label)):
            return False
        first = self._items[0].quantity
        promised = figures_in(self._context.row.target)
        same_kind = first.unit == quantity.unit and first.kind == quantity.kind == "number"
        return same_kind and len(promised) == 1 and promised[0].number == first.number != quantity.number

    def _take_figure(self, phrase: Phrase, quantity: Quantity, inside: bool) -> None:
        if not self._stands(phrase):
            self._qualified.append((phrase, quantity, self._items[-1] if self._items else None))
            self._explained |= inside
        elif self._items and self._context.done and phrase.among and phrase.label and OF_ALL.fullmatch(phrase.label):
            self._agree(quantity, phrase.text)  # 50万元，其中到账20万元
        else:
            came = self._came_of_them(phrase)
            self._came += came
            if came and phrase.text in self._other_things:
                self._other_things.remove(phrase.text)
            among = phrase.among or came
            item = QuantityItem(phrase.label, quantity, self._number, among=among, total=phrase.total)
            self._items.append(item)
            if not among:
                self._said_of.append((item, phrase.text))

    def _came_of_them(self, phrase: Phrase) -> bool:
        """`630人，预警18人`: what came of some of those that are counted, unless the row asks for it."""
        outcomes, label = self._context.vocabulary.subjects.outcomes, phrase.label
        if not (self._items and self._context.done):
            return False
        if label.startswith(("被", "获")):  # 32期，被县民政局采用9期
            taken = next((label[at:] for at in range(1, len(label)) if label[at:] in outcomes), "")
            return taken != "" and not self._context.says(taken)
        if label in outcomes:
            return not self._context.ends_on(label) and not self._context.does(label)
        return self._is_a_later_step(label)

    def _is_a_later_step(self, label: str) -> bool:
        """`形成决议7项，已落地5项` where the row asks what was 形成: of these, how many came so far."""
        step, first = label.removeprefix("已"), self._items[0].label
        later = any(step in steps for steps, _ in self._context.vocabulary.subjects.before)
        return later and first != "" and self._context.is_asked_for(first) and not self._context.says(step)

    def _agree(self, quantity: Quantity, text: str) -> None:
        done = self._items[-1]
        self._asides += ((done, aside) for aside in agreeing(quantity, done.quantity, text))

    def _stands(self, phrase: Phrase) -> bool:
        return phrase.sense in _FIGURE_STANDS or (not self._context.done and phrase.sense not in _IN_A_TARGET)

    def _refill(self) -> None:
        """`8人，3月1人离职，4月已补充到位`: those who had gone are there again."""
        if self._qualified[-1][0].sense == "undone":
            self._qualified.pop()

    def _detailed(self, items: list[QuantityItem]) -> list[QuantityItem]:
        """`360人次，电话咨询120人次`: a bare figure, and behind it what some of it were."""
        whole = items[0].quantity if items else None
        if whole is None or len(items) < 2 or items[0].label or whole.kind != "number" or whole.operator:
            return items
        for item in items[1:]:
            one = item.quantity
            alike = one.kind == "number" and one.unit == whole.unit and not item.total and not item.among
            if not (alike and self._names_a_thing(item.label, one.unit) and (one.number or 0) < (whole.number or 0)):
                return items
        return [items[0]._replace(quantity=whole._replace(codes=(*whole.codes, "Q107")))]

    def _names_a_thing(self, label: str, unit: str) -> bool:
        """Whether words name an activity, and say nothing of how it went."""
        vocabulary = self._context.vocabulary
        nouns = all(token.kind in ("noun", "own") for token in lex(label, (), vocabulary)) if label else False
        if label.startswith("持证") and not self._context.says("持证"):
            return True
        if not nouns or not _GONE.isdisjoint(label) or label in vocabulary.subjects.outcomes:
            return False
        return unit in ("人", "名", "户") or bool(vocabulary.subjects.counted.named_in(label))

    # ------------------------------------------------------------ what they come to

    def _without_earlier_steps(self) -> None:
        """`发放200份，回收196份` where the row is 回收: of two steps the one that it asks for."""
        step_of = self._context.step_of
        earlier = {text: item for item, text in self._said_of if step_of(text) == "earlier"}
        begun = [each for each in self._qualified if each[0].sense == "started" and step_of(each[0].text) == "earlier"]
        asked = [item for item, text in self._said_of if step_of(text) == "asked"] if earlier or begun else []
        units = {quantity.unit for _, quantity, _ in begun} | {item.quantity.unit for item in earlier.values()}
        if len(units) == 1 and [item.quantity.unit in units for item in asked].count(True) == 1:
            self._items = [item for item in self._items if item not in earlier.values()]
            self._qualified = [each for each in self._qualified if each not in begun]
            left = earlier.keys() | {phrase.text for phrase, _, _ in begun}
            self._other_things = [text for text in self._other_things if text not in left]
            self._explained |= len(self._items) == 1

    def _set_apart(self) -> None:
        """From what stands: a surplus, a rate of its own, cases that did not happen."""
        if len(self._said_of) + len(self._qualified) > 1 and self._context.done:
            self._without_earlier_steps()
        items, done = self._items, self._context.done
        if len(items) == 1 and items[0].quantity.kind != "text":
            return  # none of them stands beside another one
        if done:
            beyond = [item for item in items if item.quantity.operator == Operator.GT and item.quantity.words]
            within = [item for item in items if item not in beyond] or items
            for item in beyond:
                if item not in within:
                    surplus = item.quantity._replace(kind="text", sense="surplus")
                    self._asides.append((_before(item, items), surplus))
            items = within
        every, of_all = items, done and len(items) > 1 and not self._context.asks_for_a_rate()
        items = without_asides(items, self._context.role, self._context.row.name, of_all=of_all)
        if done:
            calls_in = self._context.says("接听|来电|接线")  # 接听317通，接通率99%: of all that rang
            rates = (
                item
                for item in every
                if item not in items
                and is_own_rate(item, self._context.row.name, of_all=of_all)
                and not (calls_in and item.label.startswith("接通"))
            )
            self._asides += ((_before(item, every), own_rate(item)) for item in rates)
        none = [item for item in items if "Q105" in item.quantity.codes and item.quantity.number == 0]
        if done and any(item not in none and item.quantity.number == 0 for item in items):
            items = [item for item in items if item not in none]  # 未发生事故，0起: once more
        if done and not self._context.says(CASES):  # 20场，零投诉: how they went
            items = [item for item in items if "Q105" not in item.quantity.codes or item.quantity.number] or items
        if done and len(items) > 1 and len(promised := figures_in(self._context.row.target)) == 1:
            items = self._detailed(_without_promise(items, promised[0].number))
        self._items = items

    def _read(self, sense: Sense, words: list[str] | tuple[str, ...], items: list[QuantityItem] | None = None) -> Read:
        return Read(items or [], sense, tuple(words), years=self._all_years())

    def _all_years(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._years))

    def _taken_back(self) -> Read | None:
        """Words that leave no figure of the clause."""
        items, figures = self._items, len(self._items) + len(self._qualified)
        if self._deadlines and any(item.quantity.kind != "date" for item in items):
            return self._read("planned", self._deadlines)
        if self._unknown and figures:
            return self._read("unknown", self._unknown)
        if not figures and self._each:
            return self._read("part", self._each)
        if not figures and self._other_rates:
            return self._read("other_thing", self._other_rates)
        if self._nobody:
            return self._read("undone", [self._nobody])
        if self._other_things and len(self._other_things) >= figures - self._came and not both_sexes(items):
            return self._read("other_thing", self._other_things)
        if self._speaks and self._speaks != "unmet" and not items:
            return self._read(self._speaks, self._words)
        return None

    def _qualified_figure(self) -> Read | None:
        """The first figure that is not what was done and does not only stand beside what was."""
        for phrase, quantity, before in self._qualified:
            beside = phrase.sense == "other_thing" and self._items and self._is_aside(phrase, quantity)
            if beside or self._is_under_way(phrase, quantity):
                self._explained = True
            elif phrase.sense == "started" and self._came_of_it(quantity):
                self._explained |= len(self._items) == 1
            elif self._items and _stands_beside(phrase) and not is_fewer(phrase, quantity, self._items[-1].quantity):
                promised = phrase.sense == "planned" and _PROMISED_WHAT.search(phrase.text)
                self._asides += [(before, quantity)] if promised or phrase.sense in _MUST_AGREE else []
            else:
                is_exact = not self._items and len(self._qualified) == 1 and not phrase.dropped
                alone = [QuantityItem("", quantity)] if is_exact else []
                return self._read(phrase.sense, phrase.words, alone)
        return None

    def _came_of_it(self, begun: Quantity) -> bool:
        said = self._said_of
        return len(said) == 1 and came_true(said[0][1], said[0][0].quantity, begun)

    def _spoken_of(self) -> Read | None:
        """Words that speak of all; of a count, that it was not reached must only agree with the target."""
        if not self._speaks:
            return None
        counted = any(item.quantity.kind != "date" for item in self._items)  # 5月，尚未完成: not the day it was done
        if self._speaks == "unmet" and counted:
            unmet = Quantity("text", self._last, sense="unmet", words=tuple(self._words))
            self._asides.append((None, unmet))
            return None
        late = self._speaks == "postponed" and not counted  # 5月6日（因疫情推迟）
        return self._read(self._speaks, self._words, self._items if late else [])

    def _is_aside(self, phrase: Phrase, quantity: Quantity) -> bool:
        """`12篇，阅读量5000次`, `16例，转介2例`; but `100人，在册70人` says how many of them there are."""
        what = self._context.vocabulary.classes.get(phrase.words[0])
        apart = quantity.unit != self._items[0].quantity.unit or phrase.words[0] in _SEATS
        return apart or what not in ("stock", "extent")

    def _share(self) -> Aside | None:
        """`开案20个，结案18个，结案率95%`: what the two counts come to, where the rate of them is another."""
        rates = [place for place, item in enumerate(self._items) if item.quantity.kind == "rate"]
        if not (self._context.done and len(rates) == 1 and len(self._counts) == 2):
            return None
        texts, counts = zip(*self._counts, strict=True)
        rate, part = self._items[rates[0]].quantity, self._context.part_of_two(*texts)
        share = None if part is None else share_of(counts, part, rate)
        if share is None:
            return None
        if share == rate.number:
            self._asides = [(item, aside) for item, aside in self._asides if aside not in counts]
            return None
        return Aside(rates[0], rate._replace(kind="text", number=share, sense="", words=texts))

    def _what_stands(self) -> Read:
        items = self._items
        share = self._share()
        asides = tuple(Aside(_place_of(item, items), aside) for item, aside in self._asides)
        asides = (*asides, share) if share else asides
        if (self._explained or self._other_rates) and items and items[0].quantity.kind != "text":
            first = items[0].quantity
            codes = tuple(dict.fromkeys((*first.codes, "Q107")))
            items = [items[0]._replace(quantity=first._replace(codes=codes)), *items[1:]]
        return Read(items, asides=asides, years=self._all_years(), others=bool(self._other_things))


def _is_reason(phrase: Phrase) -> bool:
    """`因场地装修少开展5次`: what a reason is need not be known where the phrase states no figure of what was done."""
    return phrase.text.startswith(REASONS) and (phrase.value is None or phrase.sense in _MUST_AGREE)


def _without_promise(items: list[QuantityItem], promised: Decimal | None) -> list[QuantityItem]:
    """`完成32场，达到目标30场`: the target once more, where the other figure is no smaller."""
    again = [item for item in items if item.quantity.number == promised and _PROMISED_WHAT.search(item.label)]
    others = [item for item in items if item not in again]
    reached = len(others) == 1 and promised is not None and (others[0].quantity.number or 0) >= promised
    return others if again and reached else items


def _is_nobody(quantity: Quantity) -> bool:
    """Beside what was done: nobody was there."""
    return quantity.number == 0 and quantity.unit in ("人", "名", "位", "人次", "户", "户次", "%")


def _before(item: QuantityItem, items: Sequence[QuantityItem]) -> QuantityItem | None:
    place = _place_of(item, items)
    return items[place - 1] if place else None


def _place_of(item: QuantityItem | None, items: Sequence[QuantityItem]) -> int | None:
    return next((place for place, each in enumerate(items) if each is item), None)


def _stands_beside(phrase: Phrase) -> bool:
    """`去年15场`, `差5场` beside the figure that was done; `5场待补` and `其中计划5场` speak of some of these."""
    some = phrase.among and phrase.sense in (*_MUST_AGREE, "planned", "other_time")
    waits = phrase.sense == "planned" and phrase.words[0].startswith(_WAITS)  # 37万元，社保待补2万元
    return phrase.sense in _ASIDE and not _leads(phrase) and not some and not waits


def _leads(phrase: Phrase) -> bool:
    """`5场待补`, `5场是去年的` beside 20场 speak of some of these; `去年15场` and `计划20场` stand beside them."""
    value = phrase.value
    return value is not None and value.start == 0 and phrase.sense in ("planned", "other_time", "compared")
