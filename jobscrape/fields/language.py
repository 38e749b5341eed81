"""Language of the body: frequent words decide; where they do not, the model of py3langid does."""

from __future__ import annotations

import re
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING

from jobscrape.fields.found import Found, found
from jobscrape.fields.gazetteer import data_yaml

if TYPE_CHECKING:
    from jobscrape.fields.reading import Reading

FIELDS = ("language",)
AFTER = ()

SAMPLE = 400
"""Characters whose words are counted at the beginning of the body, and again in its middle (introductions may be in another language)."""
MODEL_SAMPLE = 500
"""Characters of the body given to the model."""
LEAST_TEXT = 20
"""Letters below which nothing is said."""
LEAST_WORDS = 6
"""Frequent words the winner needs."""
LEAD = 1.5
"""How many times the runner-up's count the winner needs."""
_CODE = re.compile(r"[a-z]{2}(?![a-z])", re.IGNORECASE)


def read(reading: Reading) -> dict[str, Found]:
    """Return the language of the body; a title only where there is no body; what the source says only where the text is too short."""
    text = reading.text or reading.title
    middle = max(SAMPLE, len(text) // 2)
    sample = f"{text[:SAMPLE]}{text[middle : middle + SAMPLE]}"
    if len(sample) < 4 * LEAST_TEXT and sum(map(str.isalpha, sample)) < LEAST_TEXT:
        return _stated(reading)
    code = None if _is_other_script(sample) else by_words(sample.lower().split())
    rule = "frequent_words" if code else "py3langid"
    code = code or by_model(" ".join(text[: 2 * MODEL_SAMPLE].split())[:MODEL_SAMPLE])
    if code is None:
        return _stated(reading)
    return {"language": found(code, source="text" if reading.text else "title", text=text[:80], rule=rule)}


def _stated(reading: Reading) -> dict[str, Found]:
    code = _CODE.match(reading.stated.language or "")
    if code is None:
        return {}
    return {"language": found(code[0].lower(), source="language", text=reading.stated.language or "", rule="stated")}


_OTHER_SCRIPT = re.compile(r"[\u0370-\u06ff\u0900-\u0eff\u3040-\u9fff\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Za-z]")


def _is_other_script(sample: str) -> bool:
    """Tell whether most of a text is not in Latin letters; other scripts say more with a letter, so each counts twice."""
    if sample.isascii() or len(sample.encode(errors="replace")) < 1.2 * len(sample):
        return False
    return 2 * len(_OTHER_SCRIPT.findall(sample)) > len(_LATIN.findall(sample))


def by_words(words: list[str]) -> str | None:
    """Return the language whose frequent words lead clearly among lower-case `words`, else None."""
    names, marks = _frequent()
    total = sum(map(marks.get, words, repeat(0)))
    counts = [(total >> _BITS * place) & _MASK for place in range(len(names))]
    second, first = sorted(counts)[-2:]
    return names[counts.index(first)] if first >= max(LEAST_WORDS, len(words) // 9) and first >= LEAD * second else None


_BITS = 16
_MASK = (1 << _BITS) - 1


@cache
def _frequent() -> tuple[list[str], dict[str, int]]:
    """Return the languages, and for each frequent word an integer with a one for each language that has it: their sum counts them all."""
    table = data_yaml("stopwords.yml")
    marks: dict[str, int] = {}
    for place, words in enumerate(table.values()):
        for word in words:
            marks[word] = marks.get(word, 0) | 1 << _BITS * place
    return list(table), marks


_SAME = {"yue": "zh", "wuu": "zh", "nn": "no", "nb": "no"}


def by_model(text: str) -> str | None:
    """Return the ISO 639-1 code the model gives `text`; None for a language without such a code."""
    from jobscrape.fields.language_model import model  # noqa: PLC0415 - half a second that most runs do not need

    code = str(model().classify(text)[0])
    code = _SAME.get(code, code)
    return code if len(code) == 2 else None
