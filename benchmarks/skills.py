"""Throughput, build time and memory of the skill tagger beside other matchers, on the same real postings in one run.

    python benchmarks/skills.py [--json] [--postings N] [--runs N]

Needs the recorded data (JOBSCRAPE_SHARED). flashtext and spaCy are measured where they are installed. Every matcher runs in a process
of its own, three times; each time it reads 100 postings to warm up and then the others, each posting once, as a crawl does. Times
are CPU times of one core, the best of the runs; memory is what the process grew by until it had read a line. The row of
10,000 aliases has those of the skills that stand in these postings most often, stored in compiled form like the shipped ones.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if __name__ == "__main__":  # not beside the scripts: Twisted needs a package called incremental
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.recorded import recorded

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobscrape.skills.taxonomy import Compiled

FEW = 10_000
MATCHERS = (
    "jobscrape tagger, 10,000 aliases",
    "jobscrape tagger, all aliases",
    "jobscrape matching only",
    "flashtext",
    "spaCy PhraseMatcher",
    "plain regex",
)
SLOW = {"spaCy PhraseMatcher": 30, "plain regex": 10}
"""Postings given to matchers that need seconds for a hundred, without warming up."""
WARM = 100


def terms() -> list[str]:
    """Return all aliases of the taxonomy."""
    from jobscrape.skills.taxonomy import read_skills  # noqa: PLC0415

    return sorted({a.text for s in read_skills() for a in s.aliases})


def build(name: str, few: Path) -> Callable[[str], Any]:
    """Return the function that finds terms in a text; `few`: the compiled form of some of the aliases."""
    if name.startswith("jobscrape"):
        from jobscrape.skills import matcher, tagger, taxonomy  # noqa: PLC0415

        engine = matcher.Matcher(taxonomy.read_compiled(few)) if "10,000" in name else matcher.matcher()
        patch("jobscrape.skills.tagger.matcher", lambda: engine).start()
        return engine.find if "matching" in name else tagger.tag_text
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


def common(count: int) -> Compiled:
    """Return the skills seen most often in the postings, with `count` aliases at most."""
    from jobscrape.skills.matcher import matcher  # noqa: PLC0415
    from jobscrape.skills.taxonomy import compile_taxonomy, read_skills  # noqa: PLC0415

    seen = Counter(hit[2] for record in recorded() for hit in matcher().find(record.text)[0])
    skills = read_skills()
    kept, total = [], 0
    for index in sorted(range(len(skills)), key=lambda i: (-seen[i], i)):
        total += len(skills[index].aliases)
        if total > count:
            break
        kept.append(skills[index])
    return compile_taxonomy(kept)


def measure(name: str, postings: int, few: Path) -> dict[str, Any]:
    """Return build seconds, extra MB, postings and million characters a second of one matcher."""
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    find = build(name, few)
    built = time.process_time() - started
    find("Experience with Python, Go and Kubernetes")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    texts = [record.text for record in recorded()][: WARM + postings]
    warm, texts = (texts[:1], texts[1 : 1 + SLOW[name]]) if name in SLOW else (texts[:WARM], texts[WARM:])
    for text in warm:
        find(text)
    started = time.process_time()
    for text in texts:
        find(text)
    spent = time.process_time() - started
    return {
        "matcher": name,
        "build_s": round(built, 2),
        "extra_mb": round(grown, 1),
        "postings_per_s": round(len(texts) / spent, 1),
        "mb_per_s": round(sum(map(len, texts)) / spent / 1e6, 2),
        "postings": len(texts),
        "characters": sum(map(len, texts)) // len(texts),
    }


def best(name: str, postings: int, runs: int, few: Path) -> dict[str, Any]:
    """Return the fastest of so many runs of one matcher, each in a process of its own."""
    command = [sys.executable, __file__, "--one", name, "--postings", str(postings), "--few", str(few)]
    rows = []
    for _ in range(1 if name in SLOW else runs):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            return {"matcher": name, "missing": done.stderr.strip().splitlines()[-1]}
        rows.append(json.loads(done.stdout))
    return max(rows, key=lambda row: row["postings_per_s"])


def main() -> None:
    """Measure every matcher and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--postings", type=int, default=100_000, help="postings to measure at most")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--one", choices=MATCHERS, help=argparse.SUPPRESS)
    parser.add_argument("--few", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measure(args.one, args.postings, args.few)))
        return
    if args.few:
        from jobscrape.skills.taxonomy import write_compiled  # noqa: PLC0415

        write_compiled(common(FEW), args.few)
        return
    with tempfile.TemporaryDirectory() as folder:
        few = Path(folder) / "few.json"
        # In a process of its own: a child counts the memory of its parent as its own from the start.
        subprocess.run([sys.executable, __file__, "--few", str(few)], check=True)
        rows = [best(name, args.postings, args.runs, few) for name in MATCHERS]
    if args.json:
        print(json.dumps(rows, indent=1))
        return
    print(f"{'matcher':34s} {'postings/s':>10s} {'MB/s':>6s} {'postings':>8s} {'build s':>8s} {'extra MB':>9s}")
    for row in rows:
        if "missing" in row:
            print(f"{row['matcher']:34s} {row['missing']}")
        else:
            numbers = (
                f"{row['postings_per_s']:10.1f} {row['mb_per_s']:6.2f} {row['postings']:8d} {row['build_s']:8.2f} {row['extra_mb']:9.1f}"
            )
            print(f"{row['matcher']:34s} {numbers}")
    print(f"mean length of a posting: {rows[0]['characters']} characters")


if __name__ == "__main__":
    main()
