"""Set what the database holds after a simulated year beside the truth. Reads the database it is given; imports no driver."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from jobscrape.demo import truth
from jobscrape.demo.plan import minute_of, moment
from jobscrape.demo.tables import table
from jobscrape.skills.taxonomy import read_skills

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from jobscrape.demo.market import Market
    from jobscrape.demo.openings import Opening
    from jobscrape.demo.postings import Posting
    from jobscrape.demo.year import Step

FIELDS = (
    "role",
    "seniority",
    "employment_type",
    "work_mode",
    "office_days",
    "remote_scope",
    "countries",
    "years_min",
    "education",
    "visa_sponsorship",
    "ai_in_role",
)
FEEDS = frozenset({"remoteok", "hackernews"})
"""Sources that can never prove an absence."""
NEEDS = ("required", "preferred", "used")
SKILLS = ("skills", *(f"skills_{need}" for need in NEEDS))
FEW = 2
LOOKS_APART = 4
"""Role groups are looked for at each n-th date of the crawls: an opening stands for some weeks."""
EMPTY = "an empty answer of a small board cannot be told from a board that has emptied"
KEPT = dict.fromkeys(("source", "board", "status", "spells", "last_seen", "job", "role_group", "pay", *FIELDS, *SKILLS), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One comparison: how many of `of` came out as they are in truth."""

    name: str
    right: int
    of: int
    least: float
    """Share that must be right."""
    note: str = ""

    @property
    def share(self) -> float:
        """Return the share that is right; 1 if there was nothing to be right about."""
        return self.right / self.of if self.of else 1.0

    @property
    def good(self) -> bool:
        """Tell whether enough is right; where not all must be, two of a few may be wrong."""
        return self.share >= self.least or (self.least < 1 and self.of - self.right <= FEW)


