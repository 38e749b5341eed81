"""Years of experience demanded: the main requirement, not preferences, tools in passing or the employer's own age."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jobscrape.fields.found import Found, found
from jobscrape.fields.rules import data, number, pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from jobscrape.fields.cues import Sentence
    from jobscrape.fields.reading import Reading

FIELDS = ("years_min", "years_max")
AFTER = ()

MOST_YEARS = 20
"""Above it a number of years is the employer's history, not a demand."""
SAME_SENTENCE = 100
"""Characters within which a second number of years belongs to the first."""


class Demand(NamedTuple):
    """Years demanded somewhere in the text."""

    low: float | None
    high: float | None
    start: int
    end: int
    overall: bool
    required: bool
    """It stands among the requirements or says that it is demanded."""


def read(reading: Reading) -> Mapping[str, Found]:
    """Return years_min and years_max of the main requirement."""
    demands = [d for s in reading.cues.sentences("experience") if s.zone not in data("experience")["quiet_zones"] for d in _together(s)]
    if not demands:
        return {}
    main = _main(demands)
    text = reading.text[max(0, main.start - 20) : main.end + 60]
    rule = "overall_years" if main.overall else "years"
    values = (("years_min", main.low), ("years_max", main.high))
    return {name: found(_plain(value), source="text", text=text, rule=rule) for name, value in values if value is not None}


def _main(demands: list[Demand]) -> Demand:
    """Return the first demand among the requirements; a later one over the whole career wins if it asks for more."""
    pool = [d for d in demands if d.required] or demands
    main = pool[0]
    for other in pool[1:]:
        if other.overall and not main.overall and (other.low or 0) > (main.low or 0) and other.start - main.end > SAME_SENTENCE:
            return other
    return main


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value


def _together(sentence: Sentence) -> list[Demand]:
    """Return the demands of one sentence; where one is said to be demanded, all are ("5+ years, with at least 2 in Go")."""
    demands = list(_demands(sentence))
    required = len(demands) > 1 and any(demand.required for demand in demands)
    return [demand._replace(required=True) for demand in demands] if required else demands


def _demands(sentence: Sentence) -> Iterator[Demand]:
    """Yield the demands of one sentence; preferences are none."""
    low = sentence.low
    if sentence.zone == "preferred":
        return
    for hit in pattern("experience", "years").finditer(low):
        demand = _demand(sentence, hit)
        if demand is not None:
            yield demand
    for hit in pattern("experience", "months").finditer(low):
        yield Demand(int(hit[1]) / 12, None, sentence.start + hit.start(), sentence.start + hit.end(), overall=False, required=False)


def _demand(sentence: Sentence, hit: re.Match[str]) -> Demand | None:
    """Return the demand that a number of years makes, None if it is about something else."""
    low, rest = sentence.low, sentence.low[hit.end() : hit.end() + 120]
    before = low[max(0, hit.start() - 60) : hit.start()]
    least, most = number(hit[1]), number(hit[3]) if hit[3] else None
    if least is None or least > MOST_YEARS or (most is not None and most <= least):
        return None
    if pattern("experience", "not_experience").search(rest) or not _is_demand(sentence, hit, before, rest):
        return None
    if pattern("experience", "preferred_before").search(before) or pattern("experience", "preferred_after").search(rest):
        return None
    if hit[4] or hit[5]:
        most = None
    if most is None and not hit[2] and pattern("experience", "at_most").search(before):
        least, most = None, least
    typical = pattern("experience", "typical").search(rest)
    if typical and least is not None:
        least = max(least, number(typical[1] or typical[2]) or 0)
    overall = pattern("experience", "overall").search(rest[:60]) is not None
    required = sentence.zone == "requirements" or pattern("experience", "at_least").search(before) is not None
    return Demand(least, most, sentence.start + hit.start(), sentence.start + hit.end(), overall, required)


def _is_demand(sentence: Sentence, hit: re.Match[str], before: str, rest: str) -> bool:
    """Tell whether the words around a number of years speak of the applicant's experience."""
    plus = bool(hit[2] or hit[4] or hit[5] or hit[3])
    about_experience = pattern("experience", "experience").search(rest[:90]) is not None
    if not about_experience:
        about_experience = pattern("experience", "experience").search(before) is not None or (
            sentence.zone == "requirements" and pattern("experience", "demanding").search(rest) is not None
        )
    if not about_experience:
        return False
    of_company = _of_company(sentence.low, before) or _opens_on_company(sentence.low, before, rest)
    if pattern("experience", "at_least").search(before) or plus or sentence.zone == "requirements":
        return sentence.zone == "requirements" or not of_company
    return not of_company and not pattern("experience", "before").search(before)


def _opens_on_company(low: str, before: str, rest: str) -> bool:
    """Tell whether a sentence such as "With 10 years of experience and a portfolio of brands, we ..." speaks of the employer."""
    opens = before.strip(" -•").startswith(("with", "over", "after", "mit", "avec", "con"))
    return opens and pattern("experience", "companys_own").search(rest) is not None and pattern("experience", "you").search(low) is None


def _of_company(low: str, before: str) -> bool:
    """Tell whether a sentence speaks of the employer and not of the applicant."""
    return pattern("experience", "company").search(before) is not None and pattern("experience", "you").search(low) is None
