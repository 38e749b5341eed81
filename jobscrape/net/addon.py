"""The add-on that gives a crawl its manners: settings, middlewares in their order, one slot a vendor, replay."""

from __future__ import annotations

import logging
import os
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.settings import SETTINGS_PRIORITIES

from jobscrape.errors import UsageError
from jobscrape.net.clock import crawl_time
from jobscrape.net.conditional import Conditional
from jobscrape.net.limits import Decompress
from jobscrape.net.replay import ReplayHandler, replay_origin
from jobscrape.net.retry import Retry
from jobscrape.net.robots import Robots
from jobscrape.net.slots import VendorSlots

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)

SETTINGS: dict[str, Any] = {
    "CONCURRENT_ITEMS": 8,
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
    "COOKIES_ENABLED": False,
    "DNS_TIMEOUT": 20,
    "DOWNLOAD_DELAY": 0.5,
    "DOWNLOAD_DELAY_JITTER": 0.25,
    "DOWNLOAD_FAIL_ON_DATALOSS": True,
    "DOWNLOAD_MAXSIZE": 128 * 1024 * 1024,
    "DOWNLOAD_TIMEOUT": 60,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "NET_BACKOFF_BASE": 1.0,
    "NET_BACKOFF_MAX": 30.0,
    "NET_CRAWL_DELAY_MAX": 60.0,
    "NET_REFUSALS_MAX": 3,
    "NET_RETRY_AFTER_MAX": 60.0,
    "NET_ROBOTS_UNREACHABLE": 600.0,
    "NET_SLOT_DELAY_MAX": 60.0,
    "REMOTE_CONTROL_ENABLED": False,
    "REPLAY_DELAYS": False,
    "RETRY_HTTP_CODES": [408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529],
    "RETRY_TIMES": 3,
    "ROBOTSTXT_OBEY": True,
    "ROBOTSTXT_USER_AGENT": "jobscrape",
    "TELNETCONSOLE_ENABLED": False,
}
# Ours, with the place in the chain; Conditional sits on the engine's side of Retry, so it hashes only good bodies.
MIDDLEWARES = {VendorSlots: 60, Robots: 100, Conditional: 540, Retry: 550, Decompress: 590}
REPLACED = (RobotsTxtMiddleware, RetryMiddleware, HttpCompressionMiddleware)


def check(settings: BaseSettings) -> None:
    """Raise a UsageError for the first setting of the net that is wrong; commands call it before a crawl."""
    replay_origin(settings)
    crawl_time(settings)
    contact(settings)


def contact(settings: BaseSettings) -> str:
    """Return whom a board's operator can write to: the setting or environment variable JOBSCRAPE_CONTACT, "" if neither is set."""
    value = str(settings.get("JOBSCRAPE_CONTACT") or os.environ.get("JOBSCRAPE_CONTACT") or "").strip()
    if not (value.isascii() and value.isprintable()) or set(value) & set("();"):
        raise UsageError(f"JOBSCRAPE_CONTACT must be an address or URL in plain ASCII, not {value!r}")
    return value


def user_agent(settings: BaseSettings) -> str:
    """Return the user agent: what this is, and whom to write to."""
    try:
        number = version("jobscrape")
    except PackageNotFoundError:
        number = "dev"
    whom = contact(settings)
    return f"jobscrape/{number} (job board crawler; contact: {whom})" if whom else f"jobscrape/{number} (job board crawler)"


class NetAddon:
    """Put `"jobscrape.net.addon.NetAddon": 0` in ADDONS. Values of the user, of any origin, win over its own."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Set everything; UsageError as in `check`."""
        check(settings)
        for name, value in {**SETTINGS, "USER_AGENT": user_agent(settings)}.items():
            settings.set(name, value, "addon")
        for theirs in REPLACED:
            settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", theirs, None)
        for ours, place in MIDDLEWARES.items():
            settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", ours, place)
        _prefer_user_rate(settings)
        if replay_origin(settings):
            _replay(settings)
        elif not contact(settings):
            logger.warning("Set JOBSCRAPE_CONTACT to a mailbox or URL, so that a board's operator can reach you")


def _prefer_user_rate(settings: BaseSettings) -> None:
    """Let DOWNLOAD_DELAY and CONCURRENT_REQUESTS_PER_DOMAIN of the command line win over the rate of the spider's slot."""
    told = {
        name: settings.getfloat(setting) if name == "delay" else settings.getint(setting)
        for name, setting in (("delay", "DOWNLOAD_DELAY"), ("concurrency", "CONCURRENT_REQUESTS_PER_DOMAIN"))
        if (settings.getpriority(setting) or 0) > (settings.getpriority("DOWNLOAD_SLOTS") or 0)
    }
    slots = settings.getdict("DOWNLOAD_SLOTS")
    if told and slots:
        _override(settings, "DOWNLOAD_SLOTS", {name: {**slot, **told} for name, slot in slots.items()})


def _replay(settings: BaseSettings) -> None:
    """Send everything to the replay origin; nobody there needs our own delays (REPLAY_DELAYS keeps them)."""
    handlers = {**settings.getdict("DOWNLOAD_HANDLERS"), "http": ReplayHandler, "https": ReplayHandler}
    _override(settings, "DOWNLOAD_HANDLERS", handlers)
    if settings.getbool("REPLAY_DELAYS"):
        return
    slots = {name: {**slot, "delay": 0} for name, slot in settings.getdict("DOWNLOAD_SLOTS").items()}
    _override(settings, "DOWNLOAD_SLOTS", slots)
    _override(settings, "DOWNLOAD_DELAY", 0)


def _override(settings: BaseSettings, name: str, value: object) -> None:
    settings.set(name, value, max(settings.getpriority(name) or 0, SETTINGS_PRIORITIES["addon"]))
