"""Score the readers of language, dates, pay, place and employer on the recorded tables (JOBSCRAPE_SHARED, folder `normalise`).

`python benchmarks/quality_tables.py` prints a table, `--json` the figures, `--misses NAME` the rows that are not right.
A figure is right rows over rows; docs/QUALITY.md says what each table holds and where its labels slip.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

if __name__ == "__main__":  # not beside the scripts: Twisted needs a package called incremental
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from jobscrape.fields import language
from jobscrape.fields.cities import cities_named, regions_named
from jobscrape.fields.dates import parse_when
from jobscrape.fields.employer import company_key
from jobscrape.fields.gazetteer import area_of, country_of, fold, hits_in
from jobscrape.fields.pay_text import display, in_text
from jobscrape.fields.reading import Reading
from jobscrape.fields.spots import Spot, spots
from jobscrape.items import JobPosting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jobscrape.fields.offers import Offer

SHARED = Path(os.environ.get("JOBSCRAPE_SHARED") or Path(__file__).parents[2] / "shared")
ROUNDED = 0.005
"""Display strings are rounded to 0.1K: amounts this close, relatively, are the same."""
LEGAL_FORMS = "inc incorporated llc ltd limited gmbh ag se kg kgaa ohg corp corporation co plc pty pvt sa ltda oy ab llp bv nv srl".split()  # noqa: SIM905


@dataclass(slots=True)
class Figure:
    """Right rows of a table, its rows, the target, and the rows that are not right with what was read."""

    name: str
    target: float
    right: int = 0
    rows: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Right rows over rows; 0 for an empty table."""
        return self.right / self.rows if self.rows else 0.0

    def add(self, *, is_right: bool, row: object, read: object) -> None:
        """Count a row."""
        self.rows += 1
        self.right += is_right
        if not is_right:
            self.misses.append(f"{row} -> {read}")


