"""The data files: sound, large enough, compiled, and what the lint finds in broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from jobscrape.skills import lint, taxonomy
from jobscrape.skills.taxonomy import compile_taxonomy, content_key, load, read_skills, rules_key, slug
from jobscrape.skills.variants import variants


def test_sound_and_compiled() -> None:
    assert lint.problems() == []


def test_size() -> None:
    skills = read_skills()
    assert len(skills) >= 2500
    assert sum(len(s.aliases) for s in skills) >= 9000
    assert {s.kind for s in skills} == set(lint.KINDS)


def test_stored_form_is_what_the_files_compile_to() -> None:
    assert load() == compile_taxonomy()


def test_external_ids_belong_to_skills() -> None:
    ids = {s.id for s in read_skills()}
    rows = Path(taxonomy.__file__).with_name("external.tsv").read_text("utf-8").splitlines()[1:]
    assert len(rows) > 300
    assert {row.split("\t")[0] for row in rows} <= ids


def test_keys_are_stable() -> None:
    assert content_key() == content_key()
    assert rules_key() != content_key()


@pytest.mark.parametrize(
    ("label", "wanted"),
    [("C++", "cpp"), ("C#", "csharp"), (".NET", "dot-net"), ("Node.js", "nodejs"), ("CI/CD", "ci-cd"), ("R&D tools", "r-and-d-tools")],
)
def test_slug(label: str, wanted: str) -> None:
    assert slug(label) == wanted


@pytest.mark.parametrize(
    ("alias", "wanted"),
    [
        ("data pipeline", {"data pipelines"}),
        ("optimization", {"optimisation"}),
        ("data modelling", {"data modeling"}),
        ("Docker", set()),
        ("software", set()),
        ("code review", {"code reviews"}),
    ],
)
def test_variants(alias: str, wanted: set[str]) -> None:
    assert wanted <= set(variants(alias))
    assert wanted or not variants(alias)


BROKEN = {
    "skills": {
        "Go": "golang",
        "Alpha": "beta beta",
        "Beta": "beta beta",
        "Nameless": "-",
        "Gamma": {"parents": ["x.missing"]},
        "Loop": {"parents": ["x.loop2"]},
        "Loop2": {"parents": ["x.loop"]},
    },
    "category": "x",
    "prefix": "x",
    "kind": "technology",
    "weak": ["unheard of"],
    "shadows": ["golang"],
}


TWICE = "---\ncategory: x\nprefix: x\nkind: technology\nskills: {Twin: a b c, Twin: d e f}\n"


def test_lint_finds_what_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.yml").write_text(yaml.safe_dump(BROKEN) + TWICE, "utf-8")
    monkeypatch.setattr(taxonomy, "_FOLDER", tmp_path)
    found = "\n".join(lint.problems())
    for part in (
        "alias 'Go' is a common word",
        "alias 'beta beta' belongs to x.alpha, x.beta",
        "x.nameless: no alias",
        "x.gamma: unknown parent x.missing",
        "x.loop: is its own ancestor",
        "alias 'golang' is also a shadow",
        "weak word 'unheard of' is no alias",
        "compiled.json is not of these data files",
        "broken.yml: Twin stands twice in a section",
    ):
        assert part in found


def test_narrower_skills_are_those_below_at_all_levels() -> None:
    below = taxonomy.narrower()
    assert "fin.transfer-pricing" in below["fin.tax"]
    assert "data.amazon-mwaa" in below["data.apache-airflow"]
    assert "analytics.sap-bw-4hana" in below["analytics.sap-bw"]
    assert set(below["analytics.sap-bw"]) < set(below["practice.business-intelligence"])
    assert all(ident not in ids for ident, ids in below.items())
    assert taxonomy.with_narrower("lang.*") == ["lang.*"]
    assert taxonomy.with_narrower("fin.tax+")[0] == "fin.tax"
    assert taxonomy.with_narrower("lang.go+") == ["lang.go"]
    with pytest.raises(ValueError, match=r"there is no skill fin\.taxx; did you mean fin\.tax"):
        taxonomy.with_narrower("fin.taxx+")
