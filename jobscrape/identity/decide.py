"""Whether two postings are one: a pure function of their keys, with the rule and the scores that led there.

Order of the rules: a common id decides; otherwise employer, level and specialisation of the title, place, date, and text
where it can carry weight. Text alone never decides: one posting in eight shares its whole text with another opening of
the same employer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jobscrape.identity import employers, places, signature
from jobscrape.identity.employers import Kin
from jobscrape.identity.ids import ats_names
from jobscrape.identity.places import Fit

if TYPE_CHECKING:
    from jobscrape.identity.keys import Keys

SAME, PLACE, LEVEL, DIFFERENT, UNDECIDABLE = (
    "same_posting",
    "same_role_other_place",
    "same_role_other_level",
    "different",
    "undecidable",
)
MERGE, POSSIBLE, ROLE, NO = "merge", "possible", "role", "no"

SHORTEST_TEXT = 20
"""Words below which a text counts as none."""
LONG_TEXT = 150
"""Words from which a text can prove or disprove sameness; below it is a snippet, mostly the employer's boilerplate."""
SPECIFIC_TITLE = 3
"""Content words from which equal titles are telling by themselves."""
REPOST_DAYS = 60
AGED_DAYS = 270


@dataclass(slots=True, frozen=True)
class Decision:
    """Verdict on a pair.

    `relation`: what a reader is told. `link`: what clusters make of it: merge, possible (doubtful, never merged), role
    (same role group) or no. `scores`: jaccard, containment, employer, place, days apart.
    """

    relation: str
    link: str
    rule: str
    scores: dict[str, Any]

    @property
    def is_conflict(self) -> bool:
        """Whether the two must not stand in one cluster, even if each is linked to a third."""
        return self.link in {NO, ROLE}


@dataclass(slots=True, frozen=True)
class Evidence:
    """Everything compared, once."""

    a: Keys
    b: Keys
    kin: Kin
    fit: Fit
    overlap: signature.Overlap
    days: int | None
    """Days between the first publications, or between the times on view where both are stored postings; None = unknown."""

    @property
    def most_days(self) -> int:
        """Days up to which two adverts can be one: of views if known, else of first publications, as an advert may stay up long."""
        return REPOST_DAYS if self.a.last_seen and self.b.last_seen else AGED_DAYS

    @property
    def both_long(self) -> bool:
        """Whether both texts can carry weight."""
        return min(self.a.n_tokens, self.b.n_tokens) >= LONG_TEXT

    @property
    def same_core(self) -> bool:
        """Whether the titles name the same role and specialisation."""
        return self.a.bag == self.b.bag or (self.a.compact == self.b.compact and self.a.compact != "")

    @property
    def same_level(self) -> bool:
        """Whether the titles state the same level."""
        return self.a.levels == self.b.levels

    @property
    def distinct_ids(self) -> bool:
        """Whether one applicant tracking system gave them two ids."""
        return bool({i.partition(":")[0] for i in self.a.ats_ids} & {i.partition(":")[0] for i in self.b.ats_ids})

    @property
    def distinct_refs(self) -> bool:
        """Whether both state requisition numbers and none in common."""
        return bool(self.a.refs and self.b.refs and not set(self.a.refs) & set(self.b.refs))

    @property
    def equal_places(self) -> bool:
        """Whether each place of one side is on the other."""
        return self.fit == Fit.SAME and places.same_places(self.a.places, self.b.places)

    @property
    def other_first_place(self) -> bool:
        """Whether the first places exclude each other (further ones may be districts of the first)."""
        return places.fit_one(self.a.places[0], self.b.places[0]) == Fit.CONFLICT

    @property
    def one_source(self) -> bool:
        """Whether one source shows both."""
        return self.a.source == self.b.source != ""

    def scores(self) -> dict[str, Any]:
        """Return the figures as stored."""
        return {
            "jaccard": round(self.overlap.jaccard, 3),
            "containment": round(self.overlap.containment, 3),
            "words": [self.a.n_tokens, self.b.n_tokens],
            "employer": self.kin.name.lower(),
            "place": "equal" if self.equal_places else self.fit.name.lower(),
            "days": self.days,
        }


def decide(a: Keys, b: Keys) -> Decision:
    """Return the verdict on two postings; the order of the two does not matter."""
    if a.source == b.source != "" and a.board == b.board and a.source_id == b.source_id != "":
        return Decision(SAME, MERGE, "same source and id", {})
    shared = sorted(set(a.ids) & set(b.ids))
    if shared:
        return Decision(SAME, MERGE, "common id", {"id": shared[0]})
    evidence = compare(a, b)
    relation, link, rule = _judge(evidence)
    return Decision(relation, link, rule, evidence.scores())


