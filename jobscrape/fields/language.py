"""Language of the body: frequent words decide; where they do not, the model of py3langid does."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

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
    languages = _languages()
    counts = Counter(chain.from_iterable([languages[word] for word in words if word in languages]))
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])[:2]
    if not ranked or ranked[0][1] < max(LEAST_WORDS, len(words) // 9):
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= LEAD * ranked[1][1] else None


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for language, words in data_yaml("stopwords.yml").items():
        for word in words:
            table[word] = (*table.get(word, ()), language)
    return table


_SAME = {"yue": "zh", "wuu": "zh", "nn": "no", "nb": "no"}


def by_model(text: str) -> str | None:
    """Return the ISO 639-1 code the model gives `text`; None for a language without such a code."""
    code = str(_model().classify(text)[0])
    code = _SAME.get(code, code)
    return code if len(code) == 2 else None


@cache
def _model() -> Any:
    import py3langid  # noqa: PLC0415 - 0.1 s and 40 MB that most runs do not need

    return py3langid
