"""The skills we know: read from `taxonomy/*.yml`, spelling variants added by rule, compiled to a list of patterns.

A skill is one line: its label, then its aliases, separated by ";". Signs before an alias say when it counts:
none = in any case; `=` = written exactly so; `~` = written exactly so and only where the context speaks for it;
`?` = in any case, only where the context speaks for it. A sign alone as the first entry is the rule of the label,
`-` alone means that the label is no alias.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import xxhash
import yaml

from jobscrape.skills.fold import fold_term
from jobscrape.skills.variants import variants

FOLD, EXACT, CONTEXT, WEAK, DOUBT, WEAK_DOUBT, LOWER = 0, 1, 2, 3, 4, 5, 6
ANY_CASE = ""

_FOLDER = Path(__file__).with_name("taxonomy")
_DOUBT = Path(__file__).with_name("doubt.yml")
_LABELS = Path(__file__).with_name("labels.yml")
_ARTEFACT = Path(__file__).with_name("compiled.json")
_RULES = {"=": EXACT, "~": CONTEXT, "?": CONTEXT}
_DOUBTFUL = {FOLD: DOUBT, EXACT: DOUBT, WEAK: WEAK_DOUBT}
_LAST_SIGN = re.compile(r"[~?]$")


@dataclass(slots=True, kw_only=True)
class Alias:
    """One way to write a skill."""

    text: str
    """The words as written in the data file."""
    rule: int = FOLD
    """FOLD, EXACT or CONTEXT."""
    any_case: bool = True
    """False where the alias counts only as it is written."""


@dataclass(slots=True, kw_only=True)
class Skill:
    """One skill of the taxonomy."""

    id: str
    """Stable id: prefix of its category and slug of its label ("lang.python")."""
    label: str
    """Common name."""
    category: str
    """Category of its file section."""
    kind: str
    """technology, practice, domain, language, certification, soft or study."""
    parents: list[str] = field(default_factory=list)
    """Ids of broader skills, for roll-ups at query time."""
    aliases: list[Alias] = field(default_factory=list)
    """Ways to write it, the label first where it counts."""
    cues: list[str] = field(default_factory=list)
    """Words near by that speak for an ambiguous alias, beside the general ones."""
    only: list[str] = field(default_factory=list)
    """Zones in which mentions count; [] = all that can hold skills."""
    external: dict[str, str] = field(default_factory=dict)
    """Names of other taxonomies for it: esco (UUID of the concept), onet (technology example)."""


@dataclass(slots=True)
class Compiled:
    """What the matcher needs, as plain lists that JSON can hold."""

    key: str
    """Hash of the data files it was made of."""
    skills: list[list[Any]]
    """[id, label, category, kind, parents, cues, only] of each skill."""
    patterns: list[str]
    """Folded aliases and cues, each with the spaces that stand for its boundaries."""
    owners: list[int]
    """Index of the skill of each pattern; -1 = a phrase that hides shorter ones; below = -2 - index of the cue kind."""
    forms: list[dict[str, int] | None]
    """Spelling to rule of each pattern; None = counts in any case."""
    cues: list[str]
    """Names of the cue kinds."""


def source_files() -> list[Path]:
    """Return the data files, in order."""
    return sorted(_FOLDER.glob("*.yml"))


def content_key() -> str:
    """Return the hash of the data files and of the rules that make variants."""
    digest = xxhash.xxh3_64()
    for path in (*source_files(), Path(__file__).with_name("cues.yml"), _DOUBT, Path(__file__).with_name("variants.py"), Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def rules_key() -> str:
    """Return the hash of all that decides the skills of a posting: data files, weights and rules."""
    digest = xxhash.xxh3_64()
    here = Path(__file__).parent
    for path in sorted(p for p in here.rglob("*") if p.suffix in {".py", ".yml", ".json", ".tsv"} and p != _ARTEFACT):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def slug(label: str) -> str:
    """Return the last part of an id: "C++" -> "cpp", "Google Pub/Sub" -> "google-pub-sub"."""
    text = label.lower().replace("+", "p").replace("#", "sharp").replace("&", " and ")
    text = text.replace(".", " dot " if text.startswith(".") else "")
    return re.sub(r"[^\w]+", "-", text).strip("-")


def read_skills() -> list[Skill]:
    """Return all skills of the data files, sorted by id."""
    out: list[Skill] = []
    for path in source_files():
        for section in _sections(path):
            out += [_skill(section, str(label), value) for label, value in (section.get("skills") or {}).items()]
            out += _composed(section)
    return sorted(out, key=lambda s: s.id)


def read_shadows() -> list[str]:
    """Return the phrases that hide the skills inside them."""
    return [phrase for path in source_files() for section in _sections(path) for phrase in section.get("shadows", [])]


def read_weak() -> list[str]:
    """Return the words that count only where more than the word speaks for them."""
    return [word for path in source_files() for section in _sections(path) for word in section.get("weak", [])]


def read_doubt() -> dict[str, Any]:
    """Return doubt.yml: the words that may be no skill, and what tells; `for` and `against` by single word."""
    loaded: dict[str, Any] = _yaml(_DOUBT)[0]
    single = {key: {word.strip(): told for words, told in loaded[key].items() for word in words.split(";")} for key in ("for", "against")}
    return loaded | single


def read_doubtful() -> set[str]:
    """Return the words of doubt.yml that may be no skill, folded."""
    return {word.strip() for words in read_doubt()["words"].values() for word in words.split(";")}


def read_labels() -> dict[str, dict[str, Any]]:
    """Return labels.yml: the labels of lines that state skills, by kind, with the words that are skills there."""
    loaded: dict[str, dict[str, Any]] = _yaml(_LABELS)[0]
    return loaded


def read_cues() -> dict[str, list[str]]:
    """Return the cue phrases by kind."""
    loaded: dict[str, list[str]] = _yaml(Path(__file__).with_name("cues.yml"))[0]
    return loaded


@cache
def _yaml(path: Path) -> list[Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return list(yaml.load_all(path.read_text("utf-8"), Loader=loader))


def _sections(path: Path) -> list[dict[str, Any]]:
    return [section for section in _yaml(path) if section]


def _skill(section: dict[str, Any], label: str, value: Any) -> Skill:
    more: dict[str, Any] = value if isinstance(value, dict) else {"aliases": value}
    prefix, parents = section["prefix"], more.get("parents", section.get("parents", []))
    ident = more.get("id", f"{prefix}.{slug(label)}")
    return Skill(
        id=ident,
        label=label,
        category=section["category"],
        kind=more.get("kind", section["kind"]),
        parents=[p for p in parents if p != ident],
        aliases=_aliases(label, str(more.get("aliases") or "")),
        cues=more.get("cues", section.get("cues", [])),
        only=section.get("only", []),
        external=_external().get(ident, {}),
    )


@cache
def _external() -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = {}
    for line in Path(__file__).with_name("external.tsv").read_text("utf-8").splitlines()[1:]:
        ident, scheme, name = line.split("\t")
        out.setdefault(ident, {})[scheme] = name
    return out


def _aliases(label: str, text: str) -> list[Alias]:
    parts = [part.strip() for part in text.split(";") if part.strip()]
    sign = parts.pop(0) if parts and parts[0] in (*_RULES, "-") else ""
    first = [] if sign == "-" else [_alias(sign + label)]
    return first + [_alias(part) for part in parts]


def _alias(text: str) -> Alias:
    rule, any_case = FOLD, True
    if text[0] in _RULES:
        rule, any_case, text = _RULES[text[0]], text[0] == "?", text[1:]
    if _LAST_SIGN.search(text):
        rule, text = CONTEXT, text[:-1]
    return Alias(text=text, rule=rule, any_case=any_case)


def _composed(section: dict[str, Any]) -> list[Skill]:
    """Return the skills of `compose`: each word of `of` put into the label and the templates."""
    out = []
    for rule in section.get("compose", []):
        for entry in str(rule["of"]).split(";"):
            word, _, extra = entry.strip().partition("=")
            word = word.strip()
            aliases = "; ".join([*(t.replace("*", word) for t in rule.get("also", [])), extra.replace(",", ";")])
            label = rule["label"].replace("*", word)
            out.append(_skill(section, label[0].upper() + label[1:], aliases))
    return out


def compile_taxonomy(skills: list[Skill] | None = None) -> Compiled:
    """Return the compiled form of the data files, made afresh; of some `skills` only where they are given."""
    skills = read_skills() if skills is None else skills
    table: dict[str, tuple[int, dict[str, int] | None]] = {}
    for phrase in read_shadows():
        table[fold_term(phrase)] = (-1, None)
    for written in (True, False):
        for index, skill in enumerate(skills):
            for alias in skill.aliases:
                for text in [alias.text] if written else variants(alias.text) if alias.any_case else []:
                    _enter(table, index, alias, text, written=written)
    _weaken(table, read_weak())
    _doubt(table, skills)
    cues = read_cues()
    for number, phrases in enumerate(cues.values()):
        for phrase in phrases:
            table.setdefault("\x00" + fold_term(phrase), (-2 - number, None))
    rows = [[s.id, s.label, s.category, s.kind, s.parents, s.cues, s.only] for s in skills]
    patterns = [f" {pattern.lstrip(chr(0))} " for pattern in table]
    owners, forms = (list(column) for column in zip(*table.values(), strict=True))
    return Compiled(content_key(), rows, patterns, owners, forms, list(cues))


def _weaken(table: dict[str, tuple[int, dict[str, int] | None]], words: list[str]) -> None:
    for word in words:
        for text in (word, *variants(word)):
            owner, forms = table.get(fold_term(text), (-1, {}))
            if owner >= 0 and forms is None:
                table[fold_term(text)] = (owner, {ANY_CASE: WEAK})


def _doubt(table: dict[str, tuple[int, dict[str, int] | None]], skills: list[Skill]) -> None:
    """Mark the words that may be no skill: those of doubt.yml and the single words for spoken languages."""
    named, certain = read_doubtful(), read_doubt()["language_itself"].split()
    for pattern, (owner, forms) in table.items():
        spoken = owner >= 0 and skills[owner].kind == "language" and " " not in pattern and not any(part in pattern for part in certain)
        if owner >= 0 and (pattern in named or spoken):
            rules = {ANY_CASE: FOLD} if forms is None else forms
            table[pattern] = (owner, {form: _DOUBTFUL.get(rule, rule) for form, rule in rules.items()})


def _enter(table: dict[str, tuple[int, dict[str, int] | None]], index: int, alias: Alias, text: str, *, written: bool) -> None:
    """Add one alias; a written alias wins over a variant, any case over one spelling of the same skill."""
    pattern = fold_term(text)
    owner, forms = table.get(pattern, (index, {}))
    if not pattern or owner != index or forms is None or (not written and pattern in table):
        return
    if alias.any_case and alias.rule == FOLD:
        table[pattern] = (index, None)
    else:
        table[pattern] = (index, {**forms, (ANY_CASE if alias.any_case else text): alias.rule})


def load() -> Compiled:
    """Return the compiled taxonomy: the stored form if it is of these data files, else made afresh."""
    return stored() or compile_taxonomy()


@cache
def _parents() -> dict[str, list[str]]:
    """Return the ids of the broader skills of each skill, by id."""
    return {row[0]: row[4] for row in load().skills}


@cache
def narrower() -> dict[str, tuple[str, ...]]:
    """Return the ids below each skill that has any, at all levels, sorted: `fin.tax` holds `fin.transfer-pricing`."""
    found: dict[str, set[str]] = {}
    parents = _parents()
    for ident, broader_ones in parents.items():
        above = list(broader_ones)
        while above:
            broader = above.pop()
            if ident not in found.setdefault(broader, set()):
                found[broader].add(ident)
                above += parents[broader]
    return {ident: tuple(sorted(below)) for ident, below in found.items()}


def with_narrower(pattern: str) -> list[str]:
    """Return the ids that people mean by `fin.tax+`, the skill and all below it; any other pattern alone.

    Raises ValueError with one line for a skill that is not in the taxonomy.
    """
    ident = pattern.removesuffix("+")
    if ident == pattern:
        return [pattern]
    if ident not in _parents():
        near = get_close_matches(ident, _parents())
        raise ValueError(f"there is no skill {ident}" + (f"; did you mean {' or '.join(near)}?" if near else ""))
    return [ident, *narrower().get(ident, ())]


def stored() -> Compiled | None:
    """Return the stored form; None if there is none or it is of other data files."""
    if not _ARTEFACT.exists():
        return None
    found = read_compiled(_ARTEFACT)
    return found if found.key == content_key() else None


def store() -> Path:
    """Write the compiled taxonomy beside the data files and return its path."""
    write_compiled(compile_taxonomy(), _ARTEFACT)
    return _ARTEFACT


def read_compiled(path: Path) -> Compiled:
    """Return a compiled taxonomy that `write_compiled` wrote."""
    return Compiled(**orjson.loads(path.read_bytes()))


def write_compiled(made: Compiled, path: Path) -> None:
    """Write a compiled taxonomy as JSON."""
    path.write_bytes(orjson.dumps({name: getattr(made, name) for name in Compiled.__slots__}, option=orjson.OPT_APPEND_NEWLINE))
