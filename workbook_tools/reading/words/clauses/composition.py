"""The phrases of a clause put together: which figures stand, which must agree with them, which only explain them."""

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import HAN
from workbook_tools.model.basics import Quantity, QuantityItem, Sense
from workbook_tools.reading.words.clauses.gathered import Gathered, Qualified, Read
from workbook_tools.reading.words.clauses.hearing import TAKES_BACK_A_PROMISE, Hearing
from workbook_tools.reading.words.clauses.settling import settled
from workbook_tools.reading.words.lexicon.nouns import MONEY
from workbook_tools.reading.words.phrases.ages import is_of_other_ages
from workbook_tools.reading.words.phrases.beside import MUST_AGREE, were_away
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.phrases.marks import is_deadline
from workbook_tools.reading.words.phrases.phrase import Phrase
from workbook_tools.reading.words.phrases.said import NO_WORDS, Said
from workbook_tools.reading.words.phrases.several import OF_ALL, agreeing
from workbook_tools.reading.words.phrases.stated import FIGURE_STANDS, quantity_of_phrase
from workbook_tools.reading.words.wholes.days import STAGES
from workbook_tools.reading.words.wholes.whole import whole_phrase
from workbook_tools.reading.words.written.figures import DIGIT

_SAME_FIGURE = lazy_pattern("^不?含|完成率|[÷/]")  # (含10%), (完成率97%), (68/70)
_DONE_OF_IT = lazy_pattern("(?:实际|已|仅|只)*(?:完成|开展|举办)了?|实际")
_REFILLED = lazy_pattern("已?(?:经|及时|均)?(?:补充|补齐|补招|补聘|补录|递补)(?:到位|完毕|齐)?")
_A_YEAR = lazy_pattern("(?:(?:19|20)[0-9]{2}(?:[-~至到、](?=[12])|$))+")
_YEAR_NAMED = lazy_pattern("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_EACH_OF = lazy_pattern(f"各自?(?:(?:完成|开展|举办|办|做|有|为)?|({HAN}{{2}}))$", holding="各")
_WHOLE_AND_PARTS: tuple[Sense, ...] = ("other_time", "other_place")  # 去年260人，其中老人70人: these too
_VISITORS = ("人", "名", "位", "人次", "户", "户次", "%")


class Composition:
    """Takes the phrases one by one, those of brackets last; `result` says what they come to."""

    def __init__(self, context: Context, number: int | None) -> None:
        self._context, self._number = context, number
        self._told = Gathered()
        self._hearing = Hearing(context, self._told)
        self._stated: Phrase | None = None  # the last with a figure
        self._before = NO_WORDS  # what the phrase in front says, where it has no figure
        self._leading = ""  # words in front of the next figure: 探访独居、空巢老人200户

    def take(self, text: str, *, inside: bool) -> None:
        """One phrase; `inside` of a bracket behind the others."""
        if (whole := whole_phrase(self._context, text)) is not None:
            self._take_whole(text, whole, inside)
            return
        phrase = self._context.phrase(text)
        self._hearing.hear(phrase, inside=inside)
        self._told.last = text
        leads = phrase.value is None and not inside
        leading, self._leading = self._leading, self._leading + text if leads else ""
        before, self._before = self._before, phrase.said if leads else NO_WORDS
        if phrase.sense and self._were_away(phrase):
            self._told.explained |= inside
            return
        if self._context.done and (done_else := self._context.done_else(phrase)):
            self._told.speak("other_thing", done_else)
        if (phrase.value is None or phrase.among or inside) and self._of_other_ages(text):
            self._told.speak("other_thing", text)  # 300人（60岁以上） of 80岁以上
        if phrase.value is None:
            if self._context.done and phrase.sense == "few" and self._context.names_itself(text):
                self._told.speak("few", text)  # 共20场，含留守儿童活动若干
            self._take_words(phrase, inside)
            return
        of = self._stated
        if phrase.among and self._stands(phrase) and of and of.sense in _WHOLE_AND_PARTS and not phrase.years:
            phrase = phrase._replace(sense=of.sense, words=of.words)
        if not inside:
            self._stated = phrase
        self._hearing.give_reason(phrase)
        self._take_figure(phrase, inside, leading, before)

    def result(self) -> Read:
        self._hearing.end()
        return settled(self._context, self._told)

    # ------------------------------------------------------------ one phrase

    def _take_whole(self, text: str, whole: Quantity, inside: bool) -> None:
        """A day, or words for a figure."""
        if not inside:
            self._told.items.append(QuantityItem("", whole, self._number))
        if whole.moment is None:
            return
        if whole.moment.year is not None:
            self._told.years += _years_named(text) or [whole.moment.year]  # 2021.7~2022.6: of both
        if self._context.done and is_deadline(text):
            self._told.deadlines.append(text)

    def _take_words(self, phrase: Phrase, inside: bool) -> None:
        """A phrase without a figure."""
        told = self._told
        told.explained |= inside and DIGIT.search(phrase.text) is not None
        refilled = told.items and told.qualified and _REFILLED.search(phrase.text)
        if refilled and told.qualified[-1].phrase.sense == "undone":
            told.qualified.pop()  # 8人，3月1人离职，4月已补充到位: those who had gone are there again

    def _take_figure(self, phrase: Phrase, inside: bool, leading: str, before: Said) -> None:
        """A phrase with a figure; `leading` and `before` are the words in front of it."""
        told, text = self._told, phrase.text
        quantity = quantity_of_phrase(self._context, phrase)
        if "各" in text and self._is_of_each(phrase):
            told.each.append(text)
            return
        again = bool(told.items) and told.items[-1].quantity.number == quantity.number
        if again and phrase.sense == "" and text.startswith("原因"):
            told.explained = True  # 3次，原因:大巴车只租到3次
            return
        if (inside or phrase.among) and told.items and self._includes_another_side(phrase):
            told.of_another_side.append(text)
        if quantity.unit == "%" and self._stands(phrase) and self._context.is_another_rate(text):
            told.other_rates.append(text)
            return
        if self._context.done and not inside and self._is_of_another_thing(phrase, leading, before):
            told.other_things.append(text)
        if self._context.done and told.items and _is_nobody(quantity) and not self._context.names_cases(text):
            told.nobody = text
        if not (inside and self._is_explained(phrase, quantity)):
            self._place(phrase, quantity, inside)

    def _includes_another_side(self, phrase: Phrase) -> bool:
        """Whether what is told in all has some in it that the row does not count."""
        value, context = phrase.value, self._context
        if not context.done or value is None or value.unit.endswith(MONEY) or not self._stands(phrase):
            return False
        return not context.asks_for_staff and context.is_of_another_side(phrase.text)

    def _place(self, phrase: Phrase, quantity: Quantity, inside: bool) -> None:
        """The figure where it belongs: among those that stand, or beside one of them."""
        told = self._told
        if not self._stands(phrase):
            told.qualified.append(Qualified(phrase, quantity, told.items[-1] if told.items else None))
            told.explained |= inside
        elif told.items and self._context.done and phrase.among and phrase.label and OF_ALL.fullmatch(phrase.label):
            self._agree(quantity, phrase.text)  # 50万元，其中到账20万元
        else:
            came = self._came_of_them(phrase)
            told.came += came
            if came and phrase.text in told.other_things:
                told.other_things.remove(phrase.text)
            among = phrase.among or came
            item = QuantityItem(phrase.label, quantity, self._number, among=among, total=phrase.total)
            told.items.append(item)
            if not among:
                told.said_of.append((item, phrase.text))

    def _agree(self, quantity: Quantity, text: str) -> None:
        done = self._told.items[-1]
        self._told.asides += ((done, aside) for aside in agreeing(quantity, done.quantity, text))

    # ------------------------------------------------------------ what a figure is

    def _stands(self, phrase: Phrase) -> bool:
        return phrase.sense in FIGURE_STANDS or (not self._context.done and phrase.sense not in TAKES_BACK_A_PROMISE)

    def _were_away(self, phrase: Phrase) -> bool:
        absent = self._context.subjects.absent
        items = self._told.items if self._context.done else []
        return bool(items) and were_away(phrase, self._stated, items[-1].quantity.unit, absent)

    def _is_of_each(self, phrase: Phrase) -> bool:
        """`4个社区各5场`: of one of several."""
        assert phrase.value is not None
        each = _EACH_OF.search(phrase.text[: phrase.value.start])
        return each is not None and (not each[1] or self._context.is_verb(each[1]))

    def _is_of_another_thing(self, phrase: Phrase, leading: str, before: Said) -> bool:
        """`咨询40个` under 个案."""
        assert phrase.value is not None
        context, text, value = self._context, phrase.text, phrase.value
        said = before if before.only and not phrase.said.says else phrase.said
        is_bare = value.end - value.start == len(text) and said is not before  # nothing but a figure
        return not (phrase.among or is_bare) and (
            self._of_other_ages(text)
            or context.is_another_kind(text)
            or context.is_of_another_side(leading + text)
            or context.is_foreign(said, value.unit, leading, text)
        )

    def _of_other_ages(self, text: str) -> bool:
        return "岁" in text and self._context.done and is_of_other_ages(text, self._context.row.own)

    def _is_explained(self, phrase: Phrase, quantity: Quantity) -> bool:
        """Whether a figure in brackets only explains the others: a year, the same figure once more."""
        told, text, done = self._told, phrase.text, self._context.done
        if _A_YEAR.fullmatch(text):
            told.years += _years_named(text)
            return True
        if not self._stands(phrase):
            return False
        of_a_day = bool(told.items) and told.items[-1].quantity.kind == "date"
        if done and of_a_day and quantity.unit in STAGES and not self._context.says(quantity.unit):
            told.speak("part", text)  # 5月6日（一期）
        if quantity.unit == "年" and done:
            told.speak("other_time", text)
        elif self._is_done_of_promised(phrase, quantity):
            told.items[-1] = told.items[-1]._replace(quantity=quantity)
        else:
            told.explained |= _SAME_FIGURE.search(text) is None
            if done and told.items and OF_ALL.fullmatch(phrase.label) and not self._is_what_remains(quantity):
                self._agree(quantity, text)
        return True

    def _is_done_of_promised(self, phrase: Phrase, quantity: Quantity) -> bool:
        """`20场（完成15场）` of 20场: the target once more, and behind it what was done."""
        items, promised = self._told.items, self._context.promised
        if not (self._context.done and len(items) == 1 and promised and _DONE_OF_IT.fullmatch(phrase.label)):
            return False
        first = items[0].quantity
        return first.kind == quantity.kind == "number" and promised.number == first.number != quantity.number

    def _is_what_remains(self, quantity: Quantity) -> bool:
        """`招募85人（退出3人，现有82人）`: of those that the row counts, 3 went and 82 are left."""
        told = self._told
        did = self._stated is not None and self._context.did(self._stated.said)
        if not told.qualified or not did or quantity.number is None:
            return False
        phrase, gone, before = told.qualified[-1]
        done = told.items[-1].quantity
        if phrase.sense not in MUST_AGREE or before is not told.items[-1] or gone.number is None:
            return False
        if done.number != gone.number + quantity.number or {gone.unit, quantity.unit} - {"", done.unit}:
            return False
        del told.qualified[-1]
        return True

    def _came_of_them(self, phrase: Phrase) -> bool:
        """`630人，预警18人`: what came of some of those that are counted, unless the row asks for it."""
        outcomes, label = self._context.subjects.outcomes, phrase.label
        if not (self._told.items and self._context.done):
            return False
        if label.startswith(("被", "获")):  # 32期，被县民政局采用9期
            taken = next((label[at:] for at in range(1, len(label)) if label[at:] in outcomes), "")
            first = not self._told.items[0].label.startswith(("被", "获"))
            if taken and first and self._context.says(taken):  # only these where the row asks for 采用
                del self._told.items[:], self._told.said_of[:], self._told.other_things[:]
            return taken != "" and not self._context.says(taken)
        if label in outcomes:
            return not self._context.ends_on(label) and not self._context.does(label)
        return self._is_a_later_step(label)

    def _is_a_later_step(self, label: str) -> bool:
        """`形成决议7项，已落地5项` where the row asks what was 形成: of these, how many came so far."""
        step, first = label.removeprefix("已"), self._told.items[0].label
        later = any(step in steps for steps, _ in self._context.subjects.before)
        return later and first != "" and self._context.is_asked_for(first) and not self._context.says(step)


def _years_named(text: str) -> list[int]:
    return [int(year) for year in _YEAR_NAMED.findall(text)]


def _is_nobody(quantity: Quantity) -> bool:
    """Beside what was done: nobody was there."""
    return quantity.number == 0 and quantity.unit in _VISITORS