def compare(a: Keys, b: Keys) -> Evidence:
    """Return the evidence on two postings."""
    text = signature.overlap(a.sketch, a.n_features, b.sketch, b.n_features)
    kin = employers.kin(a.employers, b.employers)
    if kin == Kin.OTHER and not (a.is_employer_sure and b.is_employer_sure):
        kin = Kin.UNKNOWN
    return Evidence(a, b, kin, place_fit(a, b), text, days_apart(a, b))


def days_apart(a: Keys, b: Keys) -> int | None:
    """Return the whole days between two postings, 0 if their times on view meet; None if a date is unknown."""
    if not a.posted or not b.posted:
        return None
    early, late = sorted((a, b), key=lambda k: (k.posted, k.last_seen or k.posted))
    until = early.last_seen if early.last_seen and late.last_seen else early.posted
    return max(0, (late.posted - until).days)  # type: ignore[operator]


def place_fit(a: Keys, b: Keys) -> Fit:
    """Return how the places go together; a place in the title stands in where the location says nothing."""
    if _title_conflict(a, b):
        return Fit.CONFLICT
    left, right = _where(a), _where(b)
    found = places.fit(left, right)
    return Fit.CONFLICT if found == Fit.OPEN and _pay_conflict(left, right, a, b) else found


def _where(keys: Keys) -> tuple[str, ...]:
    return keys.title_places if keys.places == (places.OPEN,) and keys.title_places else keys.places


def _title_conflict(a: Keys, b: Keys) -> bool:
    return bool(a.title_places and b.title_places) and places.fit(a.title_places, b.title_places) == Fit.CONFLICT


def _pay_conflict(left: tuple[str, ...], right: tuple[str, ...], a: Keys, b: Keys) -> bool:
    """Tell whether the side without a place pays in the currency of a country in which the other is not."""
    for where, other, country in ((left, right, a.pay_country), (right, left, b.pay_country)):
        if country and where == (places.OPEN,) and other != (places.OPEN,):
            return places.fit((f"||{country}",), other) == Fit.CONFLICT
    return False


Verdict = tuple[str, str, str]


def _judge(e: Evidence) -> Verdict:
    """Decide without a common id."""
    if e.kin == Kin.OTHER:
        return _other_employer(e)
    if e.kin == Kin.UNKNOWN:
        return _unknown_employer(e)
    if not e.same_core:
        return _other_title(e)
    if not e.same_level:
        return _other_level(e)
    if e.fit == Fit.CONFLICT:
        return _other_place(e)
    if e.distinct_refs:
        return (UNDECIDABLE, ROLE, "two requisition numbers, one place") if e.fit > Fit.OPEN else (PLACE, ROLE, "two requisition numbers")
    if e.a.opening == e.b.opening != "":
        return SAME, MERGE, "one opening by the system's own id"
    if e.days is not None and e.days > e.most_days:
        return _aged(e)
    return _one_board(e) if e.distinct_ids else _mirror(e)


def _other_employer(e: Evidence) -> Verdict:
    """Agency copies: word for word the same duties in the same city under another name."""
    if e.same_core and e.same_level and e.fit == Fit.SAME and e.both_long and e.overlap.containment >= 0.9:
        return SAME, POSSIBLE, "same text, title and place under another employer"
    return DIFFERENT, NO, "other employer"


def _unknown_employer(e: Evidence) -> Verdict:
    """Without an employer only word-for-word equality under one title and place speaks, and never enough to merge."""
    words = min(e.a.n_tokens, e.b.n_tokens)
    if not (e.same_core and e.same_level) or words < 2 * SHORTEST_TEXT or e.overlap.containment < 0.9:
        return DIFFERENT, NO, "employer not named"
    if e.fit == Fit.SAME:
        return SAME, POSSIBLE, "same text, title and place, employer not named"
    return (PLACE, NO, "same text elsewhere, employer not named") if e.fit == Fit.CONFLICT else (UNDECIDABLE, NO, "employer not named")


def _other_title(e: Evidence) -> Verdict:
    """Another specialisation is another job, unless role text and first part of the title are the same elsewhere."""
    alike = e.both_long and e.overlap.jaccard >= 0.85
    if alike and e.same_level and e.a.head == e.b.head != "":
        return (PLACE, ROLE, "one role text, other place and unit") if e.fit == Fit.CONFLICT else (UNDECIDABLE, NO, "one text, two units")
    if alike and not e.same_level and (set(e.a.core) <= set(e.b.core) or set(e.b.core) <= set(e.a.core)):
        return LEVEL, ROLE, "one role text, other level"
    return DIFFERENT, NO, "other specialisation"


def _other_level(e: Evidence) -> Verdict:
    """One role at two levels shares its text; two roles with a like title do not."""
    if e.both_long and e.overlap.jaccard < 0.25 and e.overlap.containment < 0.4:
        return DIFFERENT, NO, "other level, other text"
    return LEVEL, ROLE, "other level"


