"""What a spider yields and what MongoDB stores: the data dictionary.

`JobPosting` holds what the source states, in the source's own words. `Normalised` holds what `jobscrape.fields`,
`jobscrape.skills` and `jobscrape.identity` make of it. `to_document` joins both into one document of `postings`.
Each field is followed by its own docstring; docs/DATA-DICTIONARY.md and the MongoDB validator are generated from here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime  # noqa: TC003 - the schema is generated from the annotations at run time
from typing import Any, NamedTuple


@dataclass(slots=True, kw_only=True)
class StatedPlace:
    """A place as the source gives it: free text, or structured parts where the source has them."""

    raw: str = ""
    """The words of the source ("London, UK", "Remote - US"); "" if it gave only parts."""
    city: str | None = None
    """City as the source names it."""
    region: str | None = None
    """State, province or county as the source names it."""
    country: str | None = None
    """Country name or code as the source spells it."""
    lat: float | None = None
    """Latitude in degrees, WGS 84."""
    lon: float | None = None
    """Longitude in degrees, WGS 84."""


@dataclass(slots=True, kw_only=True)
class StatedPay:
    """One pay statement in structured fields of the source, in full units (never cents)."""

    min: float | None = None
    """Lower bound; None = not stated."""
    max: float | None = None
    """Upper bound; None = not stated."""
    currency: str | None = None
    """Currency as the source gives it, normally ISO 4217."""
    period: str | None = None
    """Period as the source words it ("1 YEAR", "per-hour-wage", "YEAR"); None = not stated."""
    text: str = ""
    """Display text of the source, for evidence."""


@dataclass(slots=True, kw_only=True)
class JobPosting:
    """What one source states about one posting: a spider's item. Nothing here is inferred."""

    source: str = ""
    """Name of the spider; the base class fills it."""
    board: str = ""
    """Token of the company board or feed; the base class fills it."""
    source_id: str
    """The source's own id of the posting, as text; stable for the life of the posting."""
    url: str
    """Public page of the posting, absolute."""
    title: str
    """Title as shown, entities decoded."""
    company: str = ""
    """Employer as named by the source; "" if the source names none (the board's token then stands in)."""
    company_domain: str | None = None
    """Web domain of the employer, where the source gives it."""
    company_stage: str | None = None
    """Funding stage or kind of company in the source's words."""
    company_size: str | None = None
    """Head count in the source's words ("51-200")."""
    description: str = ""
    """Body: HTML or plain text, every section the source shows, joined in reading order; "" if it has none."""
    apply_url: str | None = None
    """Where to apply, if another address than `url`."""
    requisition_id: str | None = None
    """The employer's requisition number, where the source gives it."""
    internal_id: str | None = None
    """The system's id of the opening behind several postings (Greenhouse internal_job_id, SmartRecruiters jobId)."""
    locations: list[StatedPlace] = field(default_factory=list)
    """All places the source names, primary first."""
    remote_locations: list[str] = field(default_factory=list)
    """Places a remote worker may live in, in the source's words (applicantLocationRequirements, candidate location)."""
    workplace: str | None = None
    """Work mode in the source's words ("Hybrid", "on-site", "TELECOMMUTE")."""
    remote: bool | None = None
    """The source's remote flag; None = no flag."""
    employment_type: str | None = None
    """Employment type in the source's words; several joined by ", "."""
    seniority: str | None = None
    """Level or experience class in the source's words."""
    education: str | None = None
    """Education demanded, in the source's words."""
    pay: list[StatedPay] = field(default_factory=list)
    """Structured pay statements; several = several places, levels or kinds."""
    salary: str | None = None
    """Pay as a display string, where the source has one outside the body."""
    department: str | None = None
    """Department, team or category in the source's words."""
    tags: list[str] = field(default_factory=list)
    """Tags or keywords as the source gives them (noisy; never taken as skills by themselves)."""
    language: str | None = None
    """Language code of the posting as the source gives it."""
    date_posted: str | int | float | None = None
    """First publication as the source gives it: ISO text, RFC 822 text, epoch seconds or milliseconds, relative words."""
    date_updated: str | int | float | None = None
    """Last change as the source gives it, same forms."""
    valid_through: str | int | float | None = None
    """Closing date as the source gives it, same forms."""
    attribution: Attribution | None = None
    """What the source asks to be shown beside its data; the base class fills it."""
    raw: dict[str, Any] = field(default_factory=dict)
    """The source's record without body and without personal data of recruiters or applicants."""
    row_hash: str = ""
    """Hash of the source's row without what changes without meaning; the base class fills it."""
    text: str = ""
    """Clean text of `description`; the text pipeline fills it."""
    normalised: Normalised | None = None
    """What the pipelines made of it; None until they ran."""
    identity: dict[str, Any] = field(default_factory=dict)
    """Keys and signature by which duplicates are found; the identity pipeline fills it."""


