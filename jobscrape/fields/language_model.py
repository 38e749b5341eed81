"""The model of py3langid, its large tables left in a temporary file and mapped: of 70 MB only what texts touch is held."""

from __future__ import annotations

import lzma
import mmap
import shutil
import tempfile
import zipfile
from functools import cache
from typing import IO, TYPE_CHECKING, Any

import numpy as np
from numpy.lib import format as npy
from py3langid import langid

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK = 1 << 20


@cache
def model() -> Any:
    """Return py3langid's identifier with all its languages."""
    tables = _mapped()
    nextmove, row, output = (tables[name].data for name in ("nextmove", "nextmove_row", "out_feat"))
    return langid.LanguageIdentifier(tables["ptc"], tables["pc"], tables["classes"].tolist(), nextmove, output, tk_row=row)


def _mapped() -> dict[str, NDArray[Any]]:
    """Return the tables of the model by name."""
    with tempfile.TemporaryFile() as raw:
        places = {}
        with tempfile.TemporaryFile() as packed:
            with lzma.open(langid.MODEL_DIR / langid.MODEL_FILE) as source:
                shutil.copyfileobj(source, packed, _BLOCK)
            with zipfile.ZipFile(packed) as archive:
                for name in archive.namelist():
                    with archive.open(name) as member:
                        places[name.removesuffix(".npy")] = _spooled(member, raw)
        raw.flush()
        memory = mmap.mmap(raw.fileno(), 0, access=mmap.ACCESS_READ)
        if hasattr(mmap, "MADV_RANDOM"):
            memory.madvise(mmap.MADV_RANDOM)
    return {name: np.ndarray(shape, kind, memory, offset) for name, (shape, kind, offset) in places.items()}


def _spooled(member: IO[bytes], raw: IO[bytes]) -> tuple[tuple[int, ...], np.dtype[Any], int]:
    """Append the numbers of an array file to `raw`; return their shape, type and offset."""
    npy.read_magic(member)
    shape, _, kind = npy.read_array_header_1_0(member)
    offset = raw.seek(-raw.tell() % npy.ARRAY_ALIGN, 1)
    shutil.copyfileobj(member, raw, _BLOCK)
    return shape, kind, offset
