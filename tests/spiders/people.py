"""What is a person's own in a record."""

from __future__ import annotations

import json
import re
from typing import Any

SECRET = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}|(?<![\w/.-])\+\d[\d ()-]{7,}\d")
KEY = re.compile(
    r'"[^"]*(?:e-?mail|phone|contacts?|contact_?list|contact_?point|recruiter|hiring_?manager|creator|author|reporting_to)"\s*:',
    re.IGNORECASE,
)


def personal(raw: Any) -> list[str]:
    """Return the e-mail addresses, telephone numbers and keys for people in a record."""
    kept = json.dumps(raw, default=str, ensure_ascii=False)
    return SECRET.findall(kept) + KEY.findall(kept)
