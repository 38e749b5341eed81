"""Fit the weights of `jobscrape.skills.salience` on labelled postings and write jobscrape/skills/salience.json.

    python benchmarks/fit_salience.py [--cross]

Logistic regression with an L2 penalty over the features of the module, and one number a skill and one for the words it is named by:
how much more often than others they belonged to the posting, drawn towards nothing by few sightings; those of a training row are made
without the row. The training parts of SkillSpan and GREEN count a little in the number of the skill, their development parts do not.
Each posting is read again as boards cut it, without its text and with its first words, to learn what is to be believed of short texts.
--cross only prints the figures of the scorer over ten parts of the postings, each judged by what was fitted on the other nine, at
several thresholds.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if __name__ == "__main__":  # not beside the scripts: Twisted needs a package called incremental
    sys.path[0] = str(Path(__file__).resolve().parents[1])

import numpy as np
import orjson

from benchmarks.gold import scorer, skill_gold, soft_skills
from benchmarks.spans import green, skillspan
from jobscrape.skills import salience, tagger
from jobscrape.skills.matcher import matcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from benchmarks.gold import Record

THRESHOLDS = {"technology": 0.6, "practice": 0.65, "domain": 0.65, "certification": 0.25, "language": 0.25, "soft": 0.4}
GRID = (0.55, 0.57, 0.6, 0.65)
SOFT_GRID = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
PENALTY = 3.0
ROUNDS = 25
FEWEST = 8
CUTS = (0, 400)
"""Characters that boards leave of a text where they cut it."""
PARTS = 10
DRAWN = 4.0
"""Sightings without news that every skill, and every way to name it, starts with."""
LEAST, LEAST_OF_WORDS = 0.01, 0.05
"""Smaller numbers of skills and of words are left out."""
PUBLIC, MOST_PUBLIC = 0.3, 10
"""What a sighting in a public set counts, and how many of one set count."""


class Row(NamedTuple):
    """A skill found in a labelled posting."""

    posting: int
    id: str
    kind: str
    features: list[str]
    """[] for a skill that a line states as a field: it is not weighed."""
    ok: bool
    mentions: list[dict[str, str]]
    cut: bool
    """Whether the posting was cut before it was read."""

    @property
    def words(self) -> str:
        """The words it is first named by, in lower case."""
        return self.mentions[0]["surface"].lower()


class Model(NamedTuple):
    """Weights of features and of skills."""

    weights: dict[str, float]
    terms: dict[str, float]
    words: dict[str, dict[str, float]]

    def score(self, row: Row) -> float:
        """Return the salience of a row."""
        return float(1 / (1 + np.exp(-self.total(row)))) if row.features else 1.0

    def total(self, row: Row) -> float:
        """Return the sum of the weights of a row."""
        known = self.terms.get(row.id, 0.0) + self.words.get(row.id, {}).get(row.words, 0.0)
        return sum(self.weights.get(name, 0.0) for name in row.features) + known


def rows() -> list[Row]:
    """Return every skill found in the development postings, whole and cut."""
    out: list[Row] = []
    for number, (record, gold) in enumerate(skill_gold()):
        for length in (None, *CUTS):
            out += _rows(number, record, record.text[:length], gold, cut=length is not None)
    return out


def _rows(number: int, record: Record, text: str, gold: dict[str, Any], *, cut: bool) -> Iterator[Row]:
    """Yield every skill found in one posting with this text."""
    read = tagger.see(matcher(), text, title=record.title, company=record.company)
    kinds = {m.id: matcher().info[skill][2] for skill, m, _, _ in read}
    found = [_flat(m) for _, m, _, _ in read if kinds[m.id] != "study"]
    hard = [m for m in found if kinds[m["id"]] != "soft"]
    wrong = {x["id"] for x in scorer().match_skills(gold["skills"], hard, overlap=True)[2]}
    asked = soft_skills(gold)
    for ident, shape in tagger.weigh(matcher(), read, text, record.title):
        if mentions := [m for m in found if m["id"] == ident]:
            features = [] if shape is None else salience.features(shape)
            ok = ident in asked if kinds[ident] == "soft" else ident not in wrong
            yield Row(number, ident, kinds[ident], features, ok, mentions, cut)


def _flat(mention: Any) -> dict[str, str]:
    return {name: getattr(mention, name) for name in ("id", "label", "surface", "need")}


@cache
def public() -> dict[str, tuple[float, float]]:
    """Return (surplus of hits over the mean, sightings) of each skill in the training parts of the public sets, weighed."""
    out: dict[str, tuple[float, float]] = {}
    for items in (skillspan("train"), skillspan("train", "house"), green("train")):
        seen: dict[str, list[bool]] = defaultdict(list)
        for item in items:
            for m in tagger.read_mentions(item.text):
                if m.id.startswith("soft."):
                    continue
                seen[m.id].append(any(a < m.end and m.start < b for a, b in item.spans))
        mean = sum(map(sum, seen.values())) / sum(map(len, seen.values()))
        for ident, hits in seen.items():
            share = PUBLIC * min(1.0, MOST_PUBLIC / len(hits))
            surplus, number = out.get(ident, (0.0, 0.0))
            out[ident] = (surplus + share * (sum(hits) - mean * len(hits)), number + share * len(hits))
    return out


def fit(data: list[Row]) -> Model:
    """Return the weights of each feature seen often enough, and of each skill; then those of soft skills and of short texts, all else
    unchanged.
    """
    whole = [row for row in data if row.features and not row.cut]
    model = _fit([row for row in whole if row.kind != "soft"], Model({}, {}, {}))
    model = _fit([row for row in whole if row.kind == "soft"], model)
    return model._replace(weights=model.weights | _short(model, [row for row in data if row.features and row.cut]))


def _short(model: Model, data: list[Row]) -> dict[str, float]:
    """Return by how much more, or less, is to be believed of a skill of each kind in a short text than `model` believes."""
    out = {}
    for kind in {row.kind for row in data}:
        name = f"{kind}:density:short"
        of_kind = [row for row in data if name in row.features]
        told = np.array([model.total(row) for row in of_kind])
        ok = np.array([row.ok for row in of_kind], dtype=float)
        out[name] = float(_regress(np.ones((len(of_kind), 1)), ok, told)[0])
    return out


def _fit(data: list[Row], known: Model) -> Model:
    """Return `known` with the weights that it has not."""
    counted = Counter(name for row in data for name in row.features if name not in known.weights)
    index = {name: i for i, name in enumerate(sorted(name for name, n in counted.items() if n >= FEWEST))}
    y = np.array([row.ok for row in data], dtype=float)
    surplus = y - y.mean()
    sums, words = _Surplus(public()), _Surplus()
    for row, more in zip(data, surplus, strict=True):
        sums.add(row.id, more)
        words.add((row.id, row.words), more)
    x = np.zeros((len(data), len(index) + 2))
    for i, (row, more) in enumerate(zip(data, surplus, strict=True)):
        x[i, [index[name] for name in row.features if name in index]] = 1
        x[i, -2:] = sums.mean(row.id, more), words.mean((row.id, row.words), more)
    w = _regress(x, y, np.array([known.total(row) for row in data]))
    by_words: dict[str, dict[str, float]] = defaultdict(dict, known.words)
    for ident, surface in words:
        by_words[ident][surface] = float(w[-1]) * words.mean((ident, surface))
    weights = {name: float(w[i]) for name, i in index.items()}
    terms = {ident: float(w[-2]) * sums.mean(ident) for ident in sums}
    return Model(known.weights | weights, terms | known.terms, by_words)


class _Surplus(dict[Any, tuple[float, float]]):
    """How much more often than others something belonged to a posting: sum and number of its sightings."""

    def add(self, key: Any, surplus: float) -> None:
        """Count one more sighting."""
        total, number = self.get(key, (0.0, 0.0))
        self[key] = total + surplus, number + 1

    def mean(self, key: Any, without: float | None = None) -> float:
        """Return the mean, drawn towards nothing; `without` one sighting of this surplus."""
        total, number = self[key]
        return float((total - (without or 0.0)) / (number - (without is not None) + DRAWN))


def _regress(x: npt.NDArray[Any], y: npt.NDArray[Any], told: npt.NDArray[Any] | float = 0.0) -> npt.NDArray[Any]:
    """Return the weights of the columns of `x` that add up best, with what was `told` before, to `y`; the last two are drawn least to 0."""
    w: npt.NDArray[Any] = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], PENALTY)
    penalty[-2:] = PENALTY / 10
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ w - told))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        w -= np.linalg.solve(hessian, x.T @ (p - y) + penalty * w)
    return w


def cross(data: list[Row]) -> None:
    """Print the scorer's figures over parts that were not fitted on, at several thresholds of technologies and of the rest."""
    order = np.random.default_rng(7).permutation(len(skill_gold())) % PARTS
    judged: list[tuple[Row, float]] = []
    for part in range(PARTS):
        model = fit([row for row in data if order[row.posting] != part])
        judged += [(row, model.score(row)) for row in data if order[row.posting] == part and not row.cut]
    print("technology  rest   overlap P  F1 (tech roles)  strict F1   all overlap F1   strict recall: technology practice certification")
    for technology, rest in itertools.product(GRID, GRID):
        limits = THRESHOLDS | {"technology": technology, "practice": rest, "domain": rest}
        f = _figures([row for row, s in judged if row.kind != "soft" and s >= limits[row.kind]])
        names = ("skills overlap (tech roles) P", "skills overlap (tech roles) F1", "skills strict (tech roles) F1", "skills overlap F1")
        recall = [f[f"skills strict recall, {kind}"] for kind in ("technology", "practice", "certification")]
        print(f"{technology:.2f} {rest:.2f}  ", *(f"{f[name]:.3f}" for name in names), *(f"{r:.3f}" for r in recall))
    _print_soft(judged)