def _other_place(e: Evidence) -> Verdict:
    """The same role elsewhere, unless a generic title covers another text."""
    generic = len(e.a.core) < SPECIFIC_TITLE
    if generic and e.both_long and e.overlap.containment < 0.03 and e.a.language == e.b.language:
        return DIFFERENT, NO, "other place, other text"
    return PLACE, ROLE, "other place"


def _aged(e: Evidence) -> Verdict:
    """Nine months or more apart: a re-advert or a new opening, which nobody can tell, unless the text is another."""
    if e.both_long and e.overlap.jaccard < 0.3 and e.overlap.containment < 0.45:
        return DIFFERENT, ROLE, "much later, other text"
    return UNDECIDABLE, POSSIBLE, "same role and place, long after"


def _one_board(e: Evidence) -> Verdict:
    """Two requisitions of one system: a re-post repeats the text; anything less is another opening."""
    translated = bool(e.a.language and e.b.language and e.a.language != e.b.language)
    if translated and e.fit == Fit.SAME and e.days is not None and e.days <= 3:
        return SAME, MERGE, "one advert in two languages"
    if e.both_long and e.overlap.jaccard < 0.35 and e.overlap.containment < 0.5:
        return DIFFERENT, NO, "two requisitions, other text"
    if e.a.places != e.b.places and not e.equal_places:
        return PLACE, ROLE, "two requisitions, lists of places differ"
    if e.a.plain != e.b.plain:
        return UNDECIDABLE, POSSIBLE, "two requisitions, titles worded differently"
    if e.overlap.jaccard >= 0.75 or e.overlap.containment >= 0.95:
        return SAME, MERGE if e.both_long else POSSIBLE, "posted again under a new id"
    if e.both_long and e.overlap.jaccard < 0.5:
        return DIFFERENT, NO, "two requisitions, other text"
    return UNDECIDABLE, POSSIBLE, "two requisitions, revised text"


def _mirror(e: Evidence) -> Verdict:
    """Copies on several sources, or adverts of a source whose ids prove nothing."""
    if e.one_source and (e.fit == Fit.NESTED if e.a.source in ats_names() else e.fit == Fit.SAME and e.other_first_place):
        return PLACE, ROLE, "one source lists both, places differ"
    if e.both_long:
        return _long_mirror(e)
    if min(e.a.n_tokens, e.b.n_tokens) < SHORTEST_TEXT:
        return _without_text(e)
    if e.overlap.containment >= 0.5:
        return SAME, MERGE, "same title and place, the visible text agrees"
    if e.fit == Fit.SAME and _telling(e):
        return SAME, MERGE, "same telling title and place, snippets of different parts"
    if e.overlap.containment >= 0.25:
        return UNDECIDABLE, POSSIBLE, "same title and place, the visible text hardly agrees"
    return DIFFERENT, NO, "same title, the visible text is another"


def _telling(e: Evidence) -> bool:
    """Tell whether the title is rare enough to stand for the opening within the time between the two."""
    if e.kin == Kin.ACRONYM:
        return False
    if len(e.a.core) > SPECIFIC_TITLE:
        return e.days is None or e.days <= REPOST_DAYS
    return len(e.a.core) == SPECIFIC_TITLE and e.days is not None and e.days <= 14


def _long_mirror(e: Evidence) -> Verdict:
    jaccard, containment = _floors(e)
    if e.overlap.jaccard >= jaccard or e.overlap.containment >= containment:
        return SAME, MERGE, "same title, place and text"
    if e.overlap.jaccard < 0.4 and e.overlap.containment < 0.65:
        return DIFFERENT, NO, "same title, other text"
    return UNDECIDABLE, POSSIBLE, "same title and place, revised text"


def _floors(e: Evidence) -> tuple[float, float]:
    """Return how much of two long texts must agree: the more, the less title, place, employer and time say."""
    if e.fit == Fit.SAME and _telling(e):
        return 0.4, 0.7
    if e.fit == Fit.SAME and e.kin == Kin.SAME and e.days is not None and e.days <= REPOST_DAYS:
        return 0.45, 0.75
    return (0.6, 0.8) if e.fit == Fit.OPEN or e.kin < Kin.SAME else (0.5, 0.8)


def _without_text(e: Evidence) -> Verdict:
    near = (e.days is None or e.days <= REPOST_DAYS) and e.kin != Kin.ACRONYM
    if near and (e.fit == Fit.SAME or (e.fit == Fit.NESTED and len(e.a.core) >= SPECIFIC_TITLE)):
        return SAME, MERGE, "same employer, title and place, no text to compare"
    return UNDECIDABLE, POSSIBLE, "no text to compare"
