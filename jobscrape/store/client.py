"""Connections to the store: MONGODB_URI if set, the embedded server otherwise.

Writes are acknowledged durably: `w=1, journal=True` on the embedded server, `w="majority"` elsewhere.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pymongo import AsyncMongoClient, MongoClient
from pymongo.errors import ConfigurationError, InvalidURI, PyMongoError

from jobscrape.errors import StoreError
from jobscrape.store import embedded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pymongo.asynchronous.database import AsyncDatabase
    from pymongo.database import Database

DEFAULT_DATABASE = "jobscrape"
Document = dict[str, Any]


@dataclass(slots=True, kw_only=True, frozen=True)
class Location:
    """Where the store is."""

    uri: str
    database: str
    is_embedded: bool

    @property
    def shown(self) -> str:
        """URI without user name and password, for messages."""
        scheme, _, rest = self.uri.partition("://")
        return f"{scheme}://{rest.rpartition('@')[2]}"


def locate(settings: Mapping[str, Any] | None = None) -> Location:
    """Return the store's location from settings or environment (environment first), starting the embedded server if need be.

    Raises StoreError if the embedded server cannot be started.
    """
    given = settings or {}
    database = os.environ.get("MONGODB_DATABASE") or given.get("MONGODB_DATABASE") or DEFAULT_DATABASE
    uri = os.environ.get("MONGODB_URI") or given.get("MONGODB_URI")
    if uri:
        return Location(uri=str(uri), database=str(database), is_embedded=False)
    server = embedded.start(embedded.data_directory(given.get("JOBSCRAPE_DATA")))
    return Location(uri=server.uri, database=str(database), is_embedded=True)


def options(location: Location) -> dict[str, Any]:
    """Return the client options for `location`."""
    common: dict[str, Any] = {"appname": "jobscrape", "tz_aware": True, "serverSelectionTimeoutMS": 10_000, "retryWrites": True}
    if location.is_embedded or "127.0.0.1" in location.uri:
        return {**common, "w": 1, "journal": True, "retryWrites": False, "serverSelectionTimeoutMS": 3000}
    return {**common, "w": "majority"}


def connect(location: Location) -> Database[Document]:
    """Return the database for synchronous use; raises StoreError if it does not answer."""
    try:
        client: MongoClient[Document] = MongoClient(location.uri, **options(location))
        client.admin.command("ping")
    except (PyMongoError, InvalidURI, ConfigurationError, ValueError) as error:
        raise unreachable(location, error) from error
    return client[location.database]


async def connect_async(location: Location) -> AsyncDatabase[Document]:
    """Return the database for use inside the crawl; raises StoreError if it does not answer."""
    try:
        client: AsyncMongoClient[Document] = AsyncMongoClient(location.uri, **options(location))
        await client.admin.command("ping")
    except (PyMongoError, InvalidURI, ConfigurationError, ValueError) as error:
        raise unreachable(location, error) from error
    return client[location.database]


def unreachable(location: Location, error: Exception) -> StoreError:
    """Return the one-line error for a store that does not answer."""
    why = str(error).split(", Timeout:")[0].split("(configured timeouts")[0].strip()[:160]
    return StoreError(f"MongoDB at {location.shown} does not answer: {why}; check MONGODB_URI, or unset it to use the embedded server")
