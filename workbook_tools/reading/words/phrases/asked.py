"""Whether the words beside a figure speak of what the row asks for: `签约650户` does not where it asks for 走访户数.

An act or a noun counts as the row's where the two share characters or a line of the tables at the end of
templates/words.toml. Words that say nothing of the kind (完成 共 定期) are neutral and never come here. What is left is
another thing, and the figure beside it none of the row's.
"""

from collections.abc import Sequence

from workbook_tools.basis.unit_names import PEOPLE
from workbook_tools.reading.words.lexicon.lexer import Token
from workbook_tools.reading.words.lexicon.nouns import (
    MONEY,
    Row,
    is_other_noun,
    is_short_for,
    kind_of,
    people_of,
    shares,
)
from workbook_tools.reading.words.lexicon.vocabulary import Vocabulary
from workbook_tools.reading.words.phrases.said import Said, Word

_ENDED = ("已", "均", "全部")  # 20份（已归档）
_TO_GIVE = 1  # the second end: to teach
_MORE = "增"  # 增加2个 is answered by 新增3个
_PROJECTS = ("项目", "活动", "服务", "工作")  # elsewhere they say nothing
_NOT_SAID = ("neutral", "mark", "total", "among", "unit", "figure", "period", "shape", "at_least", "at_most")