def rows_of(name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a recorded table."""
    with (SHARED / "normalise" / name).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _near(a: float | None, b: float | None) -> bool:
    return a == b or (a is not None and b is not None and abs(a - b) <= ROUNDED * max(abs(a), abs(b), 1))


def _same_range(offer: Offer | None, row: dict[str, Any]) -> bool:
    if offer is None:
        return False
    low = offer.max if offer.min is None else offer.min
    high = offer.min if offer.max is None else offer.max
    return _near(low, row["min"]) and _near(high, row["max"])


def salary() -> list[Figure]:
    """Score salary_gold: range, currency and period all right, by kind of string."""
    figures = {
        "component": Figure("salary component", 0.99),
        "tier": Figure("salary tier", 0.99),
        "sentence": Figure("salary sentence", 0.97),
    }
    for row in rows_of("salary_gold.jsonl"):
        offer = in_text(row["text"]) if row["kind"] == "sentence" else display(row["text"])
        right = _same_range(offer, row) and offer is not None and (offer.currency, offer.period) == (row["currency"], row["period"])
        figures[row["kind"]].add(is_right=right, row=row, read=offer)
    return list(figures.values())


def formats() -> list[Figure]:
    """Score salary_formats_hand; values marked "?" can only be told by board or country and are not asked for."""
    figure = Figure("salary formats", 1.0)
    for row in rows_of("salary_formats_hand.jsonl"):
        offer = display(row["text"])
        if row["kind"] == "none" or offer is None:
            figure.add(is_right=offer is None and row["kind"] == "none", row=row, read=offer)
            continue
        asked = [(offer.currency, row["currency"]), (offer.period, row["period"])]
        said = all(got == want or want.endswith("?") for got, want in asked)
        figure.add(is_right=said and (offer.min, offer.max) == (row["min"], row["max"]), row=row, read=offer)
    return [figure]


def location() -> list[Figure]:
    """Score location_gold on the rows whose string names the place (its city, region or country in any spelling)."""
    country, city = Figure("location country", 0.97), Figure("location city", 0.92)
    for row in rows_of("location_gold.jsonl"):
        read = spots(row["location"])
        want = country_of(row["country"] or "")
        if want and _names(row, want):
            country.add(is_right=want in {s.country for s in read}, row=row, read=read)
        if _names_city(row):
            city.add(is_right=any(_same_city(row["locality"], s) for s in read), row=row, read=read)
    return [country, city]


def _words_in(name: str | None, text: str) -> bool:
    return bool(name) and f" {fold(name or '')} " in f" {fold(text)} "


def _names(row: dict[str, Any], want: str) -> bool:
    text = row["location"]
    named = any(hit.country == want for hit in hits_in(text, ambiguous=True))
    return named or any(_words_in(part, text) for part in (row["locality"], row["region"], row["country"]))


def _names_city(row: dict[str, Any]) -> bool:
    name = (row["locality"] or "").strip()
    is_city = bool(name) and not country_of(name) and not area_of(name) and bool(cities_named(fold(name)) or not regions_named(fold(name)))
    return is_city and fold(name) not in {"remote", "any location", "des"} and _words_in(name.partition(",")[0], row["location"])


def _same_city(name: str, spot: Spot) -> bool:
    keys = fold(name.split(",", maxsplit=1)[0]), fold(spot.city or "")
    return keys[0] == keys[1] or bool(set(cities_named(keys[0])[:1]) & set(cities_named(keys[1])[:1]))


def dates() -> list[Figure]:
    """Score dates: the day, and for relative forms the precision too."""
    figure = Figure("dates", 1.0)
    for row in rows_of("dates.jsonl"):
        clock = datetime(2026, 8, 20, 12, tzinfo=timezone.utc)
        when = parse_when(row["text"], clock)
        day = when.moment.date() if when.moment else None
        if row["kind"] == "relative":
            right = day == clock.date() - timedelta(days=row["days_ago"]) and when.precision == row["precision"]
        else:
            right = str(day) == row["date"]
        figure.add(is_right=right, row=row, read=when)
    return [figure]


def languages() -> list[Figure]:
    """Score language on the beginnings of postings."""
    figure = Figure("language", 0.99)
    for row in rows_of("language.jsonl"):
        posting = JobPosting(source_id="1", url="", title="")
        hit = language.read(Reading(posting, row["text"], datetime(2026, 8, 20, tzinfo=timezone.utc))).get("language")
        figure.add(is_right=hit is not None and hit.value == row["lang"], row=row, read=hit)
    return [figure]


def companies() -> list[Figure]:
    """Score company_names: the key holds the name's own words and no legal form at its end."""
    figure = Figure("company legal form", 0.99)
    for row in rows_of("company_names.jsonl"):
        key = company_key(row["name"])
        left = [form for form in LEGAL_FORMS if len(form) > 1 and key.endswith(form) and fold(row["name"]).split()[-1] == form]
        figure.add(is_right=bool(key) and not left, row=row, read=key)
    return [figure]


TABLES: tuple[Callable[[], list[Figure]], ...] = (languages, dates, salary, formats, location, companies)


def figures() -> list[Figure]:
    """Return the figures of all tables."""
    return [figure for table in TABLES for figure in table()]


def main() -> None:
    """Print the figures; exit status 1 if one is under its target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--misses", metavar="NAME", help="print the rows of one figure that are not right")
    args = parser.parse_args()
    found = figures()
    if args.misses:
        print("\n".join(miss for figure in found if figure.name == args.misses for miss in figure.misses))
    elif args.json:
        print(
            json.dumps(
                {f.name: {"share": round(f.share, 4), "right": f.right, "rows": f.rows, "target": f.target} for f in found}, indent=1
            )
        )
    else:
        print(f"{'table':22} {'rows':>6} {'right':>6} {'share':>7} {'target':>7}")
        for f in found:
            print(f"{f.name:22} {f.rows:6} {f.right:6} {f.share:7.4f} {f.target:7.2f}{'' if f.share >= f.target else '  <'}")
    sys.exit(int(any(f.share < f.target for f in found)))


if __name__ == "__main__":
    main()
