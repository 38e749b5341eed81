"""Places of an opening in the words that systems use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobscrape.demo.openings import Opening
    from jobscrape.demo.tables import City

MODE_WORDS = {"remote": "Remote", "hybrid": "Hybrid", "onsite": "On-site"}


def city_line(city: City) -> str:
    """Return "Columbus, OH" for places in North America and Australia, "Leeds, United Kingdom" elsewhere."""
    if city.name == city.country_name:
        return city.name
    return f"{city.name}, {city.region}" if city.country == "US" else f"{city.name}, {city.country_name}"


def place_line(opening: Opening, joint: str, *, with_mode: bool) -> str:
    """Return all places of `opening` on one line, with the work mode in brackets if wanted and said."""
    line = joint.join(city_line(city) for city in opening.cities)
    mode = MODE_WORDS.get(opening.work_mode or "") if with_mode else None
    return f"{line} ({mode})" if mode else line
