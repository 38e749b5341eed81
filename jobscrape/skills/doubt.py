"""Is a doubtful word the skill, or a person, a place, a firm, a thing? "Jenkins pipelines", not "Rex Jenkins".

Classes of doubtful words (`doubt.yml`): a `thing` counts where something technical speaks for it, a `firm` unless it is spoken of as
a firm, an `own` word by the words listed for and against it, a `language` where something speaks of languages.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from jobscrape.skills.taxonomy import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobscrape.skills.matcher import Hit
    from jobscrape.skills.taxonomy import Compiled

_REACH = 240
_LEAD_REACH = 60
_LEAD_WORDS = 4
_STOPS = ("\n", ". ", "! ", "? ")
_SHORT_ITEM = 4
_MANY = 4
"""Skills that make a posting a technical one."""
_BULLET = re.compile(r"\s*[-•*·–●▪]\s")
_APPOSED = re.compile(
    r",\s+(?:our|your|the|a|unsere?r?|notre|votre)\s+(?:\w+\s+){0,2}?"
    r"(?:ceo|cto|cfo|coo|founder|co-?founder|head|chef|director|manager|teacher|colleague|lead|owner|president)\b",
    re.IGNORECASE,
)


class Scene(NamedTuple):
    """The sentence or list item a word stands in."""

    start: int
    end: int
    words: frozenset[str]
    firm: bool
    """Whether it talks of firms."""


class Words(NamedTuple):
    """The word lists of doubt.yml."""

    classes: dict[str, str]
    """Class by folded word."""
    speak_for: dict[str, frozenset[str]]
    against: dict[str, frozenset[str]]
    lists: dict[str, frozenset[str]]
    firm_phrases: tuple[str, ...]
    compound: tuple[str, ...]


@cache
def doubt_words() -> Words:
    """Return the word lists."""
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("doubt.yml").read_text("utf-8"))
    classes = {word.strip(): name for name, text in data.pop("words").items() for word in text.split(";")}
    speak_for, against = ({w: frozenset(str(text).split()) for w, text in data.pop(key).items()} for key in ("for", "against"))
    phrases = tuple(f" {phrase.strip()} " for phrase in data.pop("firm_phrases").split(";"))
    compound = tuple(data.pop("compound").split())
    return Words(classes, speak_for, against, {name: frozenset(text.split()) for name, text in data.items()}, phrases, compound)


class Surroundings:
    """What stands around the doubtful words of one text; built once a text, filled as they are met."""

    def __init__(self, hits: list[Hit], text: str, folded: str, compiled: Compiled) -> None:
        self.hits, self.text, self.folded, self.compiled = hits, text, folded, compiled
        self._scene: Scene | None = None
        self._many: bool | None = None

    def speak(self, i: int, *, listed: bool, follows: bool) -> bool:
        """Tell whether hit `i` is the skill; `listed`: beside another in a list; `follows`: a word as "developer" stands after it."""
        hit = self.hits[i]
        kind = self.compiled.skills[hit.skill][3]
        word = self.folded[hit.start + 1 : hit.end + 1]
        name = doubt_words().classes.get(word, "language" if kind == "language" else "thing")
        return _JUDGES[name](self, i, word, listed, follows)

    def scene(self, hit: Hit) -> Scene:
        """Return the sentence around a hit."""
        found = self._scene
        if found is None or not found.start <= hit.start < found.end:
            found = self._scene = _scene(self.text, self.folded, hit)
        return found

    def technical_text(self, skill: int) -> bool:
        """Tell whether the text names so many technologies that a doubtful one is likely one, too."""
        if self._many is None:
            rows = self.compiled.skills
            named = {h.skill for h in self.hits if h.skill >= 0 and h.rule < CONTEXT and rows[h.skill][3] == "technology"}
            self._many = len(named) >= _MANY
        return self._many

    def company(self, i: int, scene: Scene) -> bool:
        """Tell whether another technology is named in the sentence."""
        rows, hits = self.compiled.skills, self.hits
        for step in (-1, 1):
            at = i + step
            while 0 <= at < len(hits) and scene.start <= hits[at].start < scene.end:
                other = hits[at]
                if other.skill >= 0 and other.skill != hits[i].skill and other.rule != CONTEXT and rows[other.skill][3] == "technology":
                    return True
                at += step
        return False


def _scene(text: str, folded: str, hit: Hit) -> Scene:
    low, high = max(0, hit.start - _REACH), min(len(text), hit.end + _REACH)
    start = max(low, *[text.rfind(stop, low, hit.start) + len(stop) for stop in _STOPS if text.rfind(stop, low, hit.start) >= 0], low)
    ends = [at for stop in _STOPS if (at := text.find(stop, hit.end, high)) >= 0]
    end = min(ends, default=high)
    line = folded[start + 1 : end + 1]
    words, lists = frozenset(line.split()), doubt_words().lists
    firm = not words.isdisjoint(lists["firm_talk"]) or any(phrase in f" {line} " for phrase in doubt_words().firm_phrases)
    return Scene(start, end, words, firm)


def _thing(around: Surroundings, i: int, word: str, listed: bool, follows: bool) -> bool:
    hit = around.hits[i]
    scene = around.scene(hit)
    data = doubt_words()
    if not data.against.get(word, frozenset()).isdisjoint(scene.words) or _is_firm(around, i, scene) or _is_name(around, i, scene):
        return False
    if listed or follows or _led(around, hit) or _item(around, hit, scene):
        return True
    if _named(around, i, scene):
        return False
    if not data.speak_for.get(word, frozenset()).isdisjoint(scene.words) or around.company(i, scene):
        return True
    lower = around.text[hit.start].islower()
    said = len((scene.words & data.lists["technical"]) - {word})
    return said > lower or (not lower and around.technical_text(hit.skill))


def _firm(around: Surroundings, i: int, word: str, listed: bool, follows: bool) -> bool:
    scene = around.scene(around.hits[i])
    if not doubt_words().against.get(word, frozenset()).isdisjoint(scene.words):
        return False
    return not _is_firm(around, i, scene) and not _is_name(around, i, scene)


def _own(around: Surroundings, i: int, word: str, listed: bool, follows: bool) -> bool:
    hit = around.hits[i]
    scene = around.scene(hit)
    data = doubt_words()
    words = scene.words - {word}
    said = len(data.speak_for[word] & words) - len(data.against[word] & words)
    if said or not data.against[word].isdisjoint(words):
        return said > 0
    if listed or follows or _led(around, hit) or _item(around, hit, scene):
        return True
    return around.compiled.skills[hit.skill][3] == "technology" and around.technical_text(hit.skill)


def _language(around: Surroundings, i: int, word: str, listed: bool, follows: bool) -> bool:
    hit = around.hits[i]
    if listed:
        return True
    lists = doubt_words().lists
    scene = around.scene(hit)
    before = around.folded[max(0, hit.start - _LEAD_REACH) : hit.start + 1].split()[-1:]
    if _described(around, hit) and (scene.words.isdisjoint(lists["language_strong"]) or not lists["adjective_before"].isdisjoint(before)):
        return False
    return not scene.words.isdisjoint(lists["language"]) or _item(around, hit, scene) or not lists["language_before"].isdisjoint(before)


def _described(around: Surroundings, hit: Hit) -> bool:
    """Tell whether a word for a language stands before what it describes ("French doors")."""
    lists = doubt_words().lists
    if around.text[hit.end : hit.end + 1] not in (" ", "-"):
        return False
    following = around.folded[hit.end + 1 : hit.end + _LEAD_REACH].split(None, 1)
    return bool(following) and following[0][0].isalpha() and following[0] not in lists["language"] | lists["language_between"]


_JUDGES: dict[str, Callable[[Surroundings, int, str, bool, bool], bool]] = {
    "thing": _thing,
    "firm": _firm,
    "own": _own,
    "language": _language,
}


def _led(around: Surroundings, hit: Hit) -> bool:
    before = around.folded[max(0, hit.start - _LEAD_REACH) : hit.start + 1].split()
    return not doubt_words().lists["lead"].isdisjoint(before[-_LEAD_WORDS:])


def _item(around: Surroundings, hit: Hit, scene: Scene) -> bool:
    """Tell whether the word is a list item of its own."""
    text = around.text
    if text[scene.start : scene.end].strip(" -•*·–●▪:,.()") == text[hit.start : hit.end]:
        return True
    return len(scene.words) <= _SHORT_ITEM and _BULLET.match(text, scene.start) is not None


def plain_word(around: Surroundings, i: int) -> bool:
    """Tell whether a plain word inside a sentence ("Front", "Make") has a capital for being a name, where something technical is said."""
    hit, text, lists = around.hits[i], around.text, doubt_words().lists
    scene = around.scene(hit)
    if not text[hit.start].isupper() or hit.end - hit.start == 1 or not text[scene.start : hit.start].strip(" -•*·–●▪\"'(:"):
        return False
    word = around.folded[hit.start + 1 : hit.end + 1]
    if not doubt_words().against.get(word, frozenset()).isdisjoint(scene.words):
        return False
    if _is_firm(around, i, scene) or _is_name(around, i, scene) or _named(around, i, scene):
        return False
    if not doubt_words().speak_for.get(word, frozenset()).isdisjoint(scene.words) or around.company(i, scene):
        return True
    return not lists["technical"].isdisjoint(scene.words - {word})


def _is_firm(around: Surroundings, i: int, scene: Scene) -> bool:
    hit = around.hits[i]
    if scene.firm:
        return True
    lists = doubt_words().lists
    before = around.folded[max(0, hit.start - 29) : hit.start + 1].split()
    after = around.folded[hit.end + 1 : hit.end + 60].split()
    if (before and before[-1] in lists["firm_before"]) or around.text[max(0, hit.start - 3) : hit.start].lower() == "ex-":
        return True
    if not after:
        return False
    if after[0] in lists["firm_after"] and around.text[hit.end : hit.end + 1] == " ":
        return True
    return after[0] == "is" and len(after) > 1 and after[1] in lists["firm_is"] and scene.words.isdisjoint(lists["skill_said"])


def _is_name(around: Surroundings, i: int, scene: Scene) -> bool:
    """Tell whether what stands beside the word makes it a person, a firm or a place."""
    hit, text, lists = around.hits[i], around.text, doubt_words().lists
    before, after = _neighbour(text, hit.start, -1), _neighbour(text, hit.end, 1)
    if before[:1].isupper() and _fold(before) in lists["name_before"]:
        return True
    if after[:1].isupper() and _fold(after) in lists["name_after"]:
        return True
    tail = text[hit.end : hit.end + 40]
    if tail[:2] in (", ", " (") and (place := tail[2:].split(None, 1)) and place[0][:1].isupper() and _fold(place[0]) in lists["places"]:
        return True
    if tail[:1] == "-" and (tail[1:2].isupper() or text[hit.start].islower()) and not tail[1:].lower().startswith(doubt_words().compound):
        return _fold(re.split(r"\W", tail[1:], maxsplit=1)[0]) not in lists["technical"] and not _touches(around.hits, i, 1)
    return _APPOSED.match(tail) is not None or (tail[:3] == " & " and tail[3:8].startswith(("Sons", "Co")))


def _named(around: Surroundings, i: int, scene: Scene) -> bool:
    """Tell whether a capitalised word beside it makes one name with it."""
    hit, text, lists = around.hits[i], around.text, doubt_words().lists
    before, after = _neighbour(text, hit.start, -1), _neighbour(text, hit.end, 1)
    for word, step in ((before, -1), (after, 1)):
        if not word[:1].isupper() or word.isupper() or _fold(word) in lists["technical"] or _touches(around.hits, i, step):
            continue
        if step > 0 or text[scene.start : hit.start].strip(" -•*·–●▪") != word:
            return True
    return False


def _touches(hits: list[Hit], i: int, step: int) -> bool:
    at = i + step
    if not 0 <= at < len(hits) or hits[at].skill < 0:
        return False
    return (hits[i].start - hits[at].end if step < 0 else hits[at].start - hits[i].end) == 1


def _neighbour(text: str, at: int, step: int) -> str:
    """Return the word directly before or after an offset, only a space between."""
    if step < 0:
        part = text[max(0, at - 30) : at]
        return part.split()[-1] if part[-1:] == " " and part.strip() else ""
    part = text[at : at + 30]
    return part.split()[0] if part[:1] == " " and part.strip() else ""


def _fold(word: str) -> str:
    return word.lower().strip(".,;:()!?'\"")
