"""Where sentences and list items end: by the kinds of the signs around."""

from __future__ import annotations

import numpy as np

_ENDS, _BULLETS, _DASHES = ".!?;", "•●▪", "–·*-"
_SPACES = "\t\r\f\v\xa0\u2002\u2003\u2009\u202f\u3000"
_SPACE, _BLANK, _END, _DASH, _BULLET = 1, 2, 4, 8, 16
_BETWEEN_BLANKS = _SPACE | _BLANK

KINDS = {
    **dict.fromkeys(_SPACES, _SPACE),
    **dict.fromkeys(_ENDS, _END),
    **dict.fromkeys(_DASHES, _DASH),
    **dict.fromkeys(_BULLETS, _BULLET),
    " ": _BETWEEN_BLANKS,
    "\n": _SPACE | _BULLET,
}
"""What a sign is, as bits: a space, a blank, an end, a dash, a bullet."""


def breaks(kinds: bytes) -> list[int]:
    """Return the offsets after the signs that end a sentence or an item, in order; `kinds`: the kind of each character of a text.

    A bullet does so anywhere, a full stop before a space or at the end, a dash between blanks or at the beginning before one.
    """
    signs = np.frombuffer(b"%c%b%c" % (_BETWEEN_BLANKS, kinds, _BETWEEN_BLANKS), dtype=np.uint8)
    at = (signs >= _END).nonzero()[0]
    before, here, after = signs[at - 1], signs[at], signs[at + 1]
    dashes = (here == _DASH) & (before == _BETWEEN_BLANKS) & (after == _BETWEEN_BLANKS)
    found: list[int] = at[(here >= _BULLET) | ((here == _END) & (after & _SPACE != 0)) | dashes].tolist()
    return found
