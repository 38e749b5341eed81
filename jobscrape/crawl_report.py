"""How a crawl went: the verdict, its exit status, a row a board, and progress while it runs."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from scrapy import signals

from jobscrape.boards.visit import DEAD_PAGES_BORNE, BoardVisit
from jobscrape.store.ledger import assessed, beyond_reach, lacks

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

OUTCOMES = ("complete", "unchanged", "partial", "failed", "missing", "blocked")
ERROR_STATS = ("jobscrape/spider_errors", "jobscrape/item_errors", "spider_exceptions/count")
REJECTS_BORNE = 0.05
"""Share of rejected postings above which a run is bad: single broken rows are kept and told, not alarming."""
LIFE = {"new": "new", "changed": "changed", "closed": "closed", "reopened": "back", "unknown": "now unknown"}
GOOD = frozenset({"complete", "unchanged"})


def board_row(visit: BoardVisit) -> dict[str, Any]:
    """Return what is told of one board."""
    judged = assessed(visit)
    outcome = judged.outcome
    why = visit.blocked or visit.missing or "; ".join(lacks(visit)[:2]) or judged.why
    return {
        "board": visit.board,
        "outcome": outcome,
        "postings": visit.listed + visit.untouched,
        "declared": visit.declared,
        "stored": visit.stored,
        "unchanged": len(visit.seen) + visit.untouched,
        "rejected": visit.rejected,
        "details_failed": sum(not f.essential for f in visit.failures),
        "pages_asked": visit.pages_asked,
        "pages_dead": len(visit.dead),
        "requests": visit.requests,
        "limited": visit.limited,
        "all_it_shows": visit.newest_only and outcome == "partial" and lacks(visit) == beyond_reach(visit),
        "why": "" if outcome in GOOD else why,
    }


def summary(crawler: Crawler) -> dict[str, Any]:
    """Return the summary of a finished run: counts, a row a board, exit status and verdict."""
    spider: Any = crawler.spider
    stats = crawler.stats.get_stats()
    if spider is None:
        return {"source": crawler.spidercls.name, "boards": [], "exit_status": 1, "verdict": "the crawl did not start", "outcomes": {}}
    rows = [board_row(v) for v in spider.visits.values()]
    result: dict[str, Any] = {
        "source": spider.name,
        "run": spider.run,
        "clock": spider.clock.isoformat(),
        "finish_reason": stats.get("finish_reason"),
        "boards": rows,
        "outcomes": {name: n for name in OUTCOMES if (n := sum(r["outcome"] == name for r in rows))},
        "postings": sum(r["postings"] for r in rows),
        "stored": sum(r["stored"] for r in rows),
        "unchanged": sum(r["unchanged"] for r in rows),
        "rejected": sum(r["rejected"] for r in rows) + stats.get("jobscrape/store/refused", 0),
        **{name: stats.get(f"jobscrape/lifecycle/{name}", 0) for name in LIFE},
        "requests": stats.get("downloader/request_count", 0),
        "bytes": stats.get("downloader/response_bytes", 0),
        "seconds": round(stats.get("elapsed_time_seconds", 0.0), 2),
        "errors": sum(stats.get(name, 0) for name in ERROR_STATS),
        "store_error": stats.get("jobscrape/store/error"),
        "attribution": {"name": spider.attribution.name, "url": spider.attribution.url} if spider.attribution else None,
    }
    return {**result, **judged(result)}


def judged(result: dict[str, Any]) -> dict[str, Any]:
    """Return exit status and verdict of a run."""
    if result["store_error"]:
        return {"exit_status": 3, "verdict": result["store_error"]}
    if result["errors"]:
        return {"exit_status": 1, "verdict": f"{result['errors']} unexpected errors; see the log (-L INFO)"}
    bad = [r for r in result["boards"] if r["outcome"] not in GOOD and not _only_limited(r) and not r["all_it_shows"]]
    if not result["boards"]:
        return {"exit_status": 4, "verdict": "incomplete: no board was visited"}
    if bad:
        return {
            "exit_status": 4,
            "verdict": f"incomplete: {reasons(bad, len(result['boards']), stopped=result['finish_reason'] == 'shutdown')}",
        }
    unread = sum(r["details_failed"] for r in result["boards"])
    if unread:
        return {"exit_status": 4, "verdict": f"incomplete: {unread} pages of single postings gave no usable answer (see db.crawls)"}
    asked, dead = (sum(r[name] for r in result["boards"]) for name in ("pages_asked", "pages_dead"))
    if dead >= DEAD_PAGES_BORNE and dead == asked:
        return {"exit_status": 4, "verdict": f"incomplete: all {dead} pages of single postings answered 404 (has their address changed?)"}
    if result["rejected"] > REJECTS_BORNE * max(1, result["postings"]):
        return {"exit_status": 4, "verdict": f"incomplete: {result['rejected']} postings were rejected (see db.rejects)"}
    if result["finish_reason"] != "finished":
        return {"exit_status": 4, "verdict": f"incomplete: the crawl was stopped ({result['finish_reason']})"}
    if result["rejected"]:
        return {"exit_status": 0, "verdict": f"complete, but {result['rejected']} rejected (see db.rejects)"}
    if any(r["limited"] for r in result["boards"]):
        return {"exit_status": 0, "verdict": "complete as far as it was limited"}
    if any(r["all_it_shows"] for r in result["boards"]):
        return {"exit_status": 0, "verdict": "complete as far as the feed shows (the newest postings only)"}
    return {"exit_status": 0, "verdict": "complete"}


def _only_limited(row: dict[str, Any]) -> bool:
    return bool(row["limited"] and row["why"] == f"limited: {row['limited']}")


def reasons(bad: list[dict[str, Any]], of: int, *, stopped: bool = False) -> str:
    """Say which boards gave less than everything, and why, in one line."""
    if stopped:
        return f"the crawl was stopped, {len(bad)} of {of} boards are not complete"
    if len(bad) == 1:
        return f"board {bad[0]['board']} {bad[0]['outcome']} ({bad[0]['why'] or 'stopped'})"
    counts = Counter(r["outcome"] for r in bad)
    kinds = ", ".join(f"{n} {outcome}" for outcome, n in counts.items())
    return f"{len(bad)} of {of} boards ({kinds}), e.g. {bad[0]['board']}: {bad[0]['why'] or 'stopped'}"


def shown(result: dict[str, Any], *, verbose: bool) -> str:
    """Return the summary for people: rows a board if asked, the attribution, and the verdict line last."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    lines: list[str] = []
    if verbose and result["boards"]:
        table = Table("board", "outcome", "postings", "stored", "unchanged", "rejected", "requests", "why", box=None, pad_edge=False)
        for row in result["boards"]:
            table.add_row(*(str(row[c]) for c in ("board", "outcome", "postings", "stored", "unchanged", "rejected", "requests", "why")))
        console = Console(width=None if sys.stdout.isatty() else 160)
        with console.capture() as captured:
            console.print(table)
        lines.append(captured.get().rstrip())
    if result.get("attribution"):
        name, url = result["attribution"]["name"], result["attribution"]["url"]
        lines.append(f"Data: {name}, {url} (name and link the source where you show it)")
    outcomes = ", ".join(f"{n} {o}" for o, n in result["outcomes"].items()) or "none"
    seen, stored, unchanged = (result.get(name, 0) for name in ("postings", "stored", "unchanged"))
    counts = f"boards: {outcomes}; postings: {seen} seen, {stored} stored, {unchanged} unchanged"
    counts += "".join(f", {result[name]} {words}" for name, words in LIFE.items() if result.get(name))
    dead = sum(r["pages_dead"] for r in result["boards"])
    if dead:
        counts += f", {dead} listed without a page"
    if result.get("rejected"):
        counts += f", {result['rejected']} rejected"
    cost = f"{result.get('requests', 0)} requests, {result.get('bytes', 0) / 1e6:.1f} MB, {result.get('seconds', 0):.1f} s"
    lines.append(f"{result['source']}: {result['verdict']} | {counts} | {cost}")
    return "\n".join(lines) + "\n"


def progress(crawler: Crawler, *, quiet: bool) -> None:
    """Show boards and postings done on a terminal's standard error."""
    if quiet or not sys.stderr.isatty():
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(f"{crawler.spidercls.name} boards", total=None, note="")

    def opened() -> None:
        bar.start()
        bar.update(task, total=len(crawler.spider.boards()))  # type: ignore[union-attr]

    def scraped(item: Any) -> None:
        visits = crawler.spider.visits.values()  # type: ignore[union-attr]
        if isinstance(item, BoardVisit):
            bar.advance(task)
        bar.update(task, note=f"{sum(v.listed for v in visits)} postings, {sum(v.requests for v in visits)} requests")

    crawler.signals.connect(opened, signal=signals.spider_opened, weak=False)
    crawler.signals.connect(scraped, signal=signals.item_scraped, weak=False)
    crawler.signals.connect(bar.stop, signal=signals.spider_closed, weak=False)