class Asked:
    """What one row asks for: acts, where its name has any (走访户数), else a thing (互助小组)."""

    def __init__(self, name: str, target: str, tokens: Sequence[Token], vocabulary: Vocabulary) -> None:
        """`tokens` of the name."""
        subjects = vocabulary.subjects
        self._name, self._target = name, target
        self._own, self._subjects = name + target, subjects
        self._rates = subjects.rated.named_in(self._own)
        self._is_cost = subjects.costs.search(name.rstrip("占比例率控制")) is not None
        content = [text for token in tokens if (text := self._said(token))]
        self._is_general = not content  # 活动场次, 服务人次, 数量
        acts = [vocabulary.act_of(text) != "" for text in content]
        strong = any(acts)
        if not strong:
            acts = [bool(subjects.acts.named_in(text)) for text in content]
        first, last = _last_act(content, acts, subjects.manner if strong else None)
        self._act = "".join(content[first : last + 1])
        self._act_word = (vocabulary.act_of(content[first]) or content[first]) if last >= 0 else ""
        self._acts = subjects.acts.named_in(name[max(0, name.rfind(content[first])) :] if last >= 0 else name)
        self._is_any_event = self._is_general and "活动" in self._own
        if self._is_any_event:
            self._acts = subjects.acts.named_in("活动场次")
        if _MORE in self._own:
            self._acts |= subjects.acts.named_in("新增")
        self.things = subjects.counted.named_in(self._own)
        behind, places = "".join(content[last + 1 :]), subjects.endings.places
        self._place = behind if strong and behind.endswith(places) else ""
        if not strong and last >= 0 and content[-1].endswith(places) and target.endswith(tuple(subjects.units.things)):
            self._place = behind = content[-1]  # 议事厅3处
        if self._place or (strong and subjects.counted.named_in(behind)):  # 支持小组
            self._act = behind
            self._acts = subjects.acts.ended_in(behind) if self._place else subjects.acts.named_in(behind)
        self._act_things = subjects.counted.named_in(self._act) if strong else self.things
        if content and content[-1].endswith(subjects.endings.doers):
            self._acts |= subjects.acts.named_in("志愿者")
        self._is_staff = subjects.without_how_many(name).endswith(subjects.endings.staff)
        self._is_thing = not (content and vocabulary.act_of(content[-1]))
        ends = ((group, asked) for group in subjects.contrary if (asked := group.named_in(name)))
        self._contrary = frozenset(word for group, asked in ends for word in group.words_beside(asked))  # 授课 of 听课
        self._row = Row(
            subjects, name, self._own, self._act, self._acts, self.things, self._rates, self._place, self._contrary,
            self._is_thing, self._is_cost, self._is_general, self._is_any_event,
        )  # fmt: skip

    @property
    def is_general(self) -> bool:
        """Whether the row asks for nothing in particular (活动场次, 服务人次), or for any event."""
        return self._is_general or self._is_any_event

    def means(self, act: str) -> bool:
        """Whether a word says, in other words, what the row asks to be done."""
        return not self._acts.isdisjoint(self._kinds(act))

    def _is_by_those_taught(self, words: Sequence[Word]) -> bool:
        """`社工授课72学时` where the row is 社工培训."""
        doers = [word.text for word in words if word.text in self._subjects.staff]
        if not any(f"{doer}{taught}" in self._name for doer in doers for taught in self._subjects.brings):
            return False
        return any(_TO_GIVE in ends.numbers.get(word.text, ()) for word in words for ends in self._subjects.contrary)

    def _kinds(self, act: str) -> frozenset[int]:
        return self._subjects.acted.named_in(act, shortest=min(2, len(act)))  # 送医 is no 送

    def _said(self, token: Token) -> str:
        """What a word of the name says of the kind, if anything: 志愿者人数 says 志愿者."""
        s, text = self._subjects, token.text
        short = kind_of(s.without_how_many(text), s)
        anyone = short in s.anyone and short not in s.acts.numbers
        nothing = token.kind in _NOT_SAID or anyone or short in s.anything or short in s.vague
        return "" if nothing or text in s.anything else short

    def is_other(self, said: Said, unit: str) -> bool:
        """Whether the words name something else than the row asks for."""
        if unit.endswith(self._subjects.units.spans) or not (said.front or said.behind):
            return False
        words = self._without_what_says_nothing(said.front or said.behind, unit)
        if said.behind and self._counts_projects(said.behind[-1], unit):
            return True
        if self._is_by_those_taught(said.front):
            return True
        if unit == "%" and any(
            shares(word.text, self._own, self._subjects) and not self._subjects.costs.search(word.text)
            for word in words
        ):
            return False
        acts = [word for word in (*said.front, *said.behind) if word.is_act and not self._says_little(word, unit)]
        done = any(self._is_asked(word, unit) for word in acts)
        if not self._is_general or self._is_any_event or (unit == "%" and self._rates):
            behind = [word for word in acts if word in said.behind]
            named = all(word.text in self._name for word in acts)  # 关怀个案8个 of 临终关怀个案
            if not (done or named) or (behind and not any(self._is_asked(word, unit) for word in behind)):
                return True
            in_what_manner = done and words and words[-1].text in self._subjects.manner  # 送教上门
            if words and words[-1].is_act and not in_what_manner and not self._is_asked(words[-1], unit):
                return True
        alone = bool(words) and not acts and not said.does and bool(said.front)
        if alone and (self._is_population(words, unit) or self._counts_things(unit)):
            return True
        if words and (words[-1].is_act or alone) and self._is_with_others(words):
            return True
        if not words or words[-1].is_own or words[-1].is_act:
            return False
        if done and self._is_done_to_others(words, acts, unit):
            return True
        nouns = [word.text for word in words]
        return is_other_noun(self._row, nouns, unit, leads=bool(said.front), done=done, does=said.does or bool(acts))

    def is_of_others(self, said: Said) -> bool:
        """`家长满意度96%` where the row asks for 留守儿童满意度: the last who are named are not those it asks for."""
        named = [word.text for word in (*said.front, *said.behind) if self._subjects.people.named_in(word.text)]
        return bool(named) and people_of(named[-1], self._own, self._subjects) == "others"

    def _is_with_others(self, words: Sequence[Word]) -> bool:
        """`家长访谈38人` where the row asks for 儿童; `社工访谈` says who did it, `社工培训` whom it was for."""
        others = [word.text for word in words if people_of(word.text, self._own, self._subjects) == "others"]
        taught = (words[-1].act or words[-1].text) in self._subjects.brings
        return bool(others) and (taught or not self._is_with_staff(others[-1]))

    def _is_done_to_others(self, words: Sequence[Word], acts: Sequence[Word], unit: str) -> bool:
        """`走访老人20户` where the row asks for 儿童走访; `送餐志愿者50人` where it asks for 就餐."""
        noun = "".join(word.text for word in words if not word.is_act)
        if self._is_with_staff(words[-1].text):
            taught = any(word.text in self._subjects.brings for word in acts)
            return not taught or people_of(words[-1].text, self._own, self._subjects) == "others"
        return unit in self._subjects.units.people and people_of(noun, self._own, self._subjects) == "others"

    def _is_with_staff(self, noun: str) -> bool:
        """`送餐志愿者50人` where the row asks for 就餐."""
        is_staff = not self._subjects.staff_are.isdisjoint(self._subjects.people.named_in(noun))
        return is_staff and people_of(noun, self._own, self._subjects) != "asked for"

    def _is_population(self, nouns: Sequence[Word], unit: str) -> bool:
        """`低收入人口900户` where the row is 低收入人口监测: of how many it might have been done."""
        s = self._subjects
        if not self._act or unit in s.units.times or unit.endswith((*MONEY, "%")):
            return False
        if self._act.endswith(tuple(s.brings if s.units.counts_no_things(unit) else s.brings | s.makes)):
            return False
        text, front = "".join(word.text for word in nouns), self._name[: self._name.rfind(self._act_word)]
        if text in front or (len(text) == 2 and is_short_for(text, front)):
            return True
        named = [word.text in front for word in nouns]  # 重病患者11人 of 重病救助
        return any(named) and all(in_name or word.text in s.anyone for word, in_name in zip(nouns, named, strict=True))

    def _counts_projects(self, word: Word, unit: str) -> bool:
        """`2个项目` where the row is 孵化社会组织: behind such a figure 项目 says what it counts."""
        return word.text in _PROJECTS and unit == "个" and not self._is_general and word.text not in self._own

    def _counts_things(self, unit: str) -> bool:
        """`喇叭180个` where the row is 大喇叭宣传, 180次."""
        events = (*self._subjects.units.events, "次")
        return unit in self._subjects.units.things and not self._is_thing and self._target.endswith(events)

    def is_other_act(self, said: Said) -> bool:
        """Of words without a figure (`450户，签约`): whether they say no more than what else was done."""
        if not said.acts or self._is_general or any(word.text.startswith(_ENDED) for word in said.front):
            return False
        said_things = self._subjects.counted.named_in("".join(word.text for word in said.front))
        if self.things and said_things and self.things.isdisjoint(said_things):
            return True
        return not any(word.is_own or self._is_asked(word, "") for word in said.front)

    def _without_what_says_nothing(self, words: Sequence[Word], unit: str) -> Sequence[Word]:
        """Up to the last word that says something: `社区活动` says no more than 社区."""
        end = len(words)
        while end and self._says_little(words[end - 1], unit):
            end -= 1
        return words[:end]

    def _says_little(self, word: Word, unit: str) -> bool:
        s = self._subjects
        return word.text in s.anything or (unit.endswith(MONEY) and word.text in s.pays)

    def _is_asked(self, act: Word, unit: str) -> bool:
        """Whether an act is the row's."""
        if act.is_own or (self._is_thing and act.text in self._subjects.makes and self._may_be_made(unit)):
            return True
        if (
            self._is_staff
            and unit in PEOPLE
            and not self._subjects.acts.named_in("配备").isdisjoint(self._kinds(act.text))
        ):
            return True  # 配备2名 where the row is 驻点社工
        if act.text in self._contrary and unit != "%" and unit not in self._subjects.units.people:
            return False
        if self._place:
            return not self._acts.isdisjoint(self._kinds(act.text))
        own = self._own if act.text in self._subjects.manner else self._act or self._own
        kinds = self._subjects.counted.named_in(act.text)
        if unit == "%" and shares(act.text, self._own, self._subjects):
            return True
        return (
            shares(act.act, own, self._subjects)
            or act.act in own
            or not self._acts.isdisjoint(self._kinds(act.text))
            or not self._act_things.isdisjoint(kinds)
            or (unit == "%" and not self._rates.isdisjoint(self._subjects.rated.named_in(act.text)))
        )

    def _may_be_made(self, unit: str) -> bool:
        """Whether so many things, and not people or times, are counted: 月报12期 are."""
        s = self._subjects
        return not s.units.counts_no_things(unit) or (unit == "期" and self._name.endswith(s.endings.printed))


def _last_act(words: Sequence[str], acts: Sequence[bool], manner: frozenset[str] | None) -> tuple[int, int]:
    """Where the last act of a name begins and ends: with those in front of it, but for those that only say how it was
    done (`manner`: 上门送教); alone where the words are no acts of the vocabulary (None)."""
    last = max((place for place, act in enumerate(acts) if act), default=-1)
    first = last
    if manner is not None:
        while first > 0 and acts[first - 1]:
            first -= 1
        while first < last and words[first] in manner:
            first += 1
    return first, last
