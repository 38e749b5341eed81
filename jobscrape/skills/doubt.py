"""Is a doubtful word the skill, or a person, a place, a firm, a thing? "Jenkins pipelines", not "Rex Jenkins".

Classes of doubtful words (`doubt.yml`): a `thing` counts where something technical speaks for it, a `firm` unless it is spoken of as
a firm or is part of a name, an `own` word by the words listed for and against it, a `language` where something speaks of languages.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from jobscrape.skills.taxonomy import CONTEXT, read_doubt
from jobscrape.skills.zones import ASKING, inline_heading

if TYPE_CHECKING:
    from jobscrape.skills.matcher import Hit
    from jobscrape.skills.taxonomy import Compiled

_SENTENCE_REACH = 240
_WORD_REACH = 40
_LEAD_WORDS, _AGAINST_WORDS = 4, 3
_ITEM_WORDS = 4
_LONGEST_TITLE = 4
_STATE = 2
_TECHNICAL_SKILLS = 4
_STOPS = (". ", "! ", "? ")
_STOP = re.compile(r"\n|[.!?] ")
_TRIM = " -•*·–●▪\"'(:"
_BULLETS = tuple("-•*·–●▪")
_BULLET = re.compile(r"\s*[-•*·–●▪]\s")
_APPOSED = re.compile(
    r",\s+(?:our|your|the|a|unsere?r?|notre|votre)\s+(?:\w+\s+){0,2}?"
    r"(?:ceo|cto|cfo|coo|founder|co-?founder|head|chef|director|manager|teacher|colleague|lead|owner|president)\b",
    re.IGNORECASE,
)
_LEAD_ENDS = ("kenntnisse", "kenntnissen", "erfahrung", "sprache")
_FORM = re.compile(r"(?: [A-Z]\w+){1,2},? (?:Inc|LLC|Ltd|GmbH|Corporation|Corp|AG|plc|Company)\b")
_FORMER = ("ex", "Ex", "EX")
_NEXT_ITEM = re.compile(r"\s*(?:[,;/|.(]|\n|$|(?:and|or|und|oder)\b)")
_PAIRS = (" and ", " or ", ", ", "/")
_SONS = (" & Sons", " & Co", " and Sons")


class Words(NamedTuple):
    """The words of doubt.yml."""

    classes: dict[str, str]
    speak_for: dict[str, frozenset[str]]
    against: dict[str, frozenset[str]]
    twins: dict[str, str]
    lists: dict[str, frozenset[str]]
    firm_phrases: dict[str, list[str]]
    """By the longest word of each."""
    compound: tuple[str, ...]


class Scene(NamedTuple):
    """The sentence or list item a word stands in."""

    start: int
    end: int
    words: frozenset[str]


@cache
def doubt_words() -> Words:
    """Return the words of doubt.yml."""
    data = read_doubt()
    classes = {word.strip(): name for name, words in data["words"].items() for word in words.split(";")}
    speak_for, against = ({word: frozenset(str(words).split()) for word, words in data[key].items()} for key in ("for", "against"))
    phrases: dict[str, list[str]] = {}
    for phrase in data["firm_phrases"].split(";"):
        phrases.setdefault(max(phrase.split(), key=len), []).append(f" {phrase.strip()} ")
    lists = {name: frozenset(words.split()) for name, words in data.items() if isinstance(words, str)}
    return Words(classes, speak_for, against, data["twins"], lists, phrases, tuple(data["compound"].split()))


class Surroundings:
    """What stands around the doubtful words of one text, read as they are met."""

    def __init__(self, hits: list[Hit], text: str, folded: str, compiled: Compiled) -> None:
        self.hits, self.text, self.folded, self.rows = hits, text, folded, compiled.skills
        self._scene: Scene | None = None
        self._technical: bool | None = None

    def scene(self, i: int) -> Scene:
        """Return the sentence around hit `i`."""
        at = self.hits[i][0]
        if self._scene is None or not self._scene.start <= at < self._scene.end:
            self._scene = self._read_scene(i)
        return self._scene

    def _read_scene(self, i: int) -> Scene:
        first, last = self.hits[i][:2]
        text, high = self.text, min(len(self.text), last + _SENTENCE_REACH)
        start = max(0, first - _SENTENCE_REACH)
        start = max(start, text.rfind("\n", start, first) + 1)
        for stop in _STOPS:
            at = text.rfind(stop, start, first)
            start = at + 2 if at >= 0 else start
        stopped = _STOP.search(text, last, high)
        end = stopped.start() if stopped else high
        return Scene(start, end, frozenset(self.folded[start + 1 : end + 1].split()))

    def firm(self, i: int) -> bool:
        """Tell whether the sentence around hit `i` talks of firms."""
        scene, data = self.scene(i), doubt_words()
        if not scene.words.isdisjoint(data.lists["firm_talk"]) and scene.words.isdisjoint(data.lists["lead"]):
            return True
        hints = scene.words & data.firm_phrases.keys()
        return any(phrase in self.folded[scene.start : scene.end + 2] for hint in hints for phrase in data.firm_phrases[hint])

    def word(self, i: int) -> str:
        """Return hit `i` folded."""
        first, last = self.hits[i][:2]
        return self.folded[first + 1 : last + 1]

    def before(self, i: int, number: int) -> list[str]:
        """Return the folded words before hit `i`."""
        first = self.hits[i][0]
        return self.folded[max(0, first - number * 15) : first + 1].split()[-number:]

    def after(self, i: int) -> list[str]:
        """Return the next folded words after hit `i`."""
        last = self.hits[i][1]
        return self.folded[last + 1 : last + _WORD_REACH].split()

    def beside(self, i: int, step: int) -> str:
        """Return the word directly before (-1) or after (1) hit `i` as it is written, "" if more than a space is between."""
        first, last = self.hits[i][:2]
        part = self.text[max(0, first - _WORD_REACH) : first] if step < 0 else self.text[last : last + _WORD_REACH]
        words = part.split()
        if not words or (part[-1] if step < 0 else part[0]) != " ":
            return ""
        word = words[-1 if step < 0 else 0]
        if step > 0:
            return word.rstrip(".,;:()!?") if word[0].isalnum() else ""
        return word if word[-1].isalnum() else word[:-1] if word[-1] == "." and len(word) <= _LONGEST_TITLE else ""

    def touches(self, i: int, step: int) -> bool:
        """Tell whether another skill stands directly beside hit `i`."""
        at = i + step
        if not 0 <= at < len(self.hits) or self.hits[at][2] < 0:
            return False
        left, right = sorted((self.hits[i], self.hits[at]))
        return right[0] - left[1] == 1

    def opens(self, i: int) -> bool:
        """Tell whether hit `i` is the first word of its sentence, or a verb after a heading ("Automate: Stitch together tools")."""
        before = self.text[self.scene(i).start : self.hits[i][0]].rstrip()
        return not before.strip(_TRIM) or (before[-1] == ":" and self.beside(i, 1).islower())

    def alone(self, i: int) -> bool:
        """Tell whether nothing else stands in the sentence of hit `i`."""
        first, last = self.hits[i][:2]
        scene = self.scene(i)
        return self.text[scene.start : scene.end].strip(_TRIM + ",.)") == self.text[first:last]

    def point(self, i: int, words: int = 1) -> bool:
        """Tell whether hit `i` is in an item with a bullet and of few words; of one word only where the bullet stands before it."""
        first = self.hits[i][0]
        if words == 1 and self.text[max(0, first - 2) : first].strip() not in _BULLETS:
            return False
        scene = self.scene(i)
        return len(scene.words) <= words and _BULLET.match(self.text, scene.start) is not None

    def headed(self, i: int) -> bool:
        """Tell whether hit `i` is the first item after a heading that asks for skills ("Requirements: Terraform")."""
        first, last = self.hits[i][:2]
        text = self.text
        if text[first - 2 : first] != ": " or not _NEXT_ITEM.match(text, last):
            return False
        return inline_heading(text[text.rfind("\n", 0, first) + 1 : first]) in ASKING

    def item(self, i: int) -> bool:
        """Tell whether hit `i` is a list item of its own, or with hardly a word more."""
        return self.alone(i) or self.headed(i) or self.point(i, _ITEM_WORDS)

    def led(self, i: int) -> bool:
        """Tell whether words such as "experience with" or "we work with" stand before hit `i`."""
        before, lists = self.before(i, _LEAD_WORDS), doubt_words().lists
        if not lists["lead"].isdisjoint(before) or any(word.endswith(_LEAD_ENDS) for word in before):
            return True
        return len(before) > 1 and before[-2] in lists["work"] and before[-1] in lists["work_with"]

    def company(self, i: int) -> bool:
        """Tell whether another technology is named in the sentence."""
        scene, hits, skill = self.scene(i), self.hits, self.hits[i][2]
        for step in (-1, 1):
            at = i + step
            while 0 <= at < len(hits) and scene.start <= hits[at][0] < scene.end:
                named, rule = hits[at][2:4]
                if named not in (-1, skill) and rule != CONTEXT and self._is_software(named):
                    return True
                at += step
        return False

    def _is_software(self, skill: int) -> bool:
        row = self.rows[skill]
        return bool(row[3] == "technology" and row[2] != "domain")

    def technical(self) -> bool:
        """Tell whether the text names so many technologies that a doubtful word is likely one, too."""
        if self._technical is None:
            sure = {hit[2] for hit in self.hits if hit[2] >= 0 and hit[3] < CONTEXT}
            self._technical = sum(self.rows[skill][3] == "technology" for skill in sure) >= _TECHNICAL_SKILLS
        return self._technical


def stands(around: Surroundings, i: int, *, listed: bool, follows: bool) -> bool:
    """Tell whether doubtful hit `i` is the skill; `listed`: beside another one; `follows`: a word as "developer" stands after it."""
    kind = around.rows[around.hits[i][2]][3]
    match doubt_words().classes.get(around.word(i), kind):
        case "language":
            return _is_language(around, i, listed=listed)
        case "own":
            return _is_own(around, i, likely=listed or follows)
        case "either":
            return True
        case "firm" if not around.text[around.hits[i][0]].islower():
            return not (_is_listed_otherwise(around, i) if listed else other(around, i))
        case _:
            return not _is_listed_otherwise(around, i) if listed else not other(around, i) and (follows or _is_thing(around, i))


def twin(around: Surroundings, i: int) -> int:
    """Return the skill that hit `i` means: its own, or the second one its word can mean where that is spoken for."""
    twins, skill = doubt_words().twins, around.hits[i][2]
    ident = twins.get(around.word(i))
    if ident is None or not _spoken_for(around, i):
        return skill
    return next((number for number, row in enumerate(around.rows) if row[0] == ident), skill)


def plain(around: Surroundings, i: int) -> bool:
    """Tell whether a plain word such as "Front" or "Make" has its capital for being a technology."""
    first, last, skill = around.hits[i][:3]
    if around.rows[skill][3] != "technology" or last - first == 1 or not around.text[first + 1 : last].islower():
        return False
    common, opens = around.word(i) in doubt_words().lists["common"], around.opens(i)
    if _spoken_for(around, i) and not (common and opens):
        return not other(around, i)
    if opens or _in_name(around, i, strictly=True):
        return False
    return (around.company(i) or (not common and _technical_words(around, i) > 0)) and not other(around, i)


def other(around: Surroundings, i: int) -> bool:
    """Tell whether the word is something else here: by words against it, as a firm, as part of a name."""
    return spoken_against(around, i) or _is_firm(around, i) or _is_name(around, i)


def _is_listed_otherwise(around: Surroundings, i: int) -> bool:
    """Tell whether a word in a list is a firm among firms or part of a name."""
    return around.firm(i) or _is_name(around, i)


def _is_thing(around: Surroundings, i: int) -> bool:
    first, last = around.hits[i][:2]
    if around.led(i) or around.item(i) or around.text[last : last + 1] == "-":
        return True
    if _in_name(around, i):
        return False
    if _spoken_for(around, i) or around.company(i):
        return True
    lower = around.text[first].islower()
    return _technical_words(around, i) > lower or (not lower and around.technical())


def _is_own(around: Surroundings, i: int, *, likely: bool) -> bool:
    data, word = doubt_words(), around.word(i)
    words = around.scene(i).words - {word}
    against = len(data.against[word] & words)
    if against or not data.speak_for[word].isdisjoint(words):
        return len(data.speak_for[word] & words) > against
    if likely or around.led(i) or around.item(i):
        return True
    if around.rows[around.hits[i][2]][3] == "technology":
        return around.technical()
    return not data.lists["skill_said"].isdisjoint(words)


def _is_language(around: Surroundings, i: int, *, listed: bool) -> bool:
    lists, words, before = doubt_words().lists, around.scene(i).words, around.before(i, 1)
    if _describes(around, i) and (words.isdisjoint(lists["language_strong"]) or not lists["adjective_before"].isdisjoint(before)):
        return False
    if listed or around.led(i) or around.item(i):
        return True
    return not (words.isdisjoint(lists["language"]) and lists["language_before"].isdisjoint(before))


def _describes(around: Surroundings, i: int) -> bool:
    """Tell whether a word for a language, or a pair of them, stands before what it describes ("French doors")."""
    lists = doubt_words().lists
    if i + 1 < len(around.hits) and around.text[around.hits[i][1] : around.hits[i + 1][0]] in _PAIRS:
        i += 1
    after = around.after(i)
    last = around.hits[i][1]
    if not after or around.text[last : last + 1] not in (" ", "-"):
        return False
    return after[0][0].isalpha() and after[0] not in lists["language"] and after[0] not in lists["language_between"]


def _spoken_for(around: Surroundings, i: int) -> bool:
    word = around.word(i)
    return not (doubt_words().speak_for.get(word, frozenset()) - {word}).isdisjoint(around.scene(i).words)


def spoken_against(around: Surroundings, i: int) -> bool:
    """Tell whether a word listed against the word of hit `i` stands in its sentence or right before it."""
    against = doubt_words().against.get(around.word(i))
    return against is not None and not (against.isdisjoint(around.scene(i).words) and against.isdisjoint(around.before(i, _AGAINST_WORDS)))


def _technical_words(around: Surroundings, i: int) -> int:
    """Return how many other words of the sentence speak of work with computers."""
    return len((doubt_words().lists["technical"] & around.scene(i).words) - {around.word(i)})


def _is_firm(around: Surroundings, i: int) -> bool:
    """Tell whether the word is spoken of as a firm; a language for programming is none."""
    first, last, skill = around.hits[i][:3]
    if around.rows[skill][2] == "language":
        return False
    text, lists = around.text, doubt_words().lists
    before, after = text[first - 1 : first], around.after(i) if text[last : last + 1] == " " else []
    if around.firm(i) or (before == "-" and text[first - 3 : first - 1] in _FORMER):
        return True
    if before == " " and not lists["firm_before"].isdisjoint(around.before(i, 1)):
        return True
    match after:
        case [word, *_] if word in lists["firm_after"]:
            return True
        case [word, *_] if word in lists["firm_verbs"]:
            return around.opens(i)
        case ["is", word, *_] if word in lists["firm_is"]:
            return around.scene(i).words.isdisjoint(lists["skill_said"])
        case _:
            return False


def _is_name(around: Surroundings, i: int) -> bool:
    """Tell whether what stands beside the word makes it a person, a firm or a place."""
    lists, last = doubt_words().lists, around.hits[i][1]
    if around.beside(i, -1)[:1].isupper() and not lists["name_before"].isdisjoint(around.before(i, 1)):
        return True
    tail = around.text[last : last + _WORD_REACH]
    match tail[:1]:
        case "-":
            return _is_compound_name(around, i, tail[1:])
        case ",":
            return _is_place(tail[1:].lstrip().partition(" ")[0]) or _APPOSED.match(tail) is not None
        case " " if tail[1:2].isupper():
            return not lists["name_after"].isdisjoint(around.after(i)[:1]) or _FORM.match(tail) is not None
        case " ":
            return tail.startswith(_SONS) or (tail[1:2] == "(" and _is_place(tail[2:].partition(")")[0]))
        case _:
            return False


def _is_place(word: str) -> bool:
    """Tell whether a word is a place; a short one only in capitals ("AZ")."""
    word = word.rstrip(",.:;)")
    return (word.isupper() if len(word) == _STATE else word[:1].isupper()) and word.lower() in doubt_words().lists["places"]


def _is_compound_name(around: Surroundings, i: int, second: str) -> bool:
    """Tell whether "-" joins the word to something that makes it another one ("Rust-Oleum", "torch-on")."""
    first, last = around.hits[i][:2]
    name = second[:1].isupper() or (second[:1].isalpha() and around.text[first:last].rpartition(" ")[2].islower())
    if not name or around.touches(i, 1):
        return False
    data, low = doubt_words(), second.lower()
    return not low.startswith(data.compound) and re.split(r"\W", low, maxsplit=1)[0] not in data.lists["technical"]


def _in_name(around: Surroundings, i: int, *, strictly: bool = False) -> bool:
    """Tell whether a capitalised word beside it likely makes one name with it; `strictly`: also another skill or a technical word."""
    for step in (-1, 1):
        word = around.beside(i, step)
        if not word[:1].isupper() or (step < 0 and around.text[around.scene(i).start : around.hits[i][0]].strip(_TRIM) == word):
            continue
        if strictly or not (word.isupper() or _is_work(around.after(i)[:2] if step > 0 else [word.lower()]) or around.touches(i, step)):
            return True
    return False


def _is_work(words: list[str]) -> bool:
    """Tell whether words beside a skill speak of work rather than of a name ("Java Performance Engineer")."""
    lists = doubt_words().lists
    return not (lists["technical"].isdisjoint(words) and lists["jobs"].isdisjoint(words))
