"""Compose the advert of an opening from written sentences; systems show its sections in their own way."""

from __future__ import annotations

import html
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from jobscrape.demo import money
from jobscrape.demo.dice import Dice, share
from jobscrape.demo.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jobscrape.demo.employers import Employer
    from jobscrape.demo.openings import Opening

SAID = frozenset({"mode", "pay", "employment"})
"""What a system may say in fields of its own, so that the text may leave it out."""
SYMBOLS = {"US": "$", "GB": "£", "CA": "CA$", "AU": "A$", "SG": "S$", "CH": "CHF ", "PL": "PLN ", "SE": "SEK ", "IN": "₹"}


class Section(NamedTuple):
    """A headed part of an advert: sentences, then a list."""

    kind: str
    """about, role, duties, required, preferred, stack, place, pay, benefits or legal."""
    heading: str
    sentences: tuple[str, ...]
    items: tuple[str, ...] = ()


def compose(opening: Opening, says: frozenset[str] = frozenset()) -> list[Section]:
    """Return the advert in reading order; what the system's own fields say (mode, pay, employment) the text may leave out."""
    dice = Dice("text", opening.employer.slug, opening.group)
    sections = [
        _about(opening.employer),
        _role(dice, opening),
        _duties(dice, opening),
        _required(dice, opening),
        _preferred(dice, opening),
        _stack(dice, opening),
        _place(dice, opening, says),
        _pay(dice, opening, says),
        _benefits(opening.employer),
        _legal(opening.employer),
    ]
    return [section for section in sections if section.sentences or section.items]


def _words(*path: str) -> list[str]:
    found = table("sentences")
    for name in path:
        found = found[name]
    return list(found)


def _heading(kind: str, one: Employer) -> str:
    options = _words("headings", kind)
    return options[int(share("heading", one.slug, kind) * len(options))]


def _about(one: Employer) -> Section:
    dice = Dice("about", one.slug)
    line = dice.pick(_words("about")).format(company=one.name, sector=one.sector, founded=one.founded, headcount=one.headcount)
    stage = [dice.pick(_words("stage", one.stage))] if dice.chance(0.7) or one.kind == "startup" else []
    return Section("about", f"About {one.name}", (line, *stage))


def _role(dice: Dice, opening: Opening) -> Section:
    team = opening.life.team or dice.pick(table("names")["teams"])
    line = dice.pick(_words("intro")).format(title=opening.title, team=team)
    return Section("role", _heading("role", opening.employer), (line,))


def common_duties() -> frozenset[str]:
    """Return the duties that any role of an area has."""
    return frozenset(chain.from_iterable(table("sentences")["duties"].values()))


def _duties(dice: Dice, opening: Opening) -> Section:
    area = "business" if opening.role_area not in table("sentences")["duties"] else opening.role_area
    options = _words("duties", area)
    items = dice.sample(options, 3)
    if opening.people_manager:
        items.insert(0, dice.pick(_words("manages")).format(reports=dice.between(4, 9)))
    if opening.ai_in_role in table("sentences")["ai_role"]:
        items.append(dice.pick(_words("ai_role", opening.ai_in_role)))
    if opening.used and dice.chance(0.5):
        items.append(dice.pick(_words("used")).format(skills=_join(dice, opening.used)))
    if opening.version:
        items.append("Since last month this also covers the work with our new partners.")
    return Section("duties", _heading("duties", opening.employer), (), tuple(items))


def _stack(dice: Dice, opening: Opening) -> Section:
    """Return the stack, also where a duty names it already: the skills used are said at least once."""
    line = (dice.pick(_words("stack")).format(skills=_join(dice, opening.used)),) if opening.used else ()
    return Section("stack", _heading("stack", opening.employer), line)


def _required(dice: Dice, opening: Opening) -> Section:
    items = [*_years(dice, opening)]
    triples = [opening.required[start : start + 3] for start in range(0, len(opening.required), 3)]
    items += [dice.pick(_words("required")).format(skills=_join(dice, triple)) for triple in triples]
    if opening.ai_tools:
        items.append(dice.pick(_words("ai_tools")).format(tools=", ".join(opening.ai_tools)))
    items += [table("sentences")["soft"][soft] for soft in opening.soft]
    if opening.education:
        alternative = "_or" if opening.education == "bachelor" and not opening.education_required else ""
        items.append(dice.pick(_words("education", opening.education + alternative)))
    if opening.clearance:
        items += _words("clearance")
    return Section("required", _heading("required", opening.employer), (), tuple(items))


