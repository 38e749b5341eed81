"""Scrapy settings of the project. What a user may set is listed in docs/SETTINGS.md."""

from __future__ import annotations

from pathlib import Path

BOT_NAME = "jobscrape"
SPIDER_MODULES = ["jobscrape.spiders"]
NEWSPIDER_MODULE = "jobscrape.spiders"
COMMANDS_MODULE = "jobscrape.commands"
TEMPLATES_DIR = str(Path(__file__).resolve().parent / "templates")

ADDONS = {"jobscrape.net.addon.NetAddon": 100}

ITEM_PIPELINES = {
    "jobscrape.pipelines.required.RequiredPipeline": 100,
    "jobscrape.pipelines.text.TextPipeline": 200,
    "jobscrape.pipelines.fields.FieldsPipeline": 300,
    "jobscrape.pipelines.skills.SkillsPipeline": 400,
    "jobscrape.pipelines.identity.IdentityPipeline": 500,
    "jobscrape.pipelines.store.StorePipeline": 900,
}

# Not only switched off but left out: importing them costs every command a tenth of a second.
EXTENSIONS = {"scrapy.extensions.remote_control.RemoteControl": None, "scrapy.extensions.telnet.TelnetConsole": None}

LOG_LEVEL = "WARNING"
