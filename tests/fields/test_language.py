"""Language of the body."""

from __future__ import annotations

import py3langid
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobscrape.fields import language, language_model
from tests.fields.given import reading

BODIES = [
    ("en", "We are looking for an engineer who will join our team and work with the people who build our products."),
    ("de", "Wir suchen eine Entwicklerin für unser Team. Du arbeitest mit uns an der Plattform und bist für die Qualität verantwortlich."),
    (
        "fr",
        "Nous recherchons une personne pour rejoindre notre équipe. Vous serez en charge de la plateforme et des outils de nos clients.",
    ),
    ("es", "Buscamos una persona para nuestro equipo. Trabajarás con los mejores en el desarrollo de la plataforma y de las herramientas."),
    ("pt", "Buscamos uma pessoa para o nosso time. Você vai trabalhar com os melhores no desenvolvimento da plataforma e das ferramentas."),
    ("nl", "Wij zoeken een ontwikkelaar voor ons team. Je werkt met ons aan het platform en je bent verantwoordelijk voor de kwaliteit."),
    ("sv", "Vi söker en utvecklare till vårt team. Du kommer att arbeta med oss på plattformen och är ansvarig för att den är bra."),
    ("it", "Cerchiamo una persona per il nostro team. Lavorerai con noi alla piattaforma e sarai responsabile della qualità dei prodotti."),
    ("pl", "Szukamy osoby do naszego zespołu. Będziesz pracować z nami na platformie i odpowiadać za jakość oraz rozwój tego, co robimy."),
    ("ja", "私たちはエンジニアを募集しています。チームと一緒に製品を開発していただきます。経験は問いません。"),
    ("ru", "Мы ищем разработчика в нашу команду. Вы будете работать вместе с нами над платформой и отвечать за качество продукта."),
]


@pytest.mark.parametrize(("code", "body"), BODIES)
def test_body_decides(code: str, body: str) -> None:
    hit = language.read(reading(body))["language"]
    assert hit.value == code
    assert hit.evidence.source == "text"


def test_body_beats_title_and_field() -> None:
    body = dict(BODIES)["en"]
    assert language.read(reading(body, title="Entwickler (m/w/d)", language="de"))["language"].value == "en"


def test_another_script_before_an_english_part_decides() -> None:
    chinese = "我们正在为全球用户构建软件。您将与团队一起设计、开发和运营平台，并负责质量。" * 12
    assert language.read(reading(chinese + "\n" + dict(BODIES)["en"] * 4))["language"].value == "zh"


def test_title_stands_in_for_a_missing_body() -> None:
    hit = language.read(reading("", title="Mitarbeiter für die Buchhaltung und die Verwaltung in der Zentrale"))["language"]
    assert (hit.value, hit.evidence.source) == ("de", "title")


@pytest.mark.parametrize(("stated", "expected"), [("de-DE", "de"), ("EN", "en"), ("german", None), (None, None)])
def test_field_counts_where_there_is_too_little_text(stated: str | None, expected: str | None) -> None:
    hit = language.read(reading("", title="SRE", language=stated)).get("language")
    assert (hit and hit.value) == expected


def test_an_introduction_in_another_language_does_not_decide() -> None:
    introduction = "About us. " + dict(BODIES)["en"] + "\n"
    body = "\n".join([dict(BODIES)["de"]] * 6)
    assert language.read(reading(introduction + body))["language"].value == "de"


@given(st.text())
def test_never_raises_and_gives_a_code_or_nothing(text: str) -> None:
    hit = language.read(reading(text, title="")).get("language")
    assert hit is None or (len(hit.value) == 2 and hit.value.islower())


@pytest.mark.parametrize(("code", "body"), BODIES)
def test_the_mapped_model_is_that_of_the_package(code: str, body: str) -> None:
    assert language_model.model().classify(body) == py3langid.classify(body)
