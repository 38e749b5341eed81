"""Whether the role manages people: by its title, or by what the text says it does with a team."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from jobscrape.fields.cues import proof
from jobscrape.fields.found import Found, found
from jobscrape.fields.rules import data, rules
from jobscrape.fields.seniority import SALES_MANAGER, title_level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobscrape.fields.reading import Reading

FIELDS = ("people_manager",)
AFTER = ()

_LEADING = ("manager", "director", "executive")


def read(reading: Reading) -> Mapping[str, Found]:
    """Return people_manager; unknown only where there is neither text nor a title that tells."""
    level = title_level(reading.title)
    said = _said(reading)
    if level is not None and level[0] in _LEADING and (level[2] != SALES_MANAGER or not reading.text):
        return {"people_manager": found(True, source="title", text=level[1], rule=level[2])}
    if said is not None:
        return {"people_manager": said}
    leads = _team_title().search(reading.title.lower())
    if leads is not None:
        return {"people_manager": found(True, source="title", text=leads[0], rule="title_team_lead")}
    if not reading.text:
        return {}
    return {"people_manager": found(False, source="text", text="", rule="nothing_said")}


@cache
def _team_title() -> re.Pattern[str]:
    return re.compile(data("people_manager")["title"])


def _said(reading: Reading) -> Found | None:
    """Return True with its proof where the text gives the role a team: one plain sentence, or two weak ones of a lead."""
    quiet = data("people_manager")["quiet_zones"]
    weak: list[Found] = []
    for sentence in reading.cues.sentences("people_manager"):
        hit = rules("people_manager").first(sentence.low) if sentence.zone not in quiet else None
        if hit is None or hit[0].value is False:
            continue
        said = proof(sentence, *hit, reading.text)
        if hit[0].value is True:
            return said
        weak.append(said._replace(value=True))
    return weak[0] if len(weak) > 1 else None
