"""Throughput, build time and memory of the skill tagger beside other matchers, on the same postings in one run.

    python benchmarks/skills.py [--json] [--postings N] [--aliases 10000]

Needs the recorded data (JOBSCRAPE_SHARED). flashtext and spaCy are measured where they are installed. Every matcher runs in a
process of its own; times are CPU times of one core, the best of three rounds; memory is what the process grew by. `--aliases N`
measures the tagger alone with about N aliases, those of the skills that stand in these postings most often.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if __name__ == "__main__":  # not beside the scripts: Twisted needs a package called incremental
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.gold import skill_gold

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobscrape.skills.matcher import Matcher

MATCHERS = ("jobscrape tagger", "jobscrape matching only", "flashtext", "spaCy PhraseMatcher", "plain regex")
ROUNDS = 3
SLOW = 30
"""Postings given to matchers that need seconds for a hundred."""


def terms() -> list[str]:
    """Return all aliases of the taxonomy."""
    from jobscrape.skills.taxonomy import read_skills  # noqa: PLC0415

    return sorted({a.text for s in read_skills() for a in s.aliases})


def build(name: str) -> Callable[[str], Any]:
    """Return the function that finds terms in a text."""
    if name.startswith("jobscrape"):
        from jobscrape.skills.matcher import matcher  # noqa: PLC0415
        from jobscrape.skills.tagger import tag_text  # noqa: PLC0415

        engine = matcher()
        return tag_text if name == "jobscrape tagger" else engine.find
    words = terms()
    if name == "flashtext":
        keywords = import_module("flashtext").KeywordProcessor()
        keywords.add_keywords_from_list(words)
        return lambda text: keywords.extract_keywords(text, span_info=True)
    if name == "spaCy PhraseMatcher":
        nlp = import_module("spacy").blank("en")
        phrases = import_module("spacy.matcher").PhraseMatcher(nlp.vocab, attr="LOWER")
        phrases.add("skill", list(nlp.pipe(words)))
        return lambda text: phrases(nlp(text))
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE).findall


def sample(postings: int) -> list[str]:
    """Return the texts of so many postings; they are repeated where there are fewer."""
    texts = [record.text for record, _ in skill_gold()]
    return (texts * (postings // len(texts) + 1))[:postings]


def common(count: int) -> Matcher:
    """Return a matcher of the skills seen most often in the postings, with `count` aliases at most."""
    from jobscrape.skills.matcher import Matcher, matcher  # noqa: PLC0415
    from jobscrape.skills.taxonomy import compile_taxonomy, read_skills  # noqa: PLC0415

    seen = Counter(hit[2] for record, _ in skill_gold() for hit in matcher().find(record.text)[0])
    skills = read_skills()
    kept, total = [], 0
    for index in sorted(range(len(skills)), key=lambda i: (-seen[i], i)):
        total += len(skills[index].aliases)
        if total > count:
            break
        kept.append(skills[index])
    return Matcher(compile_taxonomy(kept))


def with_aliases(count: int, postings: int) -> None:
    """Print the speed of the tagger with `count` aliases."""
    from jobscrape.skills.tagger import tag_text  # noqa: PLC0415

    few = common(count)
    texts = sample(postings)
    with patch("jobscrape.skills.tagger.matcher", lambda: few):
        best = min(_round(tag_text, texts) for _ in range(ROUNDS + 1))
    print(f"{len(texts) / best:.0f} postings a second with {len(few.compiled.skills)} skills of {count} aliases")


def measure(name: str, postings: int) -> dict[str, Any]:
    """Return build seconds, extra MB and postings per second of one matcher."""
    texts = sample(postings)
    if name in ("spaCy PhraseMatcher", "plain regex"):
        texts = texts[:SLOW]
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    find = build(name)
    built = time.process_time() - started
    find(texts[0])
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    best = min(_round(find, texts) for _ in range(ROUNDS if len(texts) > SLOW else 1))
    return {"matcher": name, "build_s": round(built, 2), "extra_mb": round(grown, 1), "postings_per_s": round(len(texts) / best, 1)}


def _round(find: Callable[[str], Any], texts: list[str]) -> float:
    started = time.process_time()
    for text in texts:
        find(text)
    return time.process_time() - started


def main() -> None:
    """Measure every matcher in a process of its own and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--postings", type=int, default=600)
    parser.add_argument("--one", choices=MATCHERS, help=argparse.SUPPRESS)
    parser.add_argument("--aliases", type=int, help="measure the tagger with so many aliases")
    args = parser.parse_args()
    if args.aliases:
        with_aliases(args.aliases, args.postings)
        return
    if args.one:
        print(json.dumps(measure(args.one, args.postings)))
        return
    rows = []
    for name in MATCHERS:
        command = [sys.executable, __file__, "--one", name, "--postings", str(args.postings)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        rows.append(json.loads(done.stdout) if done.returncode == 0 else {"matcher": name, "missing": done.stderr.strip().splitlines()[-1]})
    if args.json:
        print(json.dumps(rows, indent=1))
        return
    print(f"{'matcher':26s} {'postings/s':>10s} {'build s':>8s} {'extra MB':>9s}")
    for row in rows:
        if "missing" in row:
            print(f"{row['matcher']:26s} {row['missing']}")
        else:
            print(f"{row['matcher']:26s} {row['postings_per_s']:10.1f} {row['build_s']:8.2f} {row['extra_mb']:9.1f}")


if __name__ == "__main__":
    main()
