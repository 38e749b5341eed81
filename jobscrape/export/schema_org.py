"""A posting as schema.org JobPosting (JSON-LD): only what is known, in schema.org's words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

EMPLOYMENT = {
    "full_time": "FULL_TIME",
    "part_time": "PART_TIME",
    "contract": "CONTRACTOR",
    "temporary": "TEMPORARY",
    "internship": "INTERN",
    "apprenticeship": "INTERN",
    "volunteer": "VOLUNTEER",
    "per_diem": "PER_DIEM",
}
EDUCATION = {
    "high_school": "high school",
    "associate": "associate degree",
    "bachelor": "bachelor degree",
    "master": "postgraduate degree",
    "phd": "postgraduate degree",
}
REGIONS = frozenset({"EU", "EMEA", "APAC", "LATAM", "AMER", "EUROPE", "WORLDWIDE"})


def job_posting(posting: Mapping[str, Any], description: str | None = None) -> dict[str, Any]:
    """Return the JSON-LD of a document of `postings`; what is unknown is left out."""
    company = posting.get("company") or {}
    document = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "@id": posting["_id"],
        "identifier": {"@type": "PropertyValue", "name": posting["source"], "value": posting["source_id"]},
        "url": posting.get("url"),
        "title": posting.get("title"),
        "description": description,
        "datePosted": _time(posting.get("date_posted") or posting.get("first_seen")),
        "validThrough": _time(posting.get("valid_through") or _closed(posting)),
        "employmentType": EMPLOYMENT.get(posting.get("employment_type") or ""),
        "hiringOrganization": _filled({"@type": "Organization", "name": company.get("name"), "url": _site(company.get("domain"))}),
        "jobLocation": [_place(place) for place in posting.get("locations") or []],
        "jobLocationType": "TELECOMMUTE" if posting.get("work_mode") == "remote" else None,
        "applicantLocationRequirements": [_country(code) for code in posting.get("remote_scope") or []],
        "baseSalary": _pay(posting.get("pay") or {}),
        "experienceRequirements": _years(posting.get("years_min")),
        "educationRequirements": _education(posting.get("education")),
        "skills": posting.get("skills") or None,
        "inLanguage": posting.get("language"),
    }
    return _filled(document)


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, [], "")}


def _time(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, datetime) else None


def _closed(posting: Mapping[str, Any]) -> Any:
    between = ((posting.get("spells") or [{}])[-1] or {}).get("closed_between")
    return between[1] if between else None


def _site(domain: str | None) -> str | None:
    return f"https://{domain}" if domain else None


def _place(place: Mapping[str, Any]) -> dict[str, Any]:
    address = {"@type": "PostalAddress", "addressLocality": place.get("city"), "addressRegion": place.get("region")}
    country = {"addressCountry": place.get("country")}
    geo = None
    if place.get("lat") is not None and place.get("lon") is not None:
        geo = {"@type": "GeoCoordinates", "latitude": place["lat"], "longitude": place["lon"]}
    return _filled({"@type": "Place", "name": place.get("raw"), "address": _filled({**address, **country}), "geo": geo})


def _country(code: str) -> dict[str, Any]:
    return {"@type": "AdministrativeArea" if code in REGIONS else "Country", "name": code}


def _pay(pay: Mapping[str, Any]) -> dict[str, Any] | None:
    if not pay.get("currency") or (pay.get("min") is None and pay.get("max") is None):
        return None
    unit = (pay.get("period") or "").upper() or None
    value = _filled({"@type": "QuantitativeValue", "minValue": pay.get("min"), "maxValue": pay.get("max"), "unitText": unit})
    return {"@type": "MonetaryAmount", "currency": pay["currency"], "value": value}


def _years(years: float | None) -> dict[str, Any] | None:
    return None if years is None else {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": round(years * 12)}


def _education(level: str | None) -> dict[str, Any] | None:
    return {"@type": "EducationalOccupationalCredential", "credentialCategory": EDUCATION[level]} if level in EDUCATION else None
