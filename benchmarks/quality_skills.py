"""Score the skill tagger: hand-labelled postings, SkillSpan and GREEN (public), the suites of the tests; 95 % bootstrap intervals.

    python benchmarks/quality_skills.py [--json] [--errors]

Needs the recorded data (JOBSCRAPE_SHARED). --errors lists missed and surplus skills of each hand-labelled posting.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if __name__ == "__main__":  # not beside the scripts: Twisted needs a package called incremental
    sys.path[0] = str(Path(__file__).resolve().parents[1])

import yaml

from benchmarks.gold import scorer, skill_gold, soft_skills
from benchmarks.spans import counts, green, skillspan
from jobscrape.skills.tagger import read_mentions, tag_text
from jobscrape.skills.taxonomy import read_skills

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROUNDS = 200
SUITES = Path(__file__).parents[1] / "tests" / "skills"
TARGETS = {
    "skills strict (tech roles) F1": 0.66,
    "skills overlap (tech roles) F1": 0.76,
    "skills overlap (tech roles) P": 0.88,
    "skills overlap F1": 0.65,
    "skills strict recall, technology": 0.80,
    "skills strict recall, practice": 0.45,
    "skills strict recall, certification": 0.80,
    "skills strict recall, language": 0.90,
    "need macro-F1": 0.75,
    "SkillSpan TECH knowledge strict F1": 0.52,
    "SkillSpan TECH knowledge overlap F1": 0.70,
    "SkillSpan TECH knowledge overlap F1, one to one": 0.0,
    "GREEN strict F1": 0.0,
    "GREEN overlap F1": 0.0,
    "GREEN overlap F1, one to one": 0.0,
    "ambiguity suite": 0.97,
    "ambiguity suite, blind half": 0.0,
    "boundary suite": 1.0,
}

Figures = dict[str, float]


def own_gold(*, errors: bool = False) -> list[Any]:
    """Return the counters of each hand-labelled posting."""
    score = scorer()
    rows = []
    for record, gold in skill_gold():
        tags = tag_text(record.text, title=record.title, company=record.company)
        skills = set(tags.skills)
        hard = [{"id": m.id, "label": m.label, "surface": m.surface, "need": m.need} for m in tags.mentions if m.id in skills]
        row, wrong = score.score_one(gold, {"skill_mentions": hard})
        rows.append(row)
        if errors:
            for missed, extra in wrong.get("skills", []):
                print(f"{record.id} {record.title}\n  missed: {', '.join(missed)}\n  surplus: {', '.join(extra)}")
    return rows


def soft_gold() -> list[tuple[int, int, int]]:
    """Return how many soft skills of each hand-labelled posting were found, are surplus and are missed."""
    rows = []
    for record, gold in skill_gold():
        found = set(tag_text(record.text, title=record.title, company=record.company).soft_skills)
        asked = soft_skills(gold)
        rows.append((len(found & asked), len(found - asked), len(asked - found)))
    return rows


def soft(rows: Sequence[tuple[int, int, int]]) -> Figures:
    """Return precision, recall and F1 of soft skills."""
    hits, surplus, missed = map(sum, zip(*rows, strict=True))
    return {
        "soft skills P": hits / max(1, hits + surplus),
        "soft skills R": hits / max(1, hits + missed),
        "soft skills F1": 2 * hits / max(1, 2 * hits + surplus + missed),
    }


def public(name: str) -> Callable[[Sequence[dict[str, int]]], Figures]:
    """Return what makes strict and overlap F1 of counts.

    Overlap as the table counts that the target comes from: precision is the share of found spans that touch a labelled one, recall
    the share of labelled spans that are touched.
    """

    def figures(rows: Sequence[dict[str, int]]) -> Figures:
        total: Counter[str] = Counter()
        for row in rows:
            total.update(row)
        both = max(1, total["gold"] + total["guess"])
        precision, recall = total["touching"] / max(1, total["guess"]), total["touched"] / max(1, total["gold"])
        return {
            f"{name} strict F1": 2 * total["exact"] / both,
            f"{name} overlap F1": 2 * precision * recall / ((precision + recall) or 1),
            f"{name} overlap F1, one to one": 2 * total["paired"] / both,
        }

    return figures


def bootstrap(rows: Sequence[Any], figures: Callable[[Sequence[Any]], Figures]) -> dict[str, tuple[float, float, float]]:
    """Return each figure with its 95 % interval over resampled rows."""
    rng = random.Random(7)
    drawn = [figures(rng.choices(rows, k=len(rows))) for _ in range(ROUNDS)]
    out = {}
    for name, value in figures(rows).items():
        values = sorted(d.get(name, 0.0) for d in drawn)
        out[name] = (value, values[ROUNDS // 40], values[-1 - ROUNDS // 40])
    return out


def suites() -> dict[str, tuple[float, float, float]]:
    """Return the shares right of the suites of ambiguous words (and of the half written blind) and of boundaries."""
    skills = read_skills()
    of_label = {skill.label: skill.id for skill in skills}
    below = {skill.id: {child.id for child in skills if skill.id in child.parents} for skill in skills}
    words = yaml.safe_load((SUITES / "ambiguity.yml").read_text("utf-8"))
    frames = words.pop("frames")
    for word in words.values():
        word["is"] += [frame.replace("{}", word["written"]) for frame in frames]
    blind = yaml.safe_load((SUITES / "ambiguity_blind.yml").read_text("utf-8"))
    first = [right for ident, word in words.items() for right in _judged({ident, *below[ident]}, word)]
    second = [right for word in blind.values() for ident in [of_label[word["label"]]] for right in _judged({ident, *below[ident]}, word)]
    bounds = []
    for line in (SUITES / "boundaries.tsv").read_text("utf-8").splitlines():
        text, wanted, barred = (*line.split("\t"), "")[:3]
        found = {m.id for m in read_mentions("Experience with " + text.replace("\\n", "\n"))}
        bounds.append(set(wanted.split()) - {"-"} <= found and not set(barred.split()) & found)
    rows = (("ambiguity suite", first + second), ("ambiguity suite, blind half", second), ("boundary suite", bounds))
    return {name: _share(right) for name, right in rows}


def _judged(ids: set[str], word: dict[str, Any]) -> list[bool]:
    """Return for each sentence of a word whether it was read right."""
    heading = "Requirements:\n- " if any(ident.startswith("tool.") for ident in ids) else ""
    sentences = [(text, True) for text in word["is"]] + [(text, False) for text in word["isnt"]]
    return [ids.isdisjoint({m.id for m in read_mentions(f"{heading}{text}")}) != meant for text, meant in sentences]


def _share(rows: list[bool]) -> tuple[float, float, float]:
    return bootstrap(rows, lambda drawn: {"": sum(drawn) / len(drawn)})[""]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    if args.errors:
        own_gold(errors=True)
        return
    score = scorer()
    found = bootstrap(own_gold(), lambda rows: score.figures(sum(rows, Counter())))
    found |= bootstrap(soft_gold(), soft)
    found |= bootstrap(list(counts(skillspan())), public("SkillSpan TECH knowledge"))
    found |= bootstrap(list(counts(green(), soft=True)), public("GREEN"))
    found |= suites()
    shown = {name: found[name] for name in found if name in TARGETS or name.startswith(("skills", "soft skills"))}
    if args.json:
        print(json.dumps({name: [round(v, 4) for v in values] for name, values in shown.items()}, indent=1))
        return
    print(f"{'figure':48s} value   95 % interval    target")
    for name, (value, low, high) in shown.items():
        print(f"{name:48s} {value:.3f}   {low:.3f} - {high:.3f}    {TARGETS.get(name) or '':}")


if __name__ == "__main__":
    main()
