"""What the words of a clause say of all its figures: which years, that it was not done, why, and what nothing accounts
for."""

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.model.basics import Sense
from workbook_tools.reading.words.clauses.gathered import Gathered
from workbook_tools.reading.words.lexicon.forms import words_of
from workbook_tools.reading.words.phrases.beside import MUST_AGREE
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.phrases.phrase import Phrase, is_subject
from workbook_tools.reading.words.wholes.days import SAYS_NOTHING_ALONE

_SAYS_DONE = lazy_pattern("共|累计|实际|完成|开展|举办|组织")
_THE_REASON = lazy_pattern("(?:主要)?原因(?:是|为|:|系|在于)?|主要是?因为?")
# 4至6月封闭管理; but 第8场下雨没搞成 is one of them, and 未核实 no reason
_SOME_TIME = lazy_pattern("(?!.*[核证据签虚假错漏]).*(?:月|季|半年|学期)", holding="月季半学")
_TAKEN_BACK: tuple[Sense, ...] = ("postponed", "undone", "planned", "started")
TAKES_BACK_A_PROMISE: tuple[Sense, ...] = ("undone", "postponed")  # only these leave a promise open


class Hearing:
    """Hears the phrases one by one and tells what their words say."""

    def __init__(self, context: Context, told: Gathered) -> None:
        self._context, self._told = context, told
        self._reason: Phrase | None = None  # in front of the first figure
        self._away = False  # who was not there has been told

    def hear(self, phrase: Phrase, *, inside: bool) -> None:
        done, told = self._context.done, self._told
        told.years += phrase.years
        if phrase.unknown:
            subjects_too = done and not self._is_reason(phrase)
            told.unknown += phrase.unknown if subjects_too else [w for w in phrase.unknown if not is_subject(w)]
        told.unknown += phrase.loose if done else ()
        if not phrase.words:
            return
        heard = done or phrase.qualifies in TAKES_BACK_A_PROMISE
        if done and phrase.value is None and self._leads_as_reason(phrase):
            self._reason = phrase
        elif heard and phrase.qualifies not in SAYS_NOTHING_ALONE:
            says_unmet = phrase.qualifies == "rest" or (done and self._says_why(phrase, inside))
            says_unmet |= phrase.value is None and phrase.qualifies == "undone" and self._away  # 2人住院，探访不成
            told.speak("unmet" if says_unmet else phrase.qualifies, *phrase.words[-1:])
        self._away |= not self._context.subjects.absent.isdisjoint(phrase.words)

    def give_reason(self, phrase: Phrase) -> None:
        """The reason in front of a figure tells why it was not reached, where the figure says that it was done."""
        reason, self._reason = self._reason, None
        if reason is not None:
            acts = phrase.said.does or any(word.is_act for word in phrase.said.front)
            was_done = acts or _SAYS_DONE.search(phrase.text)
            if not was_done:
                self._told.speak(reason.qualifies, *reason.words[-1:])
            elif reason.qualifies != "planned":  # 因防控要求线下改线上
                self._told.speak("unmet", *reason.words[-1:])

    def end(self) -> None:
        """No figure followed the reason."""
        if self._reason is not None:
            self._told.speak(self._reason.qualifies, *self._reason.words[-1:])

    def _says_why(self, phrase: Phrase, inside: bool) -> bool:
        """`11次（2月停办）`, `27场（缺口3场，因疫情取消）`, `4次，原因是封控`: of what is missing, why it is."""
        told = self._told
        if not told.items or phrase.qualifies not in _TAKEN_BACK:
            return False
        if phrase.value is None and not inside and phrase.text.startswith(words_of("剩下的")):
            return True  # 到账3万元，余款在走流程
        if inside:
            missing = bool(told.qualified) and told.qualified[-1].phrase.sense == "rest"
            return phrase.qualifies in ("postponed", "undone") and (
                missing or (phrase.dated and "核" not in phrase.text)
            )
        reasons = self._context.subjects.reasons if _SOME_TIME.match(phrase.text) else ()
        because = "因" in phrase.text or any(why in phrase.text for why in reasons)
        return _THE_REASON.match(phrase.text) is not None or (phrase.dated and because)

    def _leads_as_reason(self, phrase: Phrase) -> bool:
        """`因假期调整，共开课76节`"""
        leads = not self._told.figures and self._begins_as_reason(phrase)
        return leads and phrase.qualifies in _TAKEN_BACK

    def _is_reason(self, phrase: Phrase) -> bool:
        """`因场地装修少开展5次`: what a reason is need not be known where no figure of what was done is stated."""
        return self._begins_as_reason(phrase) and (phrase.value is None or phrase.sense in MUST_AGREE)

    def _begins_as_reason(self, phrase: Phrase) -> bool:
        return phrase.text.startswith(self._context.subjects.days.reasons)
