"""Text that went through the wrong encoding: UTF-8 read as Windows-1252 or Latin-1."""

from __future__ import annotations

import re

SIGNS = re.compile("[âÃÂð]")
"""First characters of a UTF-8 sequence that was read byte by byte."""
RUN = re.compile(r"[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2,}")
"""Characters that a byte from 0x80 may have become."""


def repaired(text: str) -> str:
    """Undo the reading where the round trip gives valid UTF-8; other text comes back as it is."""
    if not SIGNS.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return RUN.sub(_repaired_run, text)


def _repaired_run(run: re.Match[str]) -> str:
    """Repair one run: the two encodings stand side by side in one text."""
    try:
        return b"".join(map(_byte, run[0])).decode("utf-8")
    except UnicodeDecodeError:
        return run[0]


def _byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1", "replace")
