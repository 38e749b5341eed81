"""Documents of a year with known truth, shaped like the store's: for tests of the questions and for their benchmark.

Shares move in straight lines through the year; `Truth` knows the chances that the documents were drawn from.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGIN = datetime(2025, 1, 1, tzinfo=timezone.utc)
DAYS = 365
SKILLS = (
    [f"lang.{name}" for name in ("python", "java", "go", "typescript", "rust", "kotlin", "sql", "c")]
    + [f"cloud.{name}" for name in ("aws", "azure", "finops", "gcp")]
    + [f"db.{name}" for name in ("postgresql", "databases", "redis")]
    + [f"infra.{name}" for name in ("kubernetes", "terraform", "docker", "networking", "linux")]
    + [f"web.{name}" for name in ("react", "vue", "node-js")]
    + [f"filler.skill-{i}" for i in range(120)]
)
AREAS = {
    "backend": "engineering",
    "frontend": "engineering",
    "data_engineering": "data_ai",
    "ml_engineering": "data_ai",
    "mlops": "data_ai",
    "devops_sre": "infrastructure",
    "platform": "infrastructure",
    "product_management": "product",
    "design_ux": "design",
}
TITLES = {
    "backend": "Backend Engineer",
    "frontend": "Frontend Developer",
    "data_engineering": "Data Engineer",
    "ml_engineering": "Machine Learning Engineer",
    "mlops": "MLOps Engineer",
    "devops_sre": "Site Reliability Engineer",
    "platform": "Platform Engineer",
    "product_management": "Product Manager",
    "design_ux": "Product Designer",
}
CITIES = [("Berlin", "DE"), ("London", "GB"), ("New York", "US"), ("Paris", "FR"), ("Leipzig", "DE"), ("Leeds", "GB"), ("Austin", "US")]
PAY = {"backend": 80_000, "frontend": 70_000, "ml_engineering": 110_000}


@dataclass(slots=True, kw_only=True)
class Truth:
    """Chances at the first and the last day, and lengths of life."""

    role: dict[str, tuple[float, float]] = field(
        default_factory=lambda: {
            "backend": (0.3, 0.25),
            "frontend": (0.2, 0.1),
            "data_engineering": (0.08, 0.15),
            "ml_engineering": (0.07, 0.1),
            "mlops": (0.02, 0.07),
            "devops_sre": (0.08, 0.1),
            "platform": (0.05, 0.1),
            "product_management": (0.1, 0.08),
            "design_ux": (0.1, 0.05),
        }
    )
    remote: tuple[float, float] = (0.5, 0.3)
    hybrid: tuple[float, float] = (0.25, 0.5)
    junior: tuple[float, float] = (0.25, 0.1)
    says_mode: float = 0.7
    says_level: float = 0.6
    uses_ai: float = 0.3
    life: float = 40.0
    """Mean of the exponential life, in days: the median is life * ln 2."""
    skill: dict[str, tuple[float, float]] = field(
        default_factory=lambda: {"lang.python": (0.5, 0.5), "lang.java": (0.5, 0.2), "lang.rust": (0.05, 0.3), "cloud.finops": (0.05, 0.3)}
    )


@dataclass(slots=True, kw_only=True)
class Market:
    """A market of `boards` boards with about `postings` postings in the year; each board is one employer."""

    postings: int = 4000
    boards: int = 60
    seed: int = 1
    truth: Truth = field(default_factory=Truth)
    every: int = 1
    """Days between two crawls of a board."""
    bulk: int = 0
    """Bytes of evidence per posting, as real documents have."""
    flawed: int = 3
    """Boards whose crawls fail from day 100 to day 160."""

    def documents(self) -> Iterator[dict[str, Any]]:
        """Yield the postings."""
        dice = random.Random(self.seed)
        horizon = DAYS + 80
        for number in range(round(self.postings * horizon / DAYS)):
            opened = dice.uniform(-80, DAYS)
            life = dice.expovariate(1 / self.truth.life)
            document = self._document(dice, number, opened, opened + life)
            if document:
                yield document

    def ledger(self) -> Iterator[dict[str, Any]]:
        """Yield the entries of `crawls`."""
        for board in range(self.boards):
            for day in range(0, DAYS, self.every):
                at = BEGIN + timedelta(days=day, hours=6)
                outcome = "failed" if board < self.flawed and 100 <= day < 160 else ("unchanged" if (board + day) % 3 else "complete")
                name = f"board{board}"
                yield {
                    "_id": f"r{day}:greenhouse:{name}",
                    "run": f"r{day}",
                    "source": "greenhouse",
                    "board": name,
                    "started": at,
                    "finished": at + timedelta(minutes=5),
                    "outcome": outcome,
                    "declared": 10,
                    "fetched": 10,
                    "new": 1,
                    "changed": 0,
                    "seen": 10,
                    "closed": 0,
                }

    def layoffs(self) -> Iterator[dict[str, Any]]:
        """Yield layoffs, about twice as many at the end of the year as at its beginning."""
        dice = random.Random(self.seed + 1)
        for number in range(150):
            day = DAYS * (dice.random() ** 0.7)
            company = f"company{number % 25}" if number < 50 else f"elsewhere{number}"
            yield {
                "_id": number,
                "company": company.title(),
                "company_key": company,
                "date": BEGIN + timedelta(days=day),
                "headcount": dice.randint(5, 300),
                "place": "US",
                "source": "list",
            }

    def _seen(self, day: float) -> int:
        """Return the first crawl day at or after `day`."""
        return -int(-day // self.every) * self.every

    def _document(self, dice: random.Random, number: int, opened: float, closed: float) -> dict[str, Any] | None:
        values = self._values(dice, number, min(max(opened / DAYS, 0), 1))
        first = max(self._seen(opened - 0.25), 0)
        gone = self._seen(closed - 0.25)
        last = (DAYS - 1) // self.every * self.every
        if gone <= first or first > last:
            return None
        seen_until = min(gone - self.every, last)
        is_open = gone > last
        times = {"first_seen": _at(first), "last_seen": _at(seen_until), "absent_since": None if is_open else _at(gone)}
        spell = {
            "opened": _at(first),
            "seen_until": _at(seen_until),
            "closed_between": None if is_open else [_at(seen_until), _at(gone)],
            "reason": None if is_open else "absent",
        }
        return {**values, **times, "status": "open" if is_open else "closed", "spells": [spell], "date_posted": _at(max(int(opened), -80))}

    def _values(self, dice: random.Random, number: int, progress: float) -> dict[str, Any]:
        truth, board = self.truth, number % self.boards
        role = _weighted(dice, {name: _line(line, progress) for name, line in truth.role.items()})
        mode = None
        if dice.random() < truth.says_mode:
            remote, hybrid = _line(truth.remote, progress), _line(truth.hybrid, progress)
            mode = _weighted(dice, {"remote": remote, "hybrid": hybrid, "onsite": 1 - remote - hybrid})
        level = None
        if dice.random() < truth.says_level:
            level = (
                dice.choice(["entry", "intern"])
                if dice.random() < _line(truth.junior, progress)
                else dice.choice(["mid", "senior", "staff"])
            )
        kind = ("startup", "large", "between")[board % 3]
        skills = {skill for skill, line in truth.skill.items() if dice.random() < _line(line, progress)}
        skills |= set(dice.sample(SKILLS[-120:], {"startup": 9, "large": 5, "between": 7}[kind]))
        city, country = CITIES[min(int(dice.expovariate(0.5)), len(CITIES) - 1)]
        pay = PAY.get(role)
        middle = pay * dice.uniform(0.8, 1.2) if pay and dice.random() < 0.5 else None
        return {
            "_id": f"greenhouse:board{board}:{number}",
            "source": "greenhouse",
            "board": f"board{board}",
            "source_id": str(number),
            "url": f"https://boards.example/board{board}/{number}",
            "title": TITLES[role],
            "title_key": f"{TITLES[role].lower()} {number % 17}",
            "company": {
                "name": f"Company {board}",
                "key": f"company{board}",
                "domain": None,
                "size": {"startup": "11-50", "large": "1001-5000", "between": "201-500"}[kind],
                "stage": "seed" if kind == "startup" else None,
            },
            "role": role,
            "role_area": AREAS[role],
            "seniority": level,
            "people_manager": False,
            "employment_type": "full_time",
            "work_mode": mode,
            "office_days": dice.choice([2.0, 3.0]) if mode == "hybrid" else None,
            "remote_scope": ["EU"] if mode == "remote" and dice.random() < 0.5 else [],
            "locations": [{"raw": f"{city}, {country}", "city": city, "region": None, "country": country, "lat": None, "lon": None}],
            "countries": [country],
            "pay": {
                "min": middle * 0.9,
                "max": middle * 1.1,
                "currency": "EUR",
                "period": "year",
                "kind": "base",
                "annual_min_eur": middle * 0.9,
                "annual_max_eur": middle * 1.1,
            }
            if middle
            else None,
            "years_min": dice.choice([None, 2.0, 3.0, 5.0]),
            "years_max": None,
            "education": dice.choice([None, None, "bachelor"]),
            "education_required": None,
            "visa_sponsorship": None,
            "clearance": None,
            "ai_in_role": "uses_tools" if dice.random() < truth.uses_ai else "none",
            "language": "en",
            "skills": sorted(skills),
            "skills_required": sorted(skills)[:4],
            "soft_skills": [],
            "evidence": {"role": {"from": "title", "text": "x" * self.bulk, "rule": "title"}},
        }


def load(database: Any, market: Market) -> None:
    """Write the market into a pymongo database, without validators."""
    for name, documents in (("postings", market.documents()), ("crawls", market.ledger()), ("layoffs", market.layoffs())):
        batch: list[dict[str, Any]] = []
        for document in documents:
            batch.append(document)
            if len(batch) == 1000:
                database[name].insert_many(batch, ordered=False)
                batch = []
        if batch:
            database[name].insert_many(batch, ordered=False)


def _at(day: int) -> datetime:
    return BEGIN + timedelta(days=day, hours=6)


def _line(line: tuple[float, float], progress: float) -> float:
    return line[0] + (line[1] - line[0]) * progress


def _weighted(dice: random.Random, weights: dict[str, float]) -> str:
    return dice.choices(list(weights), list(weights.values()))[0]
