"""The add-on: what it sets, whose values win, what is refused."""

from __future__ import annotations

from typing import Any

import pytest
import scrapy
from scrapy.settings import Settings
from scrapy.utils.conf import build_component_list
from scrapy.utils.python import global_object_name

from jobscrape.errors import UsageError
from jobscrape.net.addon import SETTINGS, NetAddon, check
from jobscrape.net.replay import ReplayHandler

SLOTS = {"DOWNLOAD_SLOTS": {"acme": {"delay": 0.5, "concurrency": 2, "jitter": 0.2}}}
REPLAY = {"REPLAY_ORIGIN": "http://127.0.0.1:8765"}


def settled(project: dict[str, Any] | None = None, spider: dict[str, Any] | None = None, line: dict[str, Any] | None = None) -> Settings:
    settings = Settings({"JOBSCRAPE_CONTACT": "jobs@example.org", **(project or {})})
    settings.setdict(spider or {}, "spider")
    settings.setdict(line or {}, "cmdline")
    NetAddon().update_settings(settings)
    return settings


def test_sets_what_it_says() -> None:
    settings = settled()
    assert {name: settings[name] for name in SETTINGS} == SETTINGS
    assert settings["USER_AGENT"].startswith("jobscrape/")
    assert "contact: jobs@example.org" in settings["USER_AGENT"]


def test_scrapy_knows_its_own_settings_of_the_list() -> None:
    known = set(dir(scrapy.settings.default_settings))
    assert {name for name in SETTINGS if not name.startswith(("NET_", "REPLAY_"))} <= known


def test_project_values_win() -> None:
    settings = settled({"DOWNLOAD_TIMEOUT": 5, "USER_AGENT": "mine", "RETRY_TIMES": 0})
    assert (settings["DOWNLOAD_TIMEOUT"], settings["USER_AGENT"], settings["RETRY_TIMES"]) == (5, "mine", 0)


def test_middlewares_stand_in_their_order() -> None:
    names = build_component_list(settled().get_component_priority_dict_with_base("DOWNLOADER_MIDDLEWARES"))
    chain = [name if isinstance(name, str) else global_object_name(name) for name in names]
    ours = [name.rpartition(".")[2] for name in chain if name.startswith("jobscrape.net.")]
    assert ours == ["VendorSlots", "Robots", "Conditional", "Retry", "Decompress"]
    replaced = ("RetryMiddleware", "RobotsTxtMiddleware", "HttpCompressionMiddleware")
    assert not [name for name in chain if name.endswith(replaced)]
    redirect = "scrapy.downloadermiddlewares.redirect.RedirectMiddleware"
    assert chain.index("jobscrape.net.limits.Decompress") < chain.index(redirect)


def test_user_may_switch_a_middleware_off() -> None:
    settings = settled({"DOWNLOADER_MIDDLEWARES": {"jobscrape.net.conditional.Conditional": None}})
    names = build_component_list(settings.get_component_priority_dict_with_base("DOWNLOADER_MIDDLEWARES"))
    assert "Conditional" not in str(names)


@pytest.mark.parametrize(
    ("line", "delay", "concurrency"),
    [
        ({}, 0.5, 2),
        ({"DOWNLOAD_DELAY": "5"}, 5, 2),
        ({"CONCURRENT_REQUESTS_PER_DOMAIN": "1"}, 0.5, 1),
        ({"DOWNLOAD_SLOTS": '{"acme": {"delay": 9, "concurrency": 1}}'}, 9, 1),
        ({**REPLAY}, 0, 2),
        ({**REPLAY, "REPLAY_DELAYS": "1"}, 0.5, 2),
    ],
)
def test_rate_of_the_vendor(line: dict[str, Any], delay: float, concurrency: int) -> None:
    slot = settled(spider=SLOTS, line=line).getdict("DOWNLOAD_SLOTS")["acme"]
    assert (slot["delay"], slot["concurrency"]) == (delay, concurrency)


def test_replay_takes_over_http_and_drops_delays() -> None:
    settings = settled({"DOWNLOAD_DELAY": 3, "DOWNLOAD_HANDLERS": {"ftp": None}}, line=REPLAY)
    assert settings.getdict("DOWNLOAD_HANDLERS") == {"ftp": None, "http": ReplayHandler, "https": ReplayHandler}
    assert settings.getfloat("DOWNLOAD_DELAY") == 0
    assert settled()["DOWNLOAD_HANDLERS"].copy() == {}


def test_contact_comes_from_the_environment_too(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("JOBSCRAPE_CONTACT", "https://example.org/bot")
    assert "contact: https://example.org/bot" in settled({"JOBSCRAPE_CONTACT": ""})["USER_AGENT"]
    monkeypatch.delenv("JOBSCRAPE_CONTACT")
    assert "contact" not in settled({"JOBSCRAPE_CONTACT": ""})["USER_AGENT"]
    assert "Set JOBSCRAPE_CONTACT" in caplog.text


@pytest.mark.parametrize(
    "wrong",
    [{"REPLAY_ORIGIN": "8765"}, {"CRAWL_TIME": "noon"}, {"JOBSCRAPE_CONTACT": "a\r\nX: y"}, {"JOBSCRAPE_CONTACT": "søren@example.org"}],
)
def test_wrong_settings_are_one_line(wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        check(Settings(wrong))
    assert next(iter(wrong)) in str(caught.value)
    assert "\n" not in str(caught.value)