@dataclass(slots=True, kw_only=True)
class Attribution:
    """Whom to name beside the data, where a board asks for it."""

    name: str
    """Name to show."""
    url: str
    """Address to link."""


@dataclass(slots=True, kw_only=True)
class LayoffNotice:
    """One layoff of one employer, as a public list states it."""

    source: str
    """List it comes from: warn or layoffs.fyi."""
    company: str
    """Employer as the list names it."""
    date: datetime | None = None
    """Day of the notice or announcement, midnight UTC; None = not said."""
    effective: datetime | None = None
    """Day the layoff takes effect, midnight UTC; None = not said."""
    headcount: int | None = None
    """People laid off; None = not said."""
    share: float | None = None
    """Share of the work force laid off, 0 to 1; None = not said."""
    city: str | None = None
    """City of the site or head office."""
    region: str | None = None
    """State or county."""
    country: str | None = None
    """Country as the list gives it."""
    kind: str | None = None
    """Closure, layoff, ... in the words of the list."""
    industry: str | None = None
    """Industry in the words of the list."""
    stage: str | None = None
    """Funding stage in the words of the list."""
    url: str | None = None
    """Page of the notice."""
    raw: dict[str, Any] = field(default_factory=dict)
    """The row, without contact persons."""
    board: str = ""
    """Board it was read from; the base class fills it."""


@dataclass(slots=True, kw_only=True)
class Evidence:
    """Why a value is what it is."""

    source: str
    """Field or text it was read from: title, text, location, workplace, ...; stored as `from`."""
    text: str
    """The words that prove it, as they stand there (at most 200 characters)."""
    rule: str
    """Name of the rule that read them."""


@dataclass(slots=True, kw_only=True)
class Place:
    """A normalised place of work."""

    raw: str = ""
    """The words it was read from."""
    city: str | None = None
    """City, English name where one is known; None = not said."""
    region: str | None = None
    """State, province or region as written; None = not said."""
    country: str | None = None
    """ISO 3166-1 alpha-2; None = not said and not unambiguous."""
    lat: float | None = None
    """Latitude in degrees, WGS 84; None = city unknown."""
    lon: float | None = None
    """Longitude in degrees, WGS 84; None = city unknown."""


@dataclass(slots=True, kw_only=True)
class Company:
    """The employer."""

    name: str
    """Name as the source gives it, white space tidied."""
    key: str
    """Comparison key: lower case, legal form and punctuation removed, aliases resolved."""
    domain: str | None = None
    """Web domain; None = unknown."""
    size: str | None = None
    """Head count class: 1-10, 11-50, 51-200, 201-500, 501-1000, 1001-5000, 5001-10000, 10001+; None = unknown."""
    stage: str | None = None
    """bootstrapped, seed, series_a, series_b, series_c, late, public, nonprofit, government; None = unknown."""


@dataclass(slots=True, kw_only=True)
class Pay:
    """Base pay (or total, see kind) of the role."""

    min: float | None = None
    """Lower bound in full units of `currency` per `period`; None = only an upper bound is said."""
    max: float | None = None
    """Upper bound; None = only a lower bound is said."""
    currency: str | None = None
    """ISO 4217; None = ambiguous."""
    period: str | None = None
    """hour, day, week, month or year; None = ambiguous."""
    kind: str = "base"
    """base or total (on-target earnings, total compensation)."""
    annual_min: float | None = None
    """`min` a year (2,080 h, 260 d, 52 w, 12 m), same currency; None = not computable."""
    annual_max: float | None = None
    """`max` a year, same currency; None = not computable."""
    annual_min_eur: float | None = None
    """`annual_min` in EUR at the ECB reference rate of the posting date; None = no rate or no date."""
    annual_max_eur: float | None = None
    """`annual_max` in EUR at the ECB reference rate of the posting date; None = no rate or no date."""
    raw: str = ""
    """The words or field values it was read from."""


