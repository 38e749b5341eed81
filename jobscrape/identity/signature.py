"""Text signatures whose bytes never change: content hash, MinHash bands and a bottom-k sketch.

All constants are fixed here (XXH3 and integer arithmetic only), so that two machines, runs or library versions
write the same values; tests hold golden vectors. Word 3-grams of the lower-case text are the features.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from xxhash import xxh3_64_intdigest, xxh3_128_hexdigest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

SLOTS, BANDS, ROWS = 128, 16, 8
SKETCH_SIZE = 256
_WORD = re.compile(r"\w+")
_U64 = np.uint64
_FIRST, _SECOND, _THIRD = _U64(0x9E3779B185EBCA87), _U64(0xC2B2AE3D27D4EB4F), _U64(0x165667B19E3779F9)
_MIX_A, _MIX_B = _U64(0xBF58476D1CE4E5B9), _U64(0x94D049BB133111EB)
_Number = TypeVar("_Number", np.uint32, np.uint64)
_EMPTY = np.empty(0, dtype=np.uint32)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def hash64(text: str) -> int:
    """Return the unsigned XXH3 hash of `text`."""
    return xxh3_64_intdigest(_bytes(text))


_word_hash = lru_cache(maxsize=1 << 17)(hash64)


def _multipliers() -> NDArray[np.uint64]:
    """Return the odd multipliers of the slots: XXH3 of the slot's number, so that they need no generator."""
    return np.array([hash64(f"jobscrape-minhash-{i}") | 1 for i in range(SLOTS)], dtype=np.uint64)


_MULTIPLIERS = _multipliers()[:, None]


@dataclass(slots=True, frozen=True)
class Signature:
    """Signature of one text. `bands` are signed 64-bit, as BSON stores them; `sketch` holds ascending uint32 hashes."""

    n_tokens: int
    n_features: int
    content_hash: str
    bands: tuple[int, ...]
    sketch: NDArray[np.uint32]


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case."""
    return _WORD.findall(text.lower())


def features(tokens: list[str]) -> NDArray[np.uint64]:
    """Return the distinct 64-bit hashes of the word 3-grams of `tokens`, ascending (one feature if there are fewer than 3 words)."""
    if not tokens:
        return np.empty(0, dtype=np.uint64)
    if len(tokens) < 3:
        tokens = [*tokens, *[tokens[-1]] * (3 - len(tokens))]
    h = np.fromiter(map(_word_hash, tokens), dtype=np.uint64, count=len(tokens))
    return _distinct(np.sort(mix(h[:-2] * _FIRST + h[1:-1] * _SECOND + h[2:] * _THIRD)))


def _distinct(ascending: NDArray[_Number]) -> NDArray[_Number]:
    """Return the distinct values of an ascending array; `numpy.unique` would sort or hash them once more."""
    is_new = np.ones(len(ascending), dtype=np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=is_new[1:])
    return ascending[is_new]


def mix(h: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return `h` scrambled (the finaliser of splitmix64), element by element."""
    h = (h ^ (h >> _U64(30))) * _MIX_A
    h = (h ^ (h >> _U64(27))) * _MIX_B
    return np.asarray(h ^ (h >> _U64(31)), dtype=np.uint64)


def sign(text: str) -> Signature:
    """Return the signature of clean `text`."""
    tokens = words(text)
    return sign_features(features(tokens), len(tokens), xxh3_128_hexdigest(_bytes(" ".join(tokens))))


def sign_features(hashes: NDArray[np.uint64], n_tokens: int, content_hash: str) -> Signature:
    """Return the signature of ascending distinct feature hashes."""
    top = _distinct((hashes >> _U64(32)).astype(np.uint32))
    return Signature(n_tokens, len(top), content_hash, tuple(_bands(hashes)), top[:SKETCH_SIZE])


def _bands(hashes: NDArray[np.uint64]) -> list[int]:
    """Return 16 hashes of 8 MinHash slots each; [] without features."""
    if not len(hashes):
        return []
    slots = ((hashes[None, :] * _MULTIPLIERS).min(axis=1) >> _U64(32)).astype("<u4").reshape(BANDS, ROWS)
    return [signed(xxh3_64_intdigest(bytes([i]) + row.tobytes())) for i, row in enumerate(slots)]


def signed(value: int) -> int:
    """Fold an unsigned 64-bit value into the signed range of BSON."""
    return value - (1 << 64) if value >= 1 << 63 else value


def key_hash(*parts: str) -> int:
    """Return the signed 64-bit hash of a composed key."""
    return signed(hash64("\x1f".join(parts)))


def pack(sketch: NDArray[np.uint32]) -> bytes:
    """Return `sketch` as little-endian bytes."""
    return sketch.astype("<u4").tobytes()


def unpack(data: bytes | Iterable[int] | None) -> NDArray[np.uint32]:
    """Return the sketch stored by `pack`."""
    if not data:
        return _EMPTY
    return np.frombuffer(bytes(data), dtype="<u4")


@dataclass(slots=True, frozen=True)
class Overlap:
    """How much two texts share: Jaccard of the features, and containment of the smaller set; estimates (exact up to 256 features)."""

    jaccard: float
    containment: float


def overlap(a: NDArray[np.uint32], n_a: int, b: NDArray[np.uint32], n_b: int) -> Overlap:
    """Compare two sketches of texts with `n_a` and `n_b` features."""
    if not n_a or not n_b:
        return Overlap(0.0, 0.0)
    limit = min(a[-1] if n_a > len(a) else 0xFFFFFFFF, b[-1] if n_b > len(b) else 0xFFFFFFFF)
    seen_a, seen_b = int(np.searchsorted(a, limit, "right")), int(np.searchsorted(b, limit, "right"))
    both = _common(a[:seen_a], b[:seen_b])
    union = seen_a + seen_b - both
    jaccard = both / union if union else 0.0
    small = seen_a if n_a <= n_b else seen_b
    return Overlap(jaccard, min(1.0, both / small) if small else 0.0)


def _common(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> int:
    """Count the values that two ascending arrays share."""
    if not len(a) or not len(b):
        return 0
    at = np.searchsorted(b, a)
    at[at == len(b)] = len(b) - 1
    return int(np.count_nonzero(b[at] == a))
