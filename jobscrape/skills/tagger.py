"""Which skills a posting demands, prefers or uses, with the words that prove each."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jobscrape.skills.matcher import Matcher, matcher
from jobscrape.skills.need import NEEDS, PREFERRED, REQUIRED, STATED, USED
from jobscrape.skills.salience import Shape, counts, density, follower, many, parts, shape
from jobscrape.skills.sightings import Sighting, sightings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobscrape.fields.reading import Reading
    from jobscrape.items import Mention

_NO_SKILL = frozenset({"soft", "study"})
"""Kinds that say nothing of how full of skills a posting is."""
_STATED_RULE = STATED[1]
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True, kw_only=True)
class Tags:
    """The skills of one posting; ids sorted, names as in `Normalised`."""

    skills: list[str] = field(default_factory=list)
    """Ids of all skills that are not soft skills."""
    skills_required: list[str] = field(default_factory=list)
    """Those demanded."""
    skills_preferred: list[str] = field(default_factory=list)
    """Those preferred and not demanded."""
    skills_used: list[str] = field(default_factory=list)
    """Those only named as duty or stack."""
    soft_skills: list[str] = field(default_factory=list)
    """Ids of soft skills."""
    studies: list[str] = field(default_factory=list)
    """Ids of degrees and fields of study."""
    skill_years: dict[str, float] = field(default_factory=dict)
    """Years of experience demanded with a skill, the most if several are said."""
    mentions: list[Mention] = field(default_factory=list)
    """Every mention: demanded ones first, then preferred, then used, in the order of the text within each."""


def tag(reading: Reading) -> Tags:
    """Return the skills of a posting, read from its title and text."""
    return tag_text(reading.text, title=reading.title, company=reading.stated.company)


def tag_text(text: str, *, title: str = "", company: str = "") -> Tags:
    """Return the skills of clean `text` and `title`; the name of `company` is no skill outside the requirements."""
    engine = matcher()
    seen = see(engine, text, title=title, company=company)
    kept = {skill: places for skill, places, look in _shapes(engine, seen, text, title) if look is None or counts(look)}
    return _tags(engine, kept, [sighting[1] for sighting in seen if sighting[0] in kept])


def read_mentions(text: str, *, title: str = "", company: str = "") -> list[Mention]:
    """Return every mention that is no negation, whether it counts or not; stronger needs first."""
    return [mention for _, mention, _, _ in see(matcher(), text, title=title, company=company)]


def see(engine: Matcher, text: str, *, title: str = "", company: str = "") -> list[Sighting]:
    """Return every sighting that is no negation; stronger needs first."""
    return sightings(engine, whole(text), title=whole(title), company=company)


def whole(text: str) -> str:
    """Return `text` with half characters (surrogates), which no automaton takes, replaced one by one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def weigh(engine: Matcher, seen: list[Sighting], text: str, title: str) -> list[tuple[str, Shape | None]]:
    """Return (skill id, shape) of each skill seen in a posting; no shape for what is not weighed."""
    return [(engine.info[skill][0], look) for skill, _, look in _shapes(engine, seen, text, title)]


def _shapes(engine: Matcher, seen: list[Sighting], text: str, title: str) -> Iterator[tuple[int, list[Sighting], Shape | None]]:
    """Yield (index, sightings, shape) of each skill seen."""
    by_skill: defaultdict[int, list[Sighting]] = defaultdict(list)
    number: defaultdict[str, int] = defaultdict(int)
    skills, certain = 0, set()
    for sighting in seen:
        by_skill[sighting[0]].append(sighting)
        if sighting[1].rule == _STATED_RULE:
            certain.add(sighting[0])
    facts = [engine.info[skill] for skill in by_skill]
    for _, category, kind in facts:
        number[category] += 1
        skills += kind not in _NO_SKILL
    length = len(text)
    tens, (early, late) = density(skills, length), parts(length)
    peers = {category: many(count) for category, count in number.items()}
    for (skill, places), (ident, category, kind) in zip(by_skill.items(), facts, strict=True):
        if kind == "study" or skill in certain:
            yield skill, places, None
        else:
            _, best, *_ = places[0]
            after = follower(title if best.field == "title" else text, best.end)
            yield skill, places, shape(places, ident, (kind, category, peers[category], tens), after, early, late)


def _tags(engine: Matcher, kept: dict[int, list[Sighting]], mentions: list[Mention]) -> Tags:
    """Return the tags of a posting from the sightings of each skill that counts, the one with the strongest need first."""
    hard: dict[str, list[str]] = {need: [] for need in NEEDS}
    soft, learnt, years = [], [], {}
    for skill, places in kept.items():
        ident, _, kind = engine.info[skill]
        if kind == "soft":
            soft.append(ident)
        elif kind == "study":
            learnt.append(ident)
        else:
            hard[places[0][1].need].append(ident)
            if said := [mention.years for _, mention, _, _ in places if mention.years is not None]:
                years[ident] = max(said)
    return Tags(
        skills=sorted([ident for idents in hard.values() for ident in idents]),
        skills_required=sorted(hard[REQUIRED]),
        skills_preferred=sorted(hard[PREFERRED]),
        skills_used=sorted(hard[USED]),
        soft_skills=sorted(soft),
        studies=sorted(learnt),
        skill_years=dict(sorted(years.items())),
        mentions=mentions,
    )