def _print_soft(judged: list[tuple[Row, float]]) -> None:
    """Print precision, recall and F1 of soft skills at several thresholds."""
    asked = sum(len(soft_skills(gold)) for _, gold in skill_gold())
    print("soft  P  R  F1")
    for limit in (0.0, *SOFT_GRID):
        kept = [row.ok for row, s in judged if row.kind == "soft" and s >= limit]
        p, r = sum(kept) / len(kept), sum(kept) / asked
        print(f"{limit:.2f}  {p:.3f} {r:.3f} {2 * p * r / (p + r):.3f}")


def _figures(kept: list[Row]) -> dict[str, float]:
    score, total = scorer(), Counter[Any]()
    by_posting: dict[int, list[dict[str, str]]] = defaultdict(list)
    for row in kept:
        by_posting[row.posting] += row.mentions
    for number, (_, gold) in enumerate(skill_gold()):
        total += score.score_one(gold, {"skill_mentions": by_posting[number]})[0]
    figures: dict[str, float] = score.figures(total)
    return figures


def main() -> None:
    """Fit and write, or cross-check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross", action="store_true")
    args = parser.parse_args()
    data = rows()
    if args.cross:
        cross(data)
        return
    model = fit(data)
    known = {ident for ident, _, _, kind, *_ in matcher().compiled.skills if kind != "study"}
    stored = {
        "thresholds": THRESHOLDS,
        "weights": {name: round(value, 3) for name, value in model.weights.items()},
        "terms": {ident: round(value, 2) for ident, value in model.terms.items() if ident in known and abs(value) >= LEAST},
        "words": {ident: told for ident, words in model.words.items() if (told := _told(words))},
    }
    salience.WEIGHTS.write_bytes(orjson.dumps(stored, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE))


def _told(words: dict[str, float]) -> dict[str, float]:
    return {surface: round(value, 2) for surface, value in words.items() if abs(value) >= LEAST_OF_WORDS}


if __name__ == "__main__":
    main()