class Comparison:
    """The market and what a database made of the crawls `planned`."""

    def __init__(self, market: Market, database: Any, planned: Iterable[Step]) -> None:
        self.market = market
        self.stored: dict[str, Mapping[str, Any]] = {row["_id"]: row for row in database["postings"].find({}, KEPT)}
        self.times: dict[str, list[datetime]] = {}
        for step in planned:
            self.times.setdefault(step.source, []).append(step.when)
        self.end = max(when for times in self.times.values() for when in times)
        self.mentions = {m.document: m for source, times in self.times.items() for m in truth.mentions(market, times, [source])}
        self.lives = {life.key: life for one in market.employers for life in market.lives(one)}
        self.openings = {d: self._opening(m, self.stored[d]) for d, m in self.mentions.items() if d in self.stored and len(m.openings) == 1}

    def checks(self) -> list[Check]:
        """Return all comparisons."""
        found, invented = self._found()
        return [found, invented, self._open(), self._closings(), *self._fields(), *self._skills(), *self._jobs(), self._groups()]

    def _found(self) -> tuple[Check, Check]:
        """What stood on the boards was found, and nothing else was."""
        there = sum(document in self.stored for document in self.mentions)
        known = sum(document in self.mentions for document in self.stored)
        return (
            Check(name="postings found", right=there, of=len(self.mentions), least=0.95),
            Check(name="postings that exist", right=known, of=len(self.stored), least=1.0),
        )

    def _postings(self) -> dict[str, Posting]:
        """Return the true postings of boards that can prove absence, by document."""
        all_of = (posting for life in self.lives.values() for posting in self.market.postings(life))
        return {truth.document(p): p for p in all_of if p.source not in FEEDS and truth.document(p) in self.stored}

    def _open(self) -> Check:
        """Postings that are called open at the end are open, as of the last complete look."""
        minute = minute_of(self.end)
        postings = self._postings()
        called = [document for document in postings if self.stored[document]["status"] == "open"]
        right = sum(postings[d].shown_at(minute) or self.stored[d]["last_seen"] < self.end for d in called)
        return Check(name="open postings still shown", right=right, of=len(called), least=0.9, note="the rest waits for a second look")

    def _closings(self) -> Check:
        """Each closing lies in the interval that was recorded for it."""
        right = of = 0
        for document, posting in self._postings().items():
            for spell in self.stored[document]["spells"]:
                if spell.get("closed_between") and spell.get("reason") != "board_gone":
                    of += 1
                    right += _ends_within(posting, spell["closed_between"])
        return Check(name="closings in their interval", right=right, of=of, least=0.995, note=EMPTY)

    def _fields(self) -> list[Check]:
        """Values that were read are the true ones; unknown must be unknown."""
        return [self._field(name) for name in (*FIELDS, "pay")]

    def _field(self, name: str) -> Check:
        same = [_same(name, self.stored[document].get(name), opening) for document, opening in self.openings.items()]
        return Check(name=name, right=sum(same), of=len(same), least=0.95)

    def _skills(self) -> list[Check]:
        """Skills that the adverts name are found, with the need that they have; more than that may be found."""
        named = [(self.stored[d], o, skill) for d, o in self.openings.items() for skill in o.skills if ids_of(skill)]
        found = sum(bool(ids_of(skill) & set(row["skills"])) for row, _, skill in named)
        needs = [(row, need, skill) for row, o, skill in named for need in NEEDS if skill in getattr(o, need)]
        right = sum(bool(ids_of(skill) & set(row[f"skills_{need}"])) for row, need, skill in needs)
        return [
            Check(name="skills named", right=found, of=len(named), least=0.95),
            Check(name="skills required, preferred or used", right=right, of=len(needs), least=0.9),
        ]

    def _opening(self, mention: truth.Mention, row: Mapping[str, Any]) -> Opening:
        """Return the opening as the last sighting must have shown it."""
        life = self.lives[mention.openings[0]]
        return self.market.opening(life, minute_of(row["last_seen"]) if mention.written is None else mention.written)

    def _jobs(self) -> list[Check]:
        """Postings of one opening are one job, those of different openings are not; counted by pairs within an employer."""
        true_pairs, stored_pairs = self._pairs(self._true_job()), self._pairs(self._stored_job())
        both = len(true_pairs & stored_pairs)
        return [
            Check(name="pairs of one opening joined", right=both, of=len(true_pairs), least=0.99),
            Check(name="joined pairs of one opening", right=both, of=len(stored_pairs), least=0.99),
        ]

    def _groups(self) -> Check:
        """Openings of one role in several places stand in one role group."""
        looks = sorted({when for times in self.times.values() for when in times})[::LOOKS_APART]
        every = [keys for when in looks for keys in truth.role_groups(self.market, when).values()]
        stored: dict[str, set[str]] = {}
        for document, opening in self._true_job().items():
            stored.setdefault(opening, set()).add(self.stored[document]["role_group"])
        pairs = {pair for keys in every for pair in combinations(sorted(keys), 2) if stored.keys() >= set(pair)}
        right = sum(bool(stored[a] & stored[b]) for a, b in pairs)
        return Check(name="one role in several places grouped", right=right, of=len(pairs), least=0.95)

    def _true_job(self) -> dict[str, str]:
        return {d: m.openings[0] for d, m in self.mentions.items() if len(m.openings) == 1 and d in self.stored}

    def _stored_job(self) -> dict[str, str]:
        return {document: self.stored[document].get("job") or document for document in self._true_job()}

    @staticmethod
    def _pairs(job_of: Mapping[str, str]) -> set[tuple[str, str]]:
        members: dict[str, list[str]] = {}
        for document, job in sorted(job_of.items()):
            members.setdefault(job, []).append(document)
        return {pair for documents in members.values() for pair in combinations(documents, 2)}


def _ends_within(posting: Posting, between: list[datetime]) -> bool:
    """Tell whether a time on view of `posting` ends in (after, before]."""
    after, before = between
    return any(after <= moment(end) <= before for _, end in posting.spans)


def _same(name: str, value: Any, opening: Opening) -> bool:
    if name == "pay":
        pay = opening.pay
        read = (value or {}).get("min"), (value or {}).get("max"), (value or {}).get("currency"), (value or {}).get("period")
        return read == ((pay.min, pay.max, pay.currency, pay.period) if pay else (None,) * 4)
    truly = getattr(opening, name)
    return (value or None) == ((list(truly) if isinstance(truly, tuple) else truly) or None)


@cache
def ids_of(skill: str) -> frozenset[str]:
    """Return the ids of a skill of the market in our taxonomy, by the words it is written with; empty if it has none."""
    forms = table("skills")["names"].get(skill, [skill])
    return frozenset(found for form in forms for found in _ids_by_name().get(form.casefold(), ()))


@cache
def _ids_by_name() -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for skill in read_skills():
        for name in (skill.label, *(alias.text for alias in skill.aliases)):
            names.setdefault(name.casefold(), set()).add(skill.id)
    return names
