"""Signatures: golden values, equality across processes, and estimates against the exact figures."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobscrape.identity import signature
from jobscrape.identity.signature import features, key_hash, overlap, pack, sign, unpack, words
from tests.identity.adverts import prose

ENGLISH = "Build and run the parcel sorting service in Go."
GERMAN = "Wir bauen Brücken und zählen Schrauben für Köln, jeden Tag aufs Neue."


def test_golden_values_never_change() -> None:
    sign_en, sign_de = sign(ENGLISH), sign(GERMAN)
    assert (sign_en.n_tokens, sign_en.n_features, sign_en.content_hash) == (9, 7, "7ad1e03299d33d7d6bb327d1b7713e6f")
    assert sign_en.bands[:4] == (83229632581766391, 3744232727453306603, 507279077947164440, 336218088618862115)
    assert sign_en.bands[-2:] == (-3195458026233308636, -9204464965710994103)
    assert pack(sign_en.sketch).hex()[:32] == "7e18271715de206119c8696910216c83"
    assert (sign_de.n_tokens, sign_de.n_features, sign_de.content_hash) == (12, 10, "716cff508be726e5db81802da3a6dda5")
    assert sign_de.bands[0] == -4624759897319621077
    assert pack(sign_de.sketch).hex()[:32] == "de7a4a0840001c3166f6c431a4ba8048"
    assert key_hash("block", "acme", "data engineer") == 1811631249331950935


def test_no_text_has_no_bands_and_overlaps_with_nothing() -> None:
    empty = sign("")
    assert (empty.n_tokens, empty.n_features, empty.bands) == (0, 0, ())
    assert overlap(empty.sketch, 0, empty.sketch, 0).jaccard == 0.0


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_other_processes_write_the_same_bytes(seed: str) -> None:
    code = (
        "import json, sys; from jobscrape.identity.signature import pack, sign; s = sign(sys.argv[1]); "
        "print(json.dumps([s.content_hash, s.bands, pack(s.sketch).hex()]))"
    )
    root = Path(signature.__file__).parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
    out = subprocess.run([sys.executable, "-c", code, prose("other process")], env=environment, capture_output=True, text=True, check=True)
    here = sign(prose("other process"))
    assert json.loads(out.stdout) == [here.content_hash, list(here.bands), pack(here.sketch).hex()]


@given(st.text(max_size=200))
def test_bands_fit_bson_and_sketch_survives_storage(text: str) -> None:
    found = sign(text)
    assert all(-(2**63) <= b < 2**63 for b in found.bands)
    assert np.array_equal(unpack(pack(found.sketch)), found.sketch)
    assert len(found.sketch) <= signature.SKETCH_SIZE
    assert found.content_hash == sign(f"  {text.lower()} ").content_hash or text.lower() != text.lower().lower()


def exact(a: str, b: str) -> tuple[float, float]:
    left, right = set(features(words(a)).tolist()), set(features(words(b)).tolist())
    both = len(left & right)
    return both / len(left | right), both / min(len(left), len(right))


def mixed(share: float, seed: int, size: int = 900) -> tuple[str, str]:
    rng = random.Random(seed)
    common = prose(f"common {seed}", int(size * share))
    own = [prose(f"{side}{rng.random()}", int(size * (1 - share))) for side in "ab"]
    return f"{common} {own[0]}", f"{common} {own[1]}"


def test_estimates_are_near_the_exact_figures() -> None:
    errors = []
    for seed in range(60):
        a, b = mixed(seed % 10 / 10 + 0.05, seed)
        x, y = sign(a), sign(b)
        guess, true = overlap(x.sketch, x.n_features, y.sketch, y.n_features), exact(a, b)
        errors += [guess.jaccard - true[0], guess.containment - true[1]]
    assert float(np.sqrt(np.mean(np.square(errors)))) < 0.035


def test_a_snippet_is_found_in_its_whole_text() -> None:
    whole = prose("whole", 1200)
    x, y = sign(whole), sign(" ".join(whole.split()[100:180]))
    assert overlap(x.sketch, x.n_features, y.sketch, y.n_features).containment > 0.9


def test_bands_meet_for_near_copies_and_not_for_strangers() -> None:
    near = sum(bool(set(sign(a).bands) & set(sign(b).bands)) for a, b in (mixed(0.95, seed) for seed in range(30)))
    far = sum(bool(set(sign(prose(f"p{i}")).bands) & set(sign(prose(f"q{i}")).bands)) for i in range(30))
    assert (near, far) == (30, 0)
