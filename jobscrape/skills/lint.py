"""What is wrong with the taxonomy: collisions, unknown parents, cycles, words too short or too common to stand alone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import yaml

from jobscrape.data_files import LOADER
from jobscrape.skills.fold import fold_term
from jobscrape.skills.taxonomy import (
    FOLD,
    Skill,
    read_doubt,
    read_doubtful,
    read_labels,
    read_shadows,
    read_skills,
    read_weak,
    source_files,
    stored,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS = ("technology", "practice", "domain", "language", "certification", "soft", "study")

_SHORTEST = 2
_COMMON_WORDS = (
    "a about act add all an and any are art as ask at be big bit but buy by can case change day do drive end face far few for form "
    "free full get give go good great grow hand hard have help high home idea in is it job join just keep key kind know last lead less "
    "life like line list live long look lot love main make many may mean meet mind more most move much name need new next now of off on "
    "one only open or order other our out own part past pay plan play point put read real rest right run safe same say see set show side "
    "sign site size so some spring step such swift take talk task teams term test that the them there they thing this time to too top "
    "true turn two type up us use used very want way we well what when where which who why will with work world year you your"
)
_COMMON = frozenset(_COMMON_WORDS.split())


def problems() -> list[str]:
    """Return one line per problem of the data files; [] if they are sound and the compiled form is of them."""
    skills = read_skills()
    out = [line for check in (_ids, _aliases, _collisions, _parents, _hidden, _weak, _doubt, _labels) for line in check(skills)]
    out += [line for path in source_files() for line in _twice(path)]
    if stored() is None:
        out.append("compiled.json is not of these data files: run `scrapy skills lint --write`")
    return out


def _twice(path: Path) -> Iterator[str]:
    """Yield one line per skill that a section of a data file has twice: the later one alone would be read."""
    for document in yaml.compose_all(path.read_text("utf-8"), Loader=LOADER):
        for key, value in document.value if isinstance(document, yaml.MappingNode) else ():
            labels = [label.value for label, _ in value.value] if key.value == "skills" else []
            yield from (f"{path.name}: {label} stands twice in a section" for label in sorted(set(labels)) if labels.count(label) > 1)


def _ids(skills: list[Skill]) -> Iterator[str]:
    seen: set[str] = set()
    for skill in skills:
        if skill.id in seen:
            yield f"{skill.id}: id used twice"
        seen.add(skill.id)
        if skill.kind not in KINDS:
            yield f"{skill.id}: unknown kind {skill.kind!r}"
        if not skill.aliases:
            yield f"{skill.id}: no alias, it can never be found"


def _aliases(skills: list[Skill]) -> Iterator[str]:
    for skill in skills:
        for alias in skill.aliases:
            text = fold_term(alias.text)
            if not text:
                yield f"{skill.id}: alias {alias.text!r} is empty once folded"
            elif alias.rule == FOLD and alias.any_case and (len(text) < _SHORTEST or text in _COMMON):
                yield f"{skill.id}: alias {alias.text!r} is a common word or too short; give it a case or context sign"


def _collisions(skills: list[Skill]) -> Iterator[str]:
    owners: dict[str, set[str]] = defaultdict(set)
    for skill in skills:
        for alias in skill.aliases:
            owners[fold_term(alias.text)].add(skill.id)
    for text, ids in sorted(owners.items()):
        if len(ids) > 1:
            yield f"alias {text!r} belongs to {', '.join(sorted(ids))}"


def _parents(skills: list[Skill]) -> Iterator[str]:
    parents = {skill.id: skill.parents for skill in skills}
    for skill in skills:
        yield from (f"{skill.id}: unknown parent {p}" for p in skill.parents if p not in parents)
        if skill.id in _ancestors(skill.id, parents):
            yield f"{skill.id}: is its own ancestor"


def _ancestors(ident: str, parents: dict[str, list[str]]) -> set[str]:
    out: set[str] = set()
    queue = list(parents.get(ident, []))
    while queue:
        at = queue.pop()
        if at not in out:
            out.add(at)
            queue += parents.get(at, [])
    return out


def _hidden(skills: list[Skill]) -> Iterator[str]:
    shadows = {fold_term(s) for s in read_shadows()}
    for skill in skills:
        yield from (f"{skill.id}: alias {a.text!r} is also a shadow" for a in skill.aliases if fold_term(a.text) in shadows)


def _weak(skills: list[Skill]) -> Iterator[str]:
    known = {fold_term(a.text) for skill in skills for a in skill.aliases}
    yield from (f"weak word {word!r} is no alias" for word in read_weak() if fold_term(word) not in known)


def _doubt(skills: list[Skill]) -> Iterator[str]:
    known = {fold_term(a.text) for skill in skills for a in skill.aliases}
    data = read_doubt()
    yield from (f"doubtful word {word!r} is no alias" for word in sorted({*read_doubtful(), *data["for"], *data["against"]} - known))
    own = {word.strip() for word in data["words"]["own"].split(";")}
    yield from (
        f"word {word!r} has nothing that speaks for or against it" for word in sorted(own - (data["for"].keys() & data["against"].keys()))
    )
    yield from (f"twin {ident!r} is no skill" for ident in sorted(set(data["twins"].values()) - {skill.id for skill in skills}))


def _labels(skills: list[Skill]) -> Iterator[str]:
    known = {skill.id for skill in skills}
    yield from (
        f"word {word!r} of label {kind!r}: {ident!r} is no skill"
        for kind, label in read_labels().items()
        for word, ident in label["words"].items()
        if ident not in known
    )
