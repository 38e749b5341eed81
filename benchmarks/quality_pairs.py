"""Duplicate detection beside simpler rules and the published rules of others: precision, recall, false merges.

    python benchmarks/quality_pairs.py [--shared DIR] [--json]

Needs the recorded pairs (JOBSCRAPE_SHARED or --shared): gold/pairs_dev.jsonl, labelled from the full texts blind to any rule,
and normalise/dedup_pairs.jsonl, labelled by requisition ids and titles. `hidden` = addresses and ids taken away.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import xxhash
from rapidfuzz import fuzz

if __name__ == "__main__":  # not beside the scripts: Twisted needs a package called incremental
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from jobscrape.fields.text import to_text
from jobscrape.identity.decide import LEVEL, PLACE, ROLE, SAME, decide
from jobscrape.identity.keys import Keys, read_date
from jobscrape.identity.places import Fit, fit, read_places
from jobscrape.identity.records import keys_of_record
from jobscrape.identity.signature import mix, sign_features

_WORD = re.compile(r"\w+")
_LEGAL = re.compile(r"\b(?:inc|llc|ltd|limited|gmbh|corp|corporation|plc|co|ag|se|sa|bv|group)\b")
_SENIOR = {"sr": "senior", "jr": "junior", "ii": "2", "iii": "3"}


class Side(NamedTuple):
    """One record as the simpler rules see it."""

    record: dict[str, Any]
    keys: Keys
    shingles: frozenset[int]
    text: str


class Pair(NamedTuple):
    """Two records and what is known of them: same, role, other, or unsure."""

    a: Side
    b: Side
    label: str
    kind: str


Rule = Callable[[Pair], bool]


def shingles(text: str) -> frozenset[int]:
    """Return XXH32 of the lower-case word 3-grams, as the recorded sets have them."""
    words = _WORD.findall(text.lower())
    return frozenset(xxhash.xxh32_intdigest(" ".join(words[i : i + 3]).encode()) for i in range(max(len(words) - 2, 0)))


def signed_by_shingles(keys: Keys, hashes: frozenset[int], n_tokens: int) -> Keys:
    """Return `keys` with the signature of recorded shingles, where the text itself is not at hand."""
    sign = sign_features(np.unique(mix(np.array(sorted(hashes), dtype=np.uint64))), n_tokens, "")
    return replace(keys, n_tokens=n_tokens, n_features=sign.n_features, sketch=sign.sketch, bands=sign.bands)


def hide_ids(record: dict[str, Any]) -> dict[str, Any]:
    """Return `record` without addresses and ids."""
    return {k: v for k, v in record.items() if k not in {"url", "apply_url", "id", "source_id", "ats_id", "i"}}


def side(record: dict[str, Any], hidden: bool = False, by_shingles: bool = False) -> Side:
    """Return a record ready for all rules."""
    shown = hide_ids(record) if hidden else record
    text = to_text(record.get("description") or record.get("text") or "")
    keys = keys_of_record(shown)
    known = record.get("shingles_xxh32")
    hashes = frozenset(known) if known else shingles(text)
    return Side(shown, signed_by_shingles(keys, hashes, record["n_tokens"]) if by_shingles else keys, hashes, text)


def blind_pairs(shared: Path, hidden: bool = False) -> list[Pair]:
    """Return the pairs labelled from full texts."""
    rows = [json.loads(line) for line in (shared / "gold" / "pairs_dev.jsonl").read_text("utf-8").splitlines()]
    names = {"same_posting": "same", "same_role_other_place": "role", "same_role_other_level": "role", "undecidable": "unsure"}
    return [Pair(side(r["a"], hidden), side(r["b"], hidden), names.get(r["relation"], "other"), r["kind"]) for r in rows]


def recorded_pairs(shared: Path, hidden: bool = False) -> list[Pair]:
    """Return the pairs labelled by requisition id, title and place."""
    folder = shared / "normalise"
    records = {r["i"]: r for r in map(json.loads, (folder / "dedup_records.jsonl").read_text("utf-8").splitlines())}
    sides = {i: side({**r, "id": None}, hidden, by_shingles=True) for i, r in records.items()}
    rows = map(json.loads, (folder / "dedup_pairs.jsonl").read_text("utf-8").splitlines())
    names = {"DUP": "same", "ROLE": "role", "NON": "other"}
    return [Pair(sides[r["a"]], sides[r["b"]], names[r["label"]], r["set"]) for r in rows]


def jaccard(p: Pair) -> float:
    """Return the exact Jaccard coefficient of the word 3-grams."""
    union = len(p.a.shingles | p.b.shingles)
    return len(p.a.shingles & p.b.shingles) / union if union else 0.0


def field(s: Side, name: str) -> str:
    """Return a field as text."""
    return str(s.record.get(name) or "")


def plain(text: str) -> str:
    """Return a field normalised the usual way: case, punctuation, legal forms, Sr/Senior."""
    words = _WORD.findall(_LEGAL.sub(" ", text.lower()))
    return " ".join(_SENIOR.get(w, w) for w in words if w not in {"m", "f", "d", "w"})


def days(p: Pair) -> float:
    """Return the days between the stated dates, 0 if one is unknown."""
    left, right = (read_date(s.record.get("date_posted") or s.record.get("posted")) for s in (p.a, p.b))
    return abs((left - right).days) if left and right else 0


def exact_key(p: Pair) -> bool:
    """Title, company and location equal as written."""
    return all(field(p.a, n) == field(p.b, n) for n in ("title", "company", "location"))


def normalised_key(p: Pair) -> bool:
    """Title, company and location equal after normalisation."""
    return all(plain(field(p.a, n)) == plain(field(p.b, n)) for n in ("title", "company", "location"))


def minhash(p: Pair) -> bool:
    """Texts with a Jaccard coefficient of 0.8 or more."""
    return jaccard(p) >= 0.8


def lightcast(p: Pair) -> bool:
    """Normalised title, company and location within 60 days (published rule until 2023)."""
    return normalised_key(p) and days(p) <= 60


def theirstack(p: Pair) -> bool:
    """Same company and title within 30 days."""
    return all(plain(field(p.a, n)) == plain(field(p.b, n)) for n in ("title", "company")) and days(p) <= 30


def ats_scrapers(p: Pair) -> bool:
    """Exact URL; company, title, location across systems; token_sort_ratio of 90 within a company without conflict of country."""
    if field(p.a, "url") and field(p.a, "url") == field(p.b, "url"):
        return True
    if plain(field(p.a, "company")) != plain(field(p.b, "company")) or field(p.a, "source") == field(p.b, "source"):
        return False
    near = fuzz.token_sort_ratio(field(p.a, "title").lower(), field(p.b, "title").lower()) >= 90
    return near and fit(read_places(field(p.a, "location")), read_places(field(p.b, "location"))) != Fit.CONFLICT


def ever_jobs(p: Pair) -> bool:
    """MinHash at 0.85 (draft specification)."""
    return jaccard(p) >= 0.85


def jobdrop(p: Pair) -> bool:
    """Company and title equal."""
    return all(plain(field(p.a, n)) == plain(field(p.b, n)) for n in ("title", "company"))


def jobseek(p: Pair) -> bool:
    """The same canonical address."""
    return bool(field(p.a, "url")) and field(p.a, "url") == field(p.b, "url")


def job_funnel(corpus: list[Side]) -> Rule:
    """TF-IDF cosine of the descriptions of 0.75 or more; `corpus` gives the document frequencies."""
    bags = [Counter(_WORD.findall(s.text.lower())) for s in corpus]
    seen = Counter(word for bag in bags for word in bag)

    def vector(s: Side) -> dict[str, float]:
        counts = Counter(_WORD.findall(s.text.lower()))
        weights = {w: n * (1 + math.log((1 + len(bags)) / (1 + seen[w]))) for w, n in counts.items()}
        length = math.sqrt(sum(x * x for x in weights.values())) or 1.0
        return {w: x / length for w, x in weights.items()}

    def rule(p: Pair) -> bool:
        left, right = vector(p.a), vector(p.b)
        return sum(x * right.get(w, 0.0) for w, x in left.items()) >= 0.75

    return rule


def ours(p: Pair) -> bool:
    """The decision of jobscrape."""
    return decide(p.a.keys, p.b.keys).relation == SAME


RULES: dict[str, Rule] = {
    "exact key": exact_key,
    "normalised key": normalised_key,
    "MinHash 0.8": minhash,
    "Lightcast (key, 60 days)": lightcast,
    "TheirStack (title + company, 30 days)": theirstack,
    "ats-scrapers (passes)": ats_scrapers,
    "ever-jobs (MinHash 0.85)": ever_jobs,
    "jobdrop (title + company)": jobdrop,
    "jobseek (address)": jobseek,
    "jobscrape": ours,
}


def ratio(a: int, b: int) -> float:
    """Return a / b, 0 for nothing."""
    return round(a / b, 4) if b else 0.0


def share(pairs: list[Pair], rule: Rule, kind: str) -> float:
    """Return the share of the pairs of `kind` that `rule` takes for one."""
    chosen = [p for p in pairs if p.kind == kind]
    return ratio(sum(map(rule, chosen)), len(chosen))


def on_blind(name: str, rule: Rule, blind: list[Pair]) -> dict[str, Any]:
    """Return precision and recall on the pairs labelled from full texts; undecidable ones are left out."""
    certain = [p for p in blind if p.label != "unsure"]
    hits = [p for p in certain if rule(p)]
    true = sum(p.label == "same" for p in hits)
    same = sum(p.label == "same" for p in certain)
    return {"rule": name, "blind precision": ratio(true, len(hits)), "blind recall": ratio(true, same)}


def measure(name: str, blind: list[Pair], shown: list[Pair], hidden: list[Pair]) -> dict[str, Any]:
    """Return the row of one rule."""
    rule = RULES[name]
    return {
        **on_blind(name, rule, blind),
        "same requisition, ids": share(shown, rule, "same_ats_id"),
        "same requisition, hidden": share(hidden, rule, "same_ats_id"),
        "false merges, ids": share(shown, rule, "same_company_other_title"),
        "false merges, hidden": share(hidden, rule, "same_company_other_title"),
        "roles merged, ids": share(shown, rule, "same_title_other_location"),
        "roles merged, hidden": share(hidden, rule, "same_title_other_location"),
    }


def roles(blind: list[Pair], shown: list[Pair], hidden: list[Pair]) -> dict[str, float]:
    """Return how many pairs of one role in other places or levels are told as such."""

    def told(pairs: list[Pair]) -> float:
        return ratio(sum(decide(p.a.keys, p.b.keys).relation in {PLACE, LEVEL} for p in pairs), len(pairs))

    def other_place(pairs: list[Pair]) -> list[Pair]:
        return [p for p in pairs if p.kind == "same_title_other_location"]

    return {
        "blind": told([p for p in blind if p.label == "role"]),
        "equal title other place, ids": told(other_place(shown)),
        "equal title other place, hidden": told(other_place(hidden)),
        "equal title other place, linked": ratio(
            sum(decide(p.a.keys, p.b.keys).link == ROLE for p in other_place(shown)), len(other_place(shown))
        ),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("JOBSCRAPE_SHARED") or Path(__file__).resolve().parent.parent.parent / "shared"
    parser.add_argument("--shared", type=Path, default=Path(default))
    parser.add_argument("--json", action="store_true")
    opts = parser.parse_args()
    if not (opts.shared / "gold" / "pairs_dev.jsonl").is_file():
        parser.error(f"no recorded pairs under {opts.shared}; set JOBSCRAPE_SHARED")
    blind, shown, hidden = blind_pairs(opts.shared), recorded_pairs(opts.shared), recorded_pairs(opts.shared, hidden=True)
    rows = [measure(name, blind, shown, hidden) for name in RULES]
    by_text = job_funnel([s for p in blind for s in (p.a, p.b)])
    rows.insert(-1, {**dict.fromkeys(rows[0], "-"), **on_blind("JobFunnel (TF-IDF 0.75)", by_text, blind)})
    found = roles(blind, shown, hidden)
    if opts.json:
        print(json.dumps({"rules": rows, "role groups": found}))
        return
    columns = list(rows[0])
    print("| " + " | ".join(columns) + " |\n|" + "---|" * len(columns))
    for row in rows:
        print("| " + " | ".join(f"{v:.3f}" if isinstance(v, float) else str(v) for v in row.values()) + " |")
    print("\nRole groups of jobscrape, recall: " + ", ".join(f"{k} {v:.3f}" for k, v in found.items()))


if __name__ == "__main__":
    main()
