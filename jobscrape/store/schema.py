"""Collections, validators and indexes: `scrapy db init`, idempotent.

The validator of `postings` is generated from `jobscrape.items`, so that the dictionary and the database cannot differ.
"""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from jobscrape import items
from jobscrape.store.views import create_views

if TYPE_CHECKING:
    from pymongo.database import Database

_BSON = {str: "string", int: ["int", "long"], float: ["double", "int", "long"], bool: "bool", datetime: "date"}
NOT_STORED = frozenset({"skill_mentions", "soft_mentions"})


def json_schema(kind: type) -> dict[str, Any]:
    """Return the MongoDB JSON Schema of a dataclass of `jobscrape.items`."""
    hints = typing.get_type_hints(kind)
    properties = {stored_name(f.name): _schema(hints[f.name]) for f in fields(kind) if f.name not in NOT_STORED}
    return {"bsonType": "object", "properties": properties}


def stored_name(field: str) -> str:
    """Return the name under which a field is stored (`Evidence.source` is stored as `from`)."""
    return "from" if field == "source" else field


def _schema(hint: Any) -> dict[str, Any]:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _nullable(_schema(next(a for a in args if a is not type(None))))
    if origin is list:
        return {"bsonType": "array", "items": _schema(args[0])}
    if origin is dict:
        return {"bsonType": "object"} if args[1] is Any else {"bsonType": "object", "additionalProperties": _schema(args[1])}
    if is_dataclass(hint):
        return json_schema(typing.cast("type", hint))
    return {"bsonType": _BSON[hint]}


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    kinds = schema["bsonType"]
    return {**schema, "bsonType": [*(kinds if isinstance(kinds, list) else [kinds]), "null"]}


def posting_validator() -> dict[str, Any]:
    """Return the `$jsonSchema` of `postings`: identity and lifecycle demanded, normalised fields typed."""
    text, when = {"bsonType": "string", "minLength": 1}, {"bsonType": "date"}
    schema = json_schema(items.Normalised)
    schema["properties"] |= {
        "source": text,
        "board": text,
        "source_id": text,
        "url": text,
        "title": text,
        "first_seen": when,
        "last_seen": when,
        "status": {"enum": ["open", "closed", "unknown"]},
        "absent_since": {"bsonType": ["date", "null"]},
        "spells": {"bsonType": "array"},
        "reposts": {"bsonType": "array"},
        "changes": {"bsonType": "array"},
    }
    schema["required"] = ["source", "board", "source_id", "url", "title", "company", "first_seen", "last_seen", "status"]
    return {"$jsonSchema": schema}


INDEXES: dict[str, list[IndexModel]] = {
    "postings": [
        IndexModel([("source", ASCENDING), ("board", ASCENDING), ("status", ASCENDING)], name="board_status"),
        IndexModel([("company.key", ASCENDING), ("title_key", ASCENDING)], name="company_title"),
        IndexModel([("skills", ASCENDING)], name="skills"),
        IndexModel([("first_seen", DESCENDING)], name="first_seen"),
        IndexModel([("date_posted", DESCENDING)], name="date_posted"),
        IndexModel([("role", ASCENDING), ("seniority", ASCENDING)], name="role_seniority"),
        IndexModel([("job", ASCENDING)], name="job"),
        IndexModel([("role_group", ASCENDING)], name="role_group"),
    ],
    "descriptions": [],
    "boards": [IndexModel([("source", ASCENDING), ("state", ASCENDING)], name="source_state")],
    "crawls": [
        IndexModel([("source", ASCENDING), ("board", ASCENDING), ("finished", DESCENDING)], name="board_finished"),
        IndexModel([("run", ASCENDING)], name="run"),
        IndexModel([("finished", DESCENDING)], name="finished"),
    ],
    "jobs": [
        IndexModel([("company_key", ASCENDING)], name="company"),
        IndexModel([("role_group", ASCENDING)], name="role_group"),
        IndexModel([("members.posting", ASCENDING)], name="members"),
    ],
    "links": [IndexModel([("ends", ASCENDING)], name="ends")],
    "marks": [IndexModel([("values", ASCENDING)], name="values")],
    "rejects": [IndexModel([("source", ASCENDING), ("at", DESCENDING)], name="source_at")],
    "layoffs": [IndexModel([("company_key", ASCENDING), ("date", DESCENDING)], name="company_date")],
    "skill_candidates": [IndexModel([("n", DESCENDING)], name="n")],
}
FOR_ANALYSTS = frozenset({"company_title", "skills", "date_posted", "role_seniority", "role_group"})
"""Indexes of `postings` that no command of ours needs. The embedded server pays for every index at every touch (measured: a
quarter of the cost of a sighting) and scans its few postings anyway, so it gets on without them."""
VALIDATORS = {"postings": posting_validator}


def _validated(validator: dict[str, Any]) -> dict[str, Any]:
    """Return the options of a collection; documents of an older version may still be updated ("moderate")."""
    return {"validator": validator, "validationLevel": "moderate"}


def initialise(database: Database[dict[str, Any]]) -> list[str]:
    """Make what is missing in `database`; returns the collections and views. Safe to repeat and to run beside a crawl."""
    present = set(database.list_collection_names())
    embedded = "secantusVersion" in database.client.server_info()
    for name, indexes in INDEXES.items():
        validator = VALIDATORS[name]() if name in VALIDATORS else None
        if name not in present:
            database.command({"create": name, **(_validated(validator) if validator else {})})
        elif validator:
            database.command("collMod", name, **_validated(validator))
        wanted = [i for i in indexes if not (embedded and name == "postings" and i.document["name"] in FOR_ANALYSTS)]
        if wanted:
            database[name].create_indexes(wanted)
    return [*INDEXES, *create_views(database)]
