"""Scrapy settings of the project. What a user may set is listed in docs/SETTINGS.md."""

from __future__ import annotations

BOT_NAME = "jobscrape"
SPIDER_MODULES = ["jobscrape.spiders"]
NEWSPIDER_MODULE = "jobscrape.spiders"
COMMANDS_MODULE = "jobscrape.commands"
TEMPLATES_DIR = "jobscrape/templates"

ADDONS: dict[str, int] = {}

ITEM_PIPELINES: dict[str, int] = {}

LOG_LEVEL = "WARNING"
TELNETCONSOLE_ENABLED = False
