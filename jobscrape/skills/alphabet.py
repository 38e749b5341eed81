"""Texts as bytes, one a character: an automaton over bytes is faster than one over text, and its offsets are those of the text."""

from __future__ import annotations

from codecs import utf_32_le_encode
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

PLANE = 0x10000
"""Code points that are looked up one by one; all further ones are alike."""
_MOST = 128

Codes: TypeAlias = "npt.NDArray[np.uint32]"
"""The code points of a text."""


def codes_of(text: str) -> Codes:
    """Return the code points of `text`."""
    return np.frombuffer(utf_32_le_encode(text, "surrogatepass")[0], dtype=np.uint32)


class Alphabet:
    """The characters of some phrases as one byte each: ASCII as it is, others from 128 on; 0 is any other character of a text."""

    def __init__(self, phrases: Collection[str], alike: Callable[[str], str]) -> None:
        """Take the characters of `phrases`; `alike` says as which text of the same length any text is read."""
        others = sorted(char for char in set().union(*phrases) if not char.isascii())
        if len(others) > _MOST:
            raise ValueError(f"the phrases hold {len(others)} characters beyond ASCII, at most {_MOST} have a byte of their own")
        self._codes = {chr(code): code for code in range(_MOST)} | {char: code for code, char in enumerate(others, _MOST)}
        size = max(PLANE, *(ord(char) + 1 for char in others))
        own = np.zeros(size + 1, dtype=np.uint8)
        own[[ord(char) for char in self._codes]] = list(self._codes.values())
        self._table = np.append(own.take(codes_of(alike("".join(map(chr, range(size))))), mode="clip"), np.uint8(0))

    def phrase(self, phrase: str) -> bytes:
        """Return a phrase of the alphabet as bytes."""
        return bytes([self._codes[char] for char in phrase])

    def table(self, values: dict[str, int]) -> bytes:
        """Return what turns each character of a coded text into its value by `bytes.translate`, all others into 0."""
        made = bytearray(2 * _MOST)
        for char, value in values.items():
            made[self._codes[char]] = value
        return bytes(made)

    def text(self, text: str) -> bytes:
        """Return any text as bytes."""
        return self._table.take(codes_of(text), mode="clip").tobytes()
