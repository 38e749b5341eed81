"""Required, preferred, used, negated; alternatives; years."""

from __future__ import annotations

import pytest

from jobscrape.skills.tagger import read_mentions, tag_text

NEEDS = [
    ("Requirements:\n- Python and SQL", {"lang.python": "required", "lang.sql": "required"}),
    ("Requirements\n- Python\n- Django is a plus", {"lang.python": "required", "backend.django": "preferred"}),
    ("Nice to have:\n- Kafka\n- Terraform", {"data.apache-kafka": "preferred", "infra.terraform": "preferred"}),
    ("Preferred Qualifications\n- Rust", {"lang.rust": "preferred"}),
    ("What you'll do\n- Build services with Docker", {"infra.docker": "used"}),
    ("Responsibilities:\n- Maintain Terraform modules", {"infra.terraform": "used"}),
    ("Our stack: Python, Django", {"lang.python": "used", "backend.django": "used"}),
    ("You must know Kubernetes.", {"infra.kubernetes": "required"}),
    ("Kubernetes is mandatory; Helm is optional.", {"infra.kubernetes": "required", "infra.helm": "preferred"}),
    ("Requirements:\n- Python (Django preferred)", {"lang.python": "required", "backend.django": "preferred"}),
    ("Requirements:\n- Strong SQL skills, ideally with PostgreSQL", {"lang.sql": "required", "db.postgresql": "preferred"}),
    ("Requirements:\n- Experience with Java is required, Kotlin is a plus", {"lang.java": "required", "lang.kotlin": "preferred"}),
    ("We would love experience with Elixir. Bonus points for Erlang.", {"lang.erlang": "preferred"}),
    ("Anforderungen:\n- Sehr gute Kenntnisse in Python\n- Docker von Vorteil", {"lang.python": "required", "infra.docker": "preferred"}),
    ("Dein Profil\n- Erfahrung mit SQL", {"lang.sql": "required"}),
    ("Deine Aufgaben\n- Betrieb von Kubernetes", {"infra.kubernetes": "used"}),
    ("Votre profil\n- Maîtrise de Python\n- Docker est un plus", {"lang.python": "required", "infra.docker": "preferred"}),
    ("Requisitos:\n- Experiencia con Java", {"lang.java": "required"}),
    ("Experience with Kafka preferred.", {"data.apache-kafka": "preferred"}),
    ("Requirements:\n- Interest in Rust", {"lang.rust": "preferred"}),
    ("Requirements:\n- AWS certification is a plus", {"cert.aws-certification": "preferred"}),
    ("Responsibilities:\n- Deploy with Terraform, and patch Linux if required", {"infra.terraform": "used", "infra.linux": "used"}),
    ("Duties:\n- You must " + "keep the lights on and the doors open " * 8 + "with Grafana", {"ops.grafana": "used"}),
    ("Profil:\n- Python\n- Terraform wäre ein Pluspunkt", {"lang.python": "required", "infra.terraform": "preferred"}),
    ("Anforderungen:\n- Kenntnisse in Ansible sind keine Voraussetzung", {"infra.ansible": "preferred"}),
    ("Requirements:\n- Fluent in German and English", {"speech.german": "required", "speech.english": "required"}),
]
NEGATED = [
    ("No Java needed.", "lang.java"),
    ("Requirements:\n- no prior Kubernetes experience needed", "infra.kubernetes"),
    ("We don't use PHP.", "lang.php"),
    ("Kotlin instead of Java", "lang.java"),
    ("Kein PHP, kein Problem", "lang.php"),
    ("You write Go rather than Python", "lang.python"),
    ("No Java or Scala here", "lang.scala"),
]
NOT_NEGATED = [
    ("Not only Java but also Kotlin", "lang.java"),
    ("You are not afraid of legacy PHP", "lang.php"),
    ("Kubernetes is not required", "infra.kubernetes"),
]
ALTERNATIVES = [
    ("Requirements:\n- Java or Kotlin", [{"lang.java", "lang.kotlin"}]),
    ("Requirements:\n- a cloud such as AWS, Azure, GCP", [{"cloud.aws", "cloud.azure", "cloud.gcp"}]),
    ("Requirements:\n- Java and Kotlin", []),
    ("Requirements:\n- Docker, CI/CD and Terraform", []),
    ("Requirements:\n- Java, Kotlin oder Scala\n- AWS/GCP", [{"lang.java", "lang.kotlin", "lang.scala"}, {"cloud.aws", "cloud.gcp"}]),
    ("Requirements:\n- frameworks, e.g. Django, Flask", [{"backend.django", "backend.flask"}]),
]
YEARS = [
    ("Requirements:\n- 5+ years of Java", {"lang.java": 5}),
    ("Requirements:\n- 5+ years of experience with Python and SQL", {"lang.python": 5, "lang.sql": 5}),
    ("Requirements:\n- Python: 3 years", {"lang.python": 3}),
    ("Requirements:\n- Kubernetes (4+ years)", {"infra.kubernetes": 4}),
    ("Requirements:\n- at least two years of Terraform", {"infra.terraform": 2}),
    ("Requirements:\n- 3 to 5 years of React", {"web.react": 3}),
    ("Requirements:\n- 3-5 yrs Java", {"lang.java": 3}),
    ("Anforderungen:\n- mindestens 3 Jahre Erfahrung mit Java", {"lang.java": 3}),
    ("Requirements:\n- 2+ years of Go, 5+ years of Linux", {"lang.go": 2, "infra.linux": 5}),
    ("For over 20 years we have built Java software", {}),
    ("Founded 10 years ago, we love Python", {}),
    ("Requirements:\n- Python", {}),
]


def needs(text: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for m in read_mentions(text):
        out.setdefault(m.id, m.need)
    return out


@pytest.mark.parametrize(("text", "wanted"), NEEDS)
def test_need(text: str, wanted: dict[str, str]) -> None:
    found = needs(text)
    assert {ident: found.get(ident) for ident in wanted} == wanted


@pytest.mark.parametrize(("text", "ident"), NEGATED)
def test_negated(text: str, ident: str) -> None:
    assert ident not in needs(text)


@pytest.mark.parametrize(("text", "ident"), NOT_NEGATED)
def test_not_negated(text: str, ident: str) -> None:
    assert ident in needs(text)


@pytest.mark.parametrize(("text", "wanted"), ALTERNATIVES)
def test_alternatives(text: str, wanted: list[set[str]]) -> None:
    groups: dict[int, set[str]] = {}
    for m in read_mentions(text):
        if m.any_of is not None:
            groups.setdefault(m.any_of, set()).add(m.id)
    assert [groups[n] for n in sorted(groups)] == wanted


@pytest.mark.parametrize(("text", "wanted"), YEARS)
def test_years(text: str, wanted: dict[str, float]) -> None:
    assert {m.id: m.years for m in read_mentions(text) if m.years is not None} == wanted


def test_strongest_need_wins_and_comes_first() -> None:
    tags = tag_text("What you'll do\n- Run Kubernetes\n\nRequirements\n- Kubernetes and Terraform")
    assert tags.skills_required == ["infra.kubernetes", "infra.terraform"]
    assert tags.mentions[0].need == "required"
    assert tags.skills == sorted({*tags.skills_required, *tags.skills_preferred, *tags.skills_used})


def test_title_technology_is_required() -> None:
    tags = tag_text("We build things.", title="Senior Rust Engineer")
    assert tags.skills_required == ["lang.rust"]
    assert [m.field for m in tags.mentions if m.id == "lang.rust"] == ["title"]
