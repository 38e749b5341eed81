"""datapackage.json: what an export holds, in the Frictionless form (specs.frictionlessdata.io/data-package)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from jobscrape.export.columns import LIST
from jobscrape.export.writers import LIST_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from jobscrape.export.columns import Column

MEDIA = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv", "jsonl": "application/jsonl", "jsonld": "application/ld+json"}
RIGHTS = (
    "The postings belong to the employers and sources named under `sources`; their terms hold, and those that ask for it must be named "
    "beside the data. The normalised fields were read from them by jobscrape (MIT) and may be used freely. Place data: GeoNames, CC BY 4.0."
)


def package(
    files: Mapping[Path, int], root: Path, kind: str, columns: Sequence[Column], sources: Iterable[Mapping[str, Any]], made: str
) -> dict[str, Any]:
    """Return the description of `files` {path: rows} below `root`."""
    return {
        "profile": "tabular-data-package" if kind == "csv" else "data-package",
        "name": "job-postings",
        "title": "Job postings, normalised with evidence by jobscrape",
        "created": made,
        "rights": RIGHTS,
        "sources": [_source(one) for one in sources],
        "resources": [_resource(path, rows, root, kind, columns) for path, rows in files.items()],
    }


def _source(one: Mapping[str, Any]) -> dict[str, Any]:
    name, _, url = str(one.get("attribution") or "").rpartition(", ")
    out = {"title": name or one["source"], "source": one["source"], "attribution_required": bool(name), "terms": one.get("terms") or ""}
    return {**out, "path": url} if url else out


def _resource(path: Path, rows: int, root: Path, kind: str, columns: Sequence[Column]) -> dict[str, Any]:
    content = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            content.update(block)
    relative = path.relative_to(root).as_posix()
    name = relative.removesuffix("".join(path.suffixes)).replace("/", "-").replace("=", "-").lower()
    described = {"name": name, "path": relative, "format": kind, "mediatype": MEDIA[kind], "encoding": "utf-8", "rows": rows}
    proof = {"bytes": path.stat().st_size, "hash": f"sha256:{content.hexdigest()}"}
    if kind == "jsonld":
        return {**described, **proof, "conformsTo": "https://schema.org/JobPosting"}
    return {
        **described,
        **proof,
        "schema": {"fields": [_field(column, kind) for column in columns], "primaryKey": "id", "missingValues": [""]},
    }


def _field(column: Column, kind: str) -> dict[str, Any]:
    out = {"name": column.name, "type": column.type, "description": column.meaning}
    if column.type == LIST:
        joined = {"type": "string", "description": f"{column.meaning} Several joined by {LIST_SEPARATOR!r}."}
        return {**out, **joined} if kind == "csv" else {**out, "type": "array"}
    return out