class Mention(NamedTuple):
    """One skill a posting names, with the words that prove it."""

    id: str
    """Canonical skill id ("lang.python")."""
    label: str
    """Canonical name ("Python")."""
    surface: str
    """The words as they stand in title or text."""
    start: int
    """Offset of the first character in `field`, in code points."""
    end: int
    """Offset after the last character."""
    need: str
    """required, preferred or used."""
    zone: str = "other"
    """title, requirements, preferred, responsibilities, about, benefits, legal, unwanted or other."""
    rule: str = ""
    """Rule that set `need`."""
    any_of: int | None = None
    """Number of the group of alternatives it belongs to ("Java or Kotlin"); None = stands alone."""
    years: float | None = None
    """Years of experience demanded with this skill; None = not said."""
    field: str = "text"
    """title or text."""


@dataclass(slots=True, kw_only=True)
class Normalised:
    """Values read from a `JobPosting`; None or an empty list = unknown, never "no"."""

    title: str = ""
    """Title with entities, white space and gender markers tidied."""
    title_key: str = ""
    """Comparison key of the title: level and specialisation kept, cosmetics removed."""
    company: Company | None = None
    """Employer."""
    language: str | None = None
    """ISO 639-1 of the body."""
    role: str | None = None
    """Role family, see docs/FIELDS.md (backend, ml_engineering, product_management, ..., other)."""
    role_area: str | None = None
    """engineering, data_ai, infrastructure, security, product, design, business or other."""
    seniority: str | None = None
    """intern, entry, mid, senior, staff, lead, manager, director or executive; None = not said."""
    people_manager: bool | None = None
    """True if the role manages people directly; None = no text to judge by."""
    employment_type: str | None = None
    """full_time, part_time, contract, temporary, internship, apprenticeship, volunteer or per_diem; None = not said."""
    work_mode: str | None = None
    """remote, hybrid or onsite; None = not said (an office address alone says nothing)."""
    office_days: float | None = None
    """Office days a week demanded; None = not said."""
    remote_scope: list[str] = field(default_factory=list)
    """Where remote workers may live: ISO 3166-1 alpha-2 or EU, EMEA, APAC, LATAM, AMER, EUROPE, WORLDWIDE; [] = not said."""
    locations: list[Place] = field(default_factory=list)
    """All places of work named."""
    countries: list[str] = field(default_factory=list)
    """Distinct countries of `locations`, ISO 3166-1 alpha-2, sorted."""
    pay: Pay | None = None
    """Pay of the role; None = not said."""
    years_min: float | None = None
    """Years of professional experience demanded at least; None = not said."""
    years_max: float | None = None
    """Upper bound of the years demanded; None = open or not said."""
    education: str | None = None
    """Lowest level that satisfies the posting: high_school, associate, bachelor, master or phd; None = none stated."""
    education_required: bool | None = None
    """False where equivalent experience is accepted or it is only preferred; None = none stated."""
    visa_sponsorship: str | None = None
    """yes or no; None = not said."""
    clearance: bool | None = None
    """True if a security clearance is demanded; None = not said."""
    ai_in_role: str | None = None
    """none, uses_tools, builds_with, trains or supports: what the role does with AI; None = no text to judge by."""
    skills: list[str] = field(default_factory=list)
    """Ids of all skills demanded, preferred or used, sorted; parents are never listed."""
    skills_required: list[str] = field(default_factory=list)
    """The part of `skills` that is demanded."""
    skills_preferred: list[str] = field(default_factory=list)
    """The part of `skills` that is preferred."""
    skills_used: list[str] = field(default_factory=list)
    """The part of `skills` named as duty or stack without a demand."""
    soft_skills: list[str] = field(default_factory=list)
    """Ids of soft skills."""
    skill_years: dict[str, float] = field(default_factory=dict)
    """Years of experience demanded with a skill, by skill id."""
    skill_mentions: list[Mention] = field(default_factory=list)
    """Proof of `skills`; not stored in `postings` (recomputed by `scrapy skills explain`)."""
    soft_mentions: list[Mention] = field(default_factory=list)
    """Proof of `soft_skills`; not stored in `postings`."""
    date_posted: datetime | None = None
    """First publication, UTC; None = the source does not say (use first_seen)."""
    date_updated: datetime | None = None
    """Last change by the source's word, UTC; noise on most systems."""
    valid_through: datetime | None = None
    """Closing date by the source's word, UTC."""
    evidence: dict[str, Evidence] = field(default_factory=dict)
    """Why each inferred value is what it is, by field name."""
