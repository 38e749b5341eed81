"""Fit the weights of `jobscrape.skills.salience` on labelled postings and write jobscrape/skills/salience.json.

    python benchmarks/fit_salience.py [--cross]

Logistic regression with an L2 penalty over the features of the module; --cross only prints what weights fitted on one
half of the postings do on the other.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
import orjson
from gold import scorer, skill_gold

from jobscrape.skills import salience, tagger
from jobscrape.skills.matcher import matcher

if TYPE_CHECKING:
    import numpy.typing as npt

THRESHOLDS = {"technology": 0.5, "practice": 0.5, "domain": 0.5, "certification": 0.25, "language": 0.25}
PENALTY = 3.0
ROUNDS = 25
FEWEST = 8


def rows() -> list[tuple[int, str, list[str], bool]]:
    """Return (posting, role family, features, belongs) of every skill found in the development postings."""
    score = scorer()
    out = []
    for number, (record, gold) in enumerate(skill_gold()):
        read = tagger.read_mentions(record.text, title=record.title, company=record.company)
        found = [{"id": m.id, "label": m.label, "surface": m.surface} for m, _ in read if not m.id.startswith("soft.")]
        _, _, extra = score.match_skills(gold["skills"], found, overlap=True)
        wrong = {x["id"] for x in extra}
        for ident, seen in tagger.weigh(matcher(), read, len(record.text)):
            if seen is not None:
                out.append((number, gold["role_family"], salience.features(seen), ident not in wrong))
    return out


def fit(data: list[tuple[int, str, list[str], bool]]) -> dict[str, float]:
    """Return the weight of each feature seen often enough."""
    seen = Counter(name for row in data for name in row[2])
    names = sorted(name for name, n in seen.items() if n >= FEWEST)
    index = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(data), len(names)))
    for i, row in enumerate(data):
        x[i, [index[name] for name in row[2] if name in index]] = 1
    y = np.array([row[3] for row in data], dtype=float)
    w: npt.NDArray[Any] = np.zeros(len(names))
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + PENALTY * np.eye(len(names))
        w -= np.linalg.solve(hessian, x.T @ (p - y) + PENALTY * w)
    return {name: round(float(w[i]), 3) for name, i in index.items()}


def cross(data: list[tuple[int, str, list[str], bool]]) -> None:
    """Print precision and kept share of what is right, at several thresholds, each half judged by weights of the other."""
    judged = []
    for half in (0, 1):
        weights = fit([row for row in data if row[0] % 2 != half])
        judged += [(sum(weights.get(n, 0.0) for n in row[2]), row[3], row[1]) for row in data if row[0] % 2 == half]
    for name, part in (("all", judged), ("tech", [j for j in judged if j[2] in scorer().TECH])):
        for limit in (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7):
            kept = [ok for score, ok, _ in part if score >= np.log(limit / (1 - limit))]
            print(f"{name:5s} {limit:.2f}  precision {sum(kept) / len(kept):.3f}  kept {sum(kept) / sum(ok for _, ok, _ in part):.3f}")


def main() -> None:
    """Fit and write, or cross-check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross", action="store_true")
    args = parser.parse_args()
    data = rows()
    if args.cross:
        cross(data)
        return
    stored = {"thresholds": THRESHOLDS, "weights": fit(data)}
    salience.WEIGHTS.write_bytes(orjson.dumps(stored, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE))


if __name__ == "__main__":
    main()
