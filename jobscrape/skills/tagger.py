"""Which skills a posting demands, prefers or uses, with the words that prove each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jobscrape.items import Mention
from jobscrape.skills.context import settle
from jobscrape.skills.fold import fold_term
from jobscrape.skills.matcher import Matcher, matcher
from jobscrape.skills.need import NEEDS, REQUIRED, USED, Judged, alternatives, judge
from jobscrape.skills.salience import Place, Shape, place, salience, shape, threshold
from jobscrape.skills.sentences import Sentence, sentences
from jobscrape.skills.studies import studies
from jobscrape.skills.taxonomy import WEAK
from jobscrape.skills.years import years_of
from jobscrape.skills.zones import Zone, zones

if TYPE_CHECKING:
    from jobscrape.fields.reading import Reading
    from jobscrape.skills.matcher import Hit

_SURROGATE = re.compile("[\ud800-\udfff]")
_SILENT = frozenset({"benefits", "legal"})
_HEADED = frozenset({"requirements", "preferred"})
_NO_SKILL = frozenset({"soft", "study"})
_SHORTEST_NAME = 3
_JOBS = frozenset(
    f"{job}{end}"
    for job in ("developer", "engineer", "administrator", "designer", "manager", "architect", "analyst", "scientist")
    for end in ("", "s")
)
_RANK = {need: i for i, need in enumerate(NEEDS)}


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
    read = read_mentions(text, title=title, company=company)
    kept = {ident for ident, seen in weigh(engine, read, len(text)) if seen is None or salience(seen) >= threshold(seen.look.kind)}
    return _tags([m for m, _ in read if m.id in kept])


def read_mentions(text: str, *, title: str = "", company: str = "") -> list[tuple[Mention, Place]]:
    """Return every mention that is no negation, and what stands around it; stronger needs first."""
    engine = matcher()
    text, title = whole(text), whole(title)
    own = fold_term(company)
    read = _read(engine, title, [Zone(0, len(title) + 1, "title", "")], own, 0) if title else []
    read += _read(engine, text, zones(text), own, len(read))
    read.sort(key=lambda m: _RANK[m[0].need])
    return read


def whole(text: str) -> str:
    """Return `text` with half characters (surrogates), which no automaton takes, replaced one by one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def weigh(engine: Matcher, read: list[tuple[Mention, Place]], length: int) -> list[tuple[str, Shape | None]]:
    """Return (skill id, shape) of each skill of a posting whose text has `length` characters; no shape for soft skills and studies."""
    by_id: dict[str, list[tuple[Mention, Place]]] = {}
    for pair in read:
        by_id.setdefault(pair[0].id, []).append(pair)
    info = engine.info
    peers = Counter([info[ident][0] for ident in by_id])
    hard = sum([info[ident][1] not in _NO_SKILL for ident in by_id])
    out: list[tuple[str, Shape | None]] = []
    for ident, seen in by_id.items():
        category, kind = info[ident]
        if kind in _NO_SKILL:
            out.append((ident, None))
        else:
            out.append((ident, shape(seen, kind=kind, category=category, peers=peers[category], skills=hard, length=length)))
    return out


def _read(engine: Matcher, text: str, spans: list[Zone], own: str, groups: int) -> list[tuple[Mention, Place]]:
    hits, cues, folded = engine.find(text)
    hits = studies(settle(hits, text, folded, engine.compiled), text, engine)
    out: list[tuple[Mention, Place]] = []
    at = 0
    for sentence in sentences(text, hits, cues):
        while spans[at].end <= sentence.hits[0].start and at + 1 < len(spans):
            at += 1
        zone = spans[at].name
        if zone not in _SILENT:
            barred = _barred(engine, sentence, zone, folded, own)
            out += _mentions(engine, sentence, zone, text, barred, groups + len(out))
    return out


def _mentions(engine: Matcher, sentence: Sentence, zone: str, text: str, barred: set[int], first_group: int) -> list[tuple[Mention, Place]]:
    judged = judge(sentence, zone, text)
    years = years_of(sentence, text)
    many, kinds = len(sentence.hits), sentence.kinds
    out = []
    at = 0
    for number, (run, alternative) in enumerate(zip(sentence.runs, alternatives(sentence, text), strict=True)):
        group = first_group + number + 1 if alternative else None
        for hit in run:
            decision = judged[at]
            at += 1
            if decision[0] and hit[0] not in barred:
                mention = _mention(engine, hit, zone, text, decision, group, years.get(hit[0]))
                out.append((mention, place(hit[3] == WEAK, len(run), many, kinds)))
    return out


def _barred(engine: Matcher, sentence: Sentence, zone: str, folded: str, own: str) -> set[int]:
    """Return the starts of hits that are no skill here.

    These are the employer's name and products, colleagues ("work with data scientists"), systems that only take the application.
    """
    skills, limited = engine.compiled.skills, engine.limited
    headed, title = zone in _HEADED, zone == "title"
    initial = own[:1]
    out: set[int] = set()
    for start, end, skill, _ in sentence.hits:
        if skill in limited and zone not in skills[skill][6]:
            out.add(start)
        elif not headed:
            surface = folded[start + 1 : end + 1]
            is_own = surface[0] == initial and _is_own(surface, own)
            if is_own or (not title and surface.rpartition(" ")[2] in _JOBS and _is_job(surface, skills[skill][1])):
                out.add(start)
    return out


def _is_job(surface: str, label: str) -> bool:
    """Tell whether words name a job rather than a product ("Altium Designer") or a technology ("Unity developer")."""
    name = fold_term(label)
    return name.rpartition(" ")[2] not in _JOBS and not f" {surface} ".startswith(f" {name} ")


def _is_own(surface: str, own: str) -> bool:
    """Tell whether words are the employer's name, its beginning, or the name and a product ("Adobe Acrobat")."""
    if len(surface) < _SHORTEST_NAME:
        return False
    return surface == own or own.startswith(f"{surface} ") or (len(own) >= _SHORTEST_NAME and surface.startswith(f"{own} "))


def _mention(engine: Matcher, hit: Hit, zone: str, text: str, decision: Judged, group: int | None, years: float | None) -> Mention:
    start, end, skill, _ = hit
    ident, label, _, kind = engine.compiled.skills[skill][:4]
    need, rule = decision
    title = zone == "title"
    return Mention(
        id=ident,
        label=label,
        surface=text[start:end],
        start=start,
        end=end,
        need=USED if title and kind == "practice" else need,
        zone=zone,
        rule=rule,
        any_of=group,
        years=years,
        field="title" if title else "text",
    )


def _tags(mentions: list[Mention]) -> Tags:
    best: dict[str, str] = {}
    years: dict[str, float] = {}
    for m in mentions:
        best.setdefault(m.id, m.need)
        if m.years is not None:
            years[m.id] = max(m.years, years.get(m.id, 0.0))
    soft = {ident for ident in best if ident.startswith("soft.")}
    learnt = {ident for ident in best if ident.startswith(("degree.", "study."))}
    hard = sorted(set(best) - soft - learnt)
    by_need = {need: [i for i in hard if best[i] == need] for need in NEEDS}
    return Tags(
        skills=hard,
        skills_required=by_need[REQUIRED],
        skills_preferred=by_need["preferred"],
        skills_used=by_need[USED],
        soft_skills=sorted(soft),
        studies=sorted(learnt),
        skill_years={i: years[i] for i in sorted(years) if i not in soft | learnt},
        mentions=mentions,
    )
