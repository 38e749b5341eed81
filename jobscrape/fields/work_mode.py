"""Remote, hybrid or on-site, and how many office days: statements of the text are weighed against the source's flags."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from jobscrape.fields.cues import quote
from jobscrape.fields.found import found
from jobscrape.fields.rules import data, number, pattern, rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobscrape.fields.found import Found
    from jobscrape.fields.reading import Reading

FIELDS = ("work_mode", "office_days")
AFTER = ("role",)

_DAY_RULES = ("office_days", "five_days", "weekdays", "every_day")
_POLICY_RULES = ("office_days", "weekdays", "five_days", "home_days", "hybrid_role", "home_choice", "onsite_role")
"""What says nothing about this role where the text explains all the employer's models."""
_PLAIN = ("remote_or_hybrid", "office_days", "weekdays", "tag_remote", "tag_hybrid", "tag_onsite", "not_remote", "five_days", "every_day")
"""Rules that beat every flag, the plainest first."""
_STRONG = ("remote", "hybrid", "onsite")


class Signal(NamedTuple):
    """What one place of the posting says about the work mode."""

    mode: str
    source: str
    text: str
    rule: str


def read(reading: Reading) -> Mapping[str, Found]:
    """Return work_mode and, where a number of days is said, office_days."""
    told, said = _told(reading), _said(reading)
    chosen = _weigh(told, said, reading)
    if chosen is None:
        return {}
    out = {"work_mode": found(chosen.mode, source=chosen.source, text=chosen.text, rule=chosen.rule)}
    days = _days(said) if chosen.rule in _DAY_RULES or (chosen.mode == "hybrid" and chosen.source != "text") else None
    return out if days is None else {**out, "office_days": days}


def _told(reading: Reading) -> Signal | None:
    """Return what title and structured fields say; hybrid beats remote, as flags of remote are often set for hybrid work."""
    posting = reading.stated
    derived = posting.source in data("work_mode")["derived_flags"]
    field = None if derived else _match(posting.workplace, "words", "workplace")
    title = _match(reading.title, "title", "title")
    places = [_match(place.raw, "title", "location") for place in posting.locations]
    told = [s for s in (field, title, *places) if s is not None]
    for mode in ("hybrid", "remote"):
        hit = next((s for s in told if s.mode == mode), None)
        if hit is not None:
            return hit
    if posting.remote and not derived and not told:
        return Signal("remote", "remote", "true", "remote_flag")
    return told[0] if told else None


def _match(text: str | None, section: str, source: str) -> Signal | None:
    mode = _mode(text, section) if text else None
    return None if mode is None else Signal(mode, source, text or "", f"{source}_words")


@lru_cache(maxsize=4096)
def _mode(text: str, section: str) -> str | None:
    hit = rules("work_mode", section).first(text.lower())
    return None if hit is None else str(hit[0].value)


def _said(reading: Reading) -> list[Signal]:
    """Return the signals of the text, one a sentence, in order."""
    out = []
    table = rules("work_mode")
    for sentence in reading.cues.sentences("work_mode"):
        hit = table.first(sentence.low)
        if hit is not None and hit[0].value is not None:
            words = quote(reading.text, sentence.start + hit[1].start(), sentence.start + hit[1].end())
            out.append(Signal(hit[0].value, "text", words, hit[0].name))
    return out


def _weigh(told: Signal | None, said: list[Signal], reading: Reading) -> Signal | None:
    """Choose between the flag and the words: clear words win, office days make every flag hybrid, weak words only fill gaps."""
    if any(s.rule == "both_variants" for s in said):
        said = [s for s in said if s.rule not in _POLICY_RULES]
    by_rule = {s.rule: s for s in reversed(said)}
    strong = {mode: next((s for s in said if s.mode == mode), None) for mode in _STRONG}
    for rule in _PLAIN:
        doubtful = (rule == "not_remote" and strong["hybrid"]) or (rule == "tag_onsite" and _is_hybrid_field(told))
        if rule in by_rule and not doubtful:
            return by_rule[rule]
    if told is not None and told.mode == "remote":
        return _against_remote(told, by_rule, strong, reading)
    if told is not None and told.mode == "hybrid":
        return told
    if told is not None:
        return strong["hybrid"] or strong["remote"] or told
    return strong["remote"] or strong["hybrid"] or strong["onsite"] or _weak(said, reading)


def _is_hybrid_field(told: Signal | None) -> bool:
    """Tell whether the source's own field says hybrid, which employers without a tag for it put beside #LI-Onsite."""
    return told is not None and told.mode == "hybrid" and told.source == "workplace"


def _against_remote(told: Signal, by_rule: dict[str, Signal], strong: dict[str, Signal | None], reading: Reading) -> Signal:
    """Return what holds beside a remote flag: hybrid or on-site only where the text says so of this role, or its title names a shop."""
    if strong["remote"] is not None:
        return told
    manual = _manual_title(reading) if told.source in ("workplace", "remote") else None
    return by_rule.get("hybrid_role") or by_rule.get("home_days") or by_rule.get("onsite_role") or manual or told


def _weak(said: list[Signal], reading: Reading) -> Signal | None:
    """Return remote on weak words, on-site for manual work and for titles of shops and warehouses; None if nothing is said."""
    weak = [s for s in said if s.mode == "remote_weak"]
    needed = 1 if reading.stated.source in data("work_mode")["derived_flags"] else 2
    if len(weak) >= needed and reading.stated.remote is not False:
        return weak[0]._replace(mode="remote")
    physical = [s for s in said if s.mode == "physical"]
    if physical and reading.value("role") in data("work_mode")["manual_roles"]:
        return physical[0]._replace(mode="onsite")
    return None if weak else _manual_title(reading)


def _manual_title(reading: Reading) -> Signal | None:
    """Return on-site for a title of work in a shop, a kitchen or a warehouse."""
    named = pattern("work_mode", "manual_title").search(reading.title.lower())
    return None if named is None else Signal("onsite", "title", reading.title, "manual_title")


def _days(said: list[Signal]) -> Found | None:
    """Return the office days of the first sentence that names a number."""
    for signal in said:
        if signal.rule not in _DAY_RULES:
            continue
        value = _number_of_days(signal)
        if value is not None and 1 <= value <= 5:
            return found(int(value), source="text", text=signal.text, rule=signal.rule)
    return None


def _number_of_days(signal: Signal) -> float | None:
    """Return the days a week that a signal names as a number, as weekdays, or as every day."""
    low = signal.text.lower()
    if signal.rule == "weekdays":
        return len({hit[0][:3] for hit in pattern("work_mode", "weekday").finditer(low)})
    hit = pattern("work_mode", "days").search(low)
    return number(hit[1] or hit[2]) if hit else 5.0 if signal.rule in ("five_days", "every_day") else None
