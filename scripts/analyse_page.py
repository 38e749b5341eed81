"""Run the snippets of docs/ANALYSE.md on the simulated year and write their outputs into the page: `python scripts/analyse_page.py`."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from jobscrape.demo import perfect  # noqa: E402 - the path is set above
from jobscrape.demo.layoffs import notices  # noqa: E402
from jobscrape.demo.market import Market  # noqa: E402
from jobscrape.demo.plan import Plan  # noqa: E402
from jobscrape.demo.year import weekly  # noqa: E402
from jobscrape.layoffs.notices import notice_document  # noqa: E402

if TYPE_CHECKING:
    from pymongo.database import Database

PAGE = ROOT / "docs" / "ANALYSE.md"
_TRIPLE = re.compile(r"```js\n(.*?)```\s+```python\n(.*?)```\s+```text\n(.*?)```", re.DOTALL)
_CALL = re.compile(r"db\.(\w+)\.aggregate\((.*)\)\s*$", re.DOTALL)
_KEY = re.compile(r"([{,]\s*)([$\w]+)(\s*:)")
_DATE = re.compile(r'ISODate\("([^"]+)"\)')


class Snippet(NamedTuple):
    """One question of the page."""

    shell: str
    python: str
    output: str


def snippets(text: str) -> list[Snippet]:
    """Return the questions of the page."""
    return [Snippet(*found) for found in _TRIPLE.findall(text)]


def fill(database: Database[dict[str, Any]]) -> None:
    """Write the simulated year of `scrapy demo`, as a perfect crawl would store it."""
    market = Market(Plan(employers=14, postings=10))
    times = weekly(market.plan)
    database["postings"].insert_many(list(perfect.postings(market, times)))
    database["crawls"].insert_many(list(perfect.ledger(market, times)))
    database["layoffs"].insert_many([notice_document(notice) for notice in notices(market)])


def run_shell(text: str, database: Database[dict[str, Any]]) -> list[str]:
    """Run a mongosh snippet; return its rows as lines."""
    found = _CALL.search(text.strip())
    if found is None:
        raise ValueError(f"no aggregate in {text!r}")
    dated = _DATE.sub(r'{"$date": "\1"}', found[2])
    pipeline = json.loads(_KEY.sub(r'\1"\2"\3', dated), object_hook=_with_dates)
    return [line(row) for row in database[found[1]].aggregate(pipeline)]


def _with_dates(value: dict[str, Any]) -> Any:
    if value.keys() == {"$date"} and isinstance(value["$date"], str):
        return datetime.strptime(value["$date"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
    return value


def run_python(text: str, database: Database[dict[str, Any]], names: dict[str, Any]) -> list[str]:
    """Run a Python snippet that leaves `rows`; return them as lines. `names` carries what earlier snippets defined."""
    names["db"] = database
    exec(compile(text, str(PAGE), "exec"), names)  # noqa: S102 - our own page
    return [line(row) for row in names["rows"]]


def line(row: dict[str, Any]) -> str:
    """Return a row as one line of JSON."""
    return json.dumps(_plain(row), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(v) for name, v in value.items()}
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    return round(value, 3) if isinstance(value, float) else value


def main() -> int:
    """Write the outputs into the page."""
    from jobscrape.store import embedded  # noqa: PLC0415
    from jobscrape.store.client import Location, connect  # noqa: PLC0415

    text, names = PAGE.read_text("utf-8"), dict[str, Any]()
    with tempfile.TemporaryDirectory() as folder:
        server = embedded.start(Path(folder))
        try:
            database = connect(Location(uri=server.uri, database="analyse", is_embedded=True))
            fill(database)
            for snippet in snippets(text):
                rows = "".join(f"{row}\n" for row in run_python(snippet.python, database, names))
                old = f"```python\n{snippet.python}```\n\n```text\n{snippet.output}```"
                text = text.replace(old, f"```python\n{snippet.python}```\n\n```text\n{rows}```")
            database.client.close()
        finally:
            embedded.stop(Path(folder))
    PAGE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