def _years(dice: Dice, opening: Opening) -> list[str]:
    if opening.seniority in ("intern", "entry"):
        return [dice.pick(_words("years_none"))]
    if opening.years_min is None:
        return []
    template = dice.pick(_words("years" if opening.years_max is None else "years_range"))
    return [template.format(years=opening.years_min, most=opening.years_max, field=opening.field)]


def _preferred(dice: Dice, opening: Opening) -> Section:
    heading = _heading("preferred", opening.employer)
    items = [_upper(dice.pick(_words("preferred")).format(skills=_join(dice, [skill]))) for skill in opening.preferred]
    return Section("preferred", heading, (), tuple(items))


def _place(dice: Dice, opening: Opening, says: frozenset[str]) -> Section:
    said = []
    if opening.work_mode and ("mode" not in says or opening.employer.mode_said != "field" or opening.office_days):
        kind = "hybrid_days" if opening.office_days else opening.work_mode
        said.append(dice.pick(_words("mode", kind)).format(city=opening.cities[0].name, days=opening.office_days))
    for scope in opening.remote_scope:
        country = opening.cities[0]
        place = {"US": "the United States", "GB": "the United Kingdom", "NL": "the Netherlands"}.get(scope, country.country_name)
        said.append(dice.pick(_words("scope", scope if len(scope) != 2 or scope == "EU" else "country")).format(place=place))
    if "employment" not in says or dice.chance(0.5):
        said.append(dice.pick(_words("employment", opening.employment_type)))
    if opening.visa_sponsorship:
        said.append(dice.pick(_words("visa", opening.visa_sponsorship)))
    return Section("place", _heading("place", opening.employer), tuple(said))


def _pay(dice: Dice, opening: Opening, says: frozenset[str]) -> Section:
    pay = opening.pay
    line: tuple[str, ...] = ()
    if pay and ("pay" not in says or opening.employer.pay_said != "field"):
        kind = "top" if pay.min is None else "range" if pay.period == "year" else "range_other"
        line = (dice.pick(_words("pay", kind)).format(pay=money.write(pay)),)
    return Section("pay", _heading("pay", opening.employer), line)


def _benefits(one: Employer) -> Section:
    dice = Dice("benefits", one.slug)
    symbol = SYMBOLS.get(one.home, "€")
    amounts = {"budget": f"{symbol}{dice.between(5, 30) * 100:,}", "bonus": f"{symbol}{dice.between(1, 8)},000"}
    return Section("benefits", _heading("benefits", one), (), tuple(line.format(**amounts) for line in dice.sample(_words("benefits"), 5)))


def _legal(one: Employer) -> Section:
    dice = Dice("legal", one.slug)
    return Section("legal", _heading("legal", one), (dice.pick(_words("legal")).format(company=one.name), dice.pick(_words("apply"))))


def _join(dice: Dice, skills: Sequence[str]) -> str:
    names = table("skills")["names"]
    written = [dice.pick(names.get(skill, (skill,))) for skill in skills]
    return written[0] if len(written) == 1 else f"{', '.join(written[:-1])} and {written[-1]}"


def _upper(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def as_html(sections: Iterable[Section], heading: str = "h3") -> str:
    """Return the sections as HTML with headings, paragraphs and lists."""
    return "".join(f"<{heading}>{html.escape(s.heading, quote=False)}</{heading}>{body_html(s)}" for s in sections)


def body_html(section: Section) -> str:
    """Return one section without its heading as HTML."""
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in section.sentences) + list_html(section)


def list_html(section: Section) -> str:
    """Return the list of a section as HTML, "" if it has none."""
    return f"<ul>{items_html(section)}</ul>" if section.items else ""


def items_html(section: Section) -> str:
    """Return the items of a section as HTML without the list around them."""
    return "".join(f"<li>{html.escape(item, quote=False)}</li>" for item in section.items)


def as_plain(sections: Iterable[Section]) -> str:
    """Return the sections as plain text, headings in capitals."""
    return "\n\n".join("\n".join([s.heading.upper(), "", *s.sentences, *(f"- {item}" for item in s.items)]) for s in sections)
