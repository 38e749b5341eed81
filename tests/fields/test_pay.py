"""Pay of the role from structured fields, display strings and text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobscrape.fields import pay
from jobscrape.fields.found import found
from jobscrape.fields.money import number
from jobscrape.fields.offers import Offer, Setting, currency_of, period_of, widest
from jobscrape.fields.pay import structured
from jobscrape.fields.pay_text import display, in_text
from jobscrape.items import Pay, StatedPay
from tests.fields.given import CLOCK, reading

IN_TEXT = [
    # Notations that break one parser or another: both bounds, K left out, currency behind, thousands by point or blank.
    ("€80,000 - €95,000", 80000, 95000, "EUR", "year"),
    ("60.000 - 70.000 EUR", 60000, 70000, "EUR", "year"),
    ("80.000 - 95.000 € / Jahr", 80000, 95000, "EUR", "year"),
    ("$35 - $45 per hour", 35, 45, "USD", "hour"),
    ("$120k - $150k", 120000, 150000, "USD", "year"),
    ("$120-150k per year", 120000, 150000, "USD", "year"),
    ("The base salary is £65,000 per annum", 65000, 65000, "GBP", "year"),
    ("Salary: up to £70k", None, 70000, "GBP", "year"),
    ("Salary: $60,000 + bonus", 60000, 60000, "USD", "year"),
    ("Compensation: salary up to $200K + benefits and equity", None, 200000, "USD", "year"),
    ("Starting salary: $60,000+", 60000, None, "USD", "year"),
    ("Pay rate: $22.50/hr", 22.5, 22.5, "USD", "hour"),
    ("Compensation range: CAD 90,000 to CAD 110,000", 90000, 110000, "CAD", "year"),
    ("CAN base pay range per year: $90,000 - $110,000", 90000, 110000, "CAD", "year"),
    ("The base salary range for bakers in Canada is: $90,000 - $110,000", 90000, 110000, "CAD", "year"),
    ("The expected pay range is $41.35 to $62.02 hourly", 41.35, 62.02, "USD", "hour"),
    ("Compensation $85K/yr - $110K/yr", 85000, 110000, "USD", "year"),
    ("Weekly pay of $1,200 - $1,500", 1200, 1500, "USD", "week"),
    ("£400 - £500 per day outside IR35", 400, 500, "GBP", "day"),
    ("Salary: CHF 110'000 – 130'000", 110000, 130000, "CHF", "year"),
    ("We offer INR 15,00,000 - 20,00,000 per annum", 1500000, 2000000, "INR", "year"),
    ("CTC: 12-18 LPA", 1200000, 1800000, "INR", "year"),
    ("Salary: HK$30,000 - HK$40,000 per month", 30000, 40000, "HKD", "month"),
    ("Salary range: 120,000 - 150,000", 120000, 150000, "USD", "year"),
    ("Our range is 140k-170k base + equity", 140000, 170000, "USD", "year"),
    # Other languages.
    ("Das Jahresgehalt liegt zwischen 55.000 und 65.000 Euro brutto.", 55000, 65000, "EUR", "year"),
    ("Gehalt: ab 3.500 € brutto pro Monat", 3500, None, "EUR", "month"),
    ("Stundenlohn: 15,50 € pro Stunde", 15.5, 15.5, "EUR", "hour"),
    ("Rémunération : 45 000 € à 55 000 € brut par an", 45000, 55000, "EUR", "year"),
    ("Salaire : 45-55k€", 45000, 55000, "EUR", "year"),
    ("TJM : 500-600 € / jour", 500, 600, "EUR", "day"),
    ("Salario: 30.000 € - 40.000 € brutos anuales", 30000, 40000, "EUR", "year"),
    ("Salário: R$ 5.000,00 a R$ 7.000,00 por mês", 5000, 7000, "BRL", "month"),
    ("Salaris tussen € 3.500 en € 4.800 bruto per maand", 3500, 4800, "EUR", "month"),
    ("Månadslön 42 000 SEK", 42000, 42000, "SEK", "month"),
    ("Wynagrodzenie: 18 000 - 24 000 PLN netto/mies. (B2B)", 18000, 24000, "PLN", "month"),
    # The widest span over places and levels; base before on-target earnings; the bonus beside it left alone.
    ("Zone A: $160,000 - $190,000\nZone B: $150,000 - $170,000", 150000, 190000, "USD", "year"),
    ("The range is $130,000 to $150,000 in Boston and $120,000 to $140,000 in Denver", 120000, 150000, "USD", "year"),
    ("OTE: $200,000 - $240,000 (base salary: $100,000 - $120,000)", 100000, 120000, "USD", "year"),
    ("Base salary of $150,000-$180,000, plus a bonus of $20,000 - $30,000", 150000, 180000, "USD", "year"),
    ("$139,000-$199,000 + bonus + equity + benefits", 139000, 199000, "USD", "year"),
    ("Base (no annual bonus) $167.6K – $214K", 167600, 214000, "USD", "year"),
    ("between $162,000 [lowest region] to $252,500 [highest region]", 162000, 252500, "USD", "year"),
    ("Salary: Grade 7 - £28,100 to £31,900 (per annum)", 28100, 31900, "GBP", "year"),
    ("$70,000 base salary and up to $120,000 OTE", 70000, 70000, "USD", "year"),
    ("Base salary + bonus: $140K - $210K", 140000, 210000, "USD", "year"),
    ("- 2400€ – 2700 € brutto (verhandelbar)", 2400, 2700, "EUR", "month"),
    ("$209.6 - $220.7 a year", 209600, 220700, "USD", "year"),
]
NOT_PAY = [
    "Warenpaket im Wert von mind. 400,00€ bis 2.000,00/monatlich",
    "We raised $500 - $900 million from leading funds.",
    "We raised $500–900 million last year",
    "$2,500 - $4,000 sign-on for nurses",
    "Sign-on bonus of $5,000 - $10,000 paid after 90 days",
    "2024-2026",
    "Founded 2015, 500 employees",
    "401(k) match up to $4,000 per year",
    "Referral bonus: $1,000 per hire",
    "You will manage a budget of $2,000,000 - $5,000,000",
    "Own a portfolio of $1M - $3M in ARR",
    "Experience selling deals of $50,000 - $100,000 ACV",
    "Annual learning budget of €1,500",
    "We process $10 billion in payments a year",
    "A stipend of $100/month for your internet",
    "Up to $10,000 tuition reimbursement per year",
    "Our Series B of $40M was led by good people",
    "We have saved customers $120,000 - $150,000 a year",
    "Average contract value of $80k-$120k",
    "Customers pay $20 - $50 per month for our product",
    "Quota of $900k - $1.2M per year",
    "Life insurance coverage of $50,000",
    "Relocation package up to $15,000",
    "Ticket sizes between $250,000 and $750,000",
    "Grow revenue from $10M to $50M",
    "Tax credit of $2,400 per employee",
    "Wir haben 20 Millionen Euro Umsatz und zahlen 50 € Zuschuss zum ÖPNV",
    "Budget von 1.500 € im Jahr für Weiterbildung",
    "Levée de fonds de 15 M€",
    "Tickets restaurant 9 € par jour",
    "Prime de cooptation de 1 000 €",
    "Presupuesto de formación de 1.000 € al año",
    "Vale refeição de R$ 1.200 por mês",
    "Friskvårdsbidrag 5 000 kr per år",
    "Vergoeding van €250 per maand voor thuiswerken",
    "The company is valued at $1.2B",
    "Team of 10-15 people, 3-5 years of experience",
    "Price points from $99 to $499 per seat",
    "25,000 - 30,000 users",
    "Salary: competitive",
    "Compensation: based on experience, plus $5,000 signing bonus",
    "Equity grant valued at $100,000 - $200,000",
    "Scene work with USD 3-5 in Blender",
]
DISPLAYED = [
    ("$60K-$90K (Glassdoor est.)", 60000, 90000, "USD", "year"),
    ("Employer Provided Salary:$24.50 - $30.00 Per Hour", 24.5, 30, "USD", "hour"),
    ("CA$160K – CA$270K", 160000, 270000, "CAD", "year"),
    ("140 000$ to 320 000$ CAD", 140000, 320000, "CAD", "year"),
    ("NT$ 61,000 - 81,000 (月薪)", 61000, 81000, "TWD", "month"),
    ("50-70 000 Kč", 50000, 70000, "CZK", "month"),
    ("Estimated Base Salary $190K – $220K • Offers Equity • $30K – $50K Bonus", 190000, 220000, "USD", "year"),
    ("Base $125K – $140K • $15K – $20K Commission", 125000, 140000, "USD", "year"),
    ("$150K – $170K • $80K – $85K Equity", 150000, 170000, "USD", "year"),
    ("150000-250000 USD year", 150000, 250000, "USD", "year"),
    ("ab € 3.100 brutto/Monat (14x)", 3100, None, "EUR", "month"),
    ("Annuel de 35000.0 Euros à 41000.0 Euros sur 12.0 mois", 35000, 41000, "EUR", "year"),
    ("Horaire de 12.10 Euros sur 12.0 mois", 12.1, 12.1, "EUR", "hour"),
    ("￥21K-34K·14薪", 21000, 34000, "CNY", "month"),
    ("DKK 46.000 pr. måned", 46000, 46000, "DKK", "month"),
    ("160 - 180 PLN netto/h + VAT (B2B)", 160, 180, "PLN", "hour"),
    ("EG 9b TVöD (3.400 - 4.700 €)", 3400, 4700, "EUR", "month"),
    ("$1,600/week", 1600, 1600, "USD", "week"),
    ("50.000,- EUR", 50000, 50000, "EUR", "year"),
]


def _bounds(offer: Offer | None) -> tuple[Any, ...] | None:
    return None if offer is None else (offer.min, offer.max, offer.currency, offer.period)


@pytest.mark.parametrize(("text", "low", "high", "currency", "period"), IN_TEXT, ids=[row[0][:40] for row in IN_TEXT])
def test_pay_in_text(text: str, low: float | None, high: float | None, currency: str, period: str) -> None:
    assert _bounds(in_text(text)) == (low, high, currency, period)


@pytest.mark.parametrize("text", NOT_PAY)
def test_amounts_that_are_no_pay(text: str) -> None:
    assert in_text(text) is None


@pytest.mark.parametrize(("text", "low", "high", "currency", "period"), DISPLAYED)
def test_pay_in_display_strings(text: str, low: float | None, high: float | None, currency: str, period: str) -> None:
    assert _bounds(display(text)) == (low, high, currency, period)


@pytest.mark.parametrize(
    "text", ["Competitive", "401(k) match up to 4%", "$3B in funding, 700+ employees", "$4,000 sign-on bonus", "", "DOE"]
)
def test_display_strings_without_pay(text: str) -> None:
    assert display(text) is None


def test_on_target_earnings_alone_are_total() -> None:
    offer = display("OTE $240K")
    assert offer is not None
    assert (offer.min, offer.max, offer.kind) == (240000, 240000, "total")


@pytest.mark.parametrize(
    ("marker", "countries", "language", "code"),
    [
        ("$", (), None, "USD"),
        ("$", ("CA",), "en", "CAD"),
        ("$", ("CA", "US"), "en", "USD"),
        ("$", ("AU",), "en", "AUD"),
        ("$", ("DE",), "en", "USD"),
        ("US$", ("CA",), "en", "USD"),
        ("$ CAD", (), None, "CAD"),
        ("kr", ("NO",), None, "NOK"),
        ("kr", (), "sv", "SEK"),
        ("kr", (), "en", None),
        ("¥", ("CN",), None, "CNY"),
        ("rmb", (), None, "CNY"),
        ("?", (), None, None),
    ],
)
def test_currency_by_country_and_language(marker: str, countries: tuple[str, ...], language: str | None, code: str | None) -> None:
    assert currency_of(marker, Setting(countries, language)) == code


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("1 YEAR", "year"),
        ("per-hour-wage", "hour"),
        ("annually", "year"),
        ("MONTH", "month"),
        ("Woche", "week"),
        ("once", None),
        (None, None),
    ],
)
def test_period_of(words: str | None, period: str | None) -> None:
    assert period_of(words) == period


@pytest.mark.parametrize(
    ("written", "has_multiplier", "value"),
    [
        ("1.234,50", False, 1234.5),
        ("1,234.50", False, 1234.5),
        ("65'000", False, 65000),
        ("12,00,000", False, 1200000),
        ("62.025", False, 62025),
        ("62.025", True, 62.025),
        ("600 000", False, 600000),
        ("53.000.00", False, 53000),
        ("22.5", False, 22.5),
    ],
)
def test_number(written: str, has_multiplier: bool, value: float) -> None:
    assert number(written, has_multiplier) == value


def _read(text: str = "", /, **stated: Any) -> Pay | None:
    hit = pay.read(reading(text, **stated)).get("pay")
    return hit.value if hit else None


def test_structured_field_beats_display_string_and_text() -> None:
    stated = StatedPay(min=100_000, max=120_000, currency="EUR", period="1 YEAR")
    read = pay.read(reading("Salary: $50,000 - $60,000", pay=[stated], salary="€10k - €20k"))["pay"]
    assert (read.value.min, read.value.max, read.value.currency, read.value.period) == (100_000, 120_000, "EUR", "year")
    assert (read.evidence.source, read.evidence.rule) == ("pay", "structured")


def test_display_string_beats_text() -> None:
    read = _read("Salary: $50,000 - $60,000", salary="$70K - $80K")
    assert read is not None
    assert (read.min, read.max) == (70_000, 80_000)


@pytest.mark.parametrize(
    ("stated", "text", "expected"),
    [
        (StatedPay(min=83_200, max=104_000, currency="USD", period="year"), "Pay: $40 - $50 per hour", (40, 50, "hour")),
        (StatedPay(min=37, max=37, currency="USD", period="hourly"), "Contributors can earn up to $37 per hour", (None, 37, "hour")),
    ],
)
def test_text_says_more_exactly_what_the_field_rounds(stated: StatedPay, text: str, expected: tuple[Any, ...]) -> None:
    read = _read(text, pay=[stated])
    assert read is not None
    assert (read.min, read.max, read.period) == expected


@pytest.mark.parametrize(
    "stated",
    [
        StatedPay(min=0, max=0, currency="USD", period="year"),
        StatedPay(),
        StatedPay(min=-5, max=10, currency="USD", period="hour"),
        StatedPay(min=2e9, max=3e9, currency="USD", period="year"),
        StatedPay(min=1000, max=2000, currency="USD", text="Bonus"),
        StatedPay(min=80_000, max=85_000, currency="USD", period="1 YEAR", text="$80K – $85K Equity"),
        StatedPay(min=10_000, max=20_000, currency="USD", period="1 YEAR", text="Commission $10K – $20K"),
        StatedPay(min=5_000, max=5_000, currency="EUR", period="one-time"),
    ],
)
def test_structured_noise_is_no_pay(stated: StatedPay) -> None:
    assert structured([stated], Setting()) is None


@pytest.mark.parametrize(
    ("period", "expected"),
    [("bi-week-salary", (1500, 2000, "week")), ("SEMI_MONTHLY", (6000, 8000, "month")), ("per-month-salary", (3000, 4000, "month"))],
)
def test_odd_periods_are_brought_to_ours(period: str, expected: tuple[float, float, str]) -> None:
    offer = structured([StatedPay(min=3000, max=4000, currency="USD", period=period)], Setting())
    assert offer is not None
    assert (offer.min, offer.max, offer.period) == expected


def test_a_summary_that_mentions_a_bonus_is_pay() -> None:
    stated = StatedPay(min=100_000, max=120_000, currency="USD", period="1 YEAR", text="$100K – $120K • Offers Bonus • Offers Equity")
    assert _bounds(structured([stated], Setting())) == (100_000, 120_000, "USD", "year")


def test_several_statements_give_the_widest_span_of_one_currency() -> None:
    stated = [
        StatedPay(min=90_000, max=110_000, currency="USD", period="year"),
        StatedPay(min=80_000, max=100_000, currency="USD", period="year"),
        StatedPay(min=70_000, max=75_000, currency="GBP", period="year"),
    ]
    assert _bounds(structured(stated, Setting())) == (80_000, 110_000, "USD", "year")
    assert _bounds(structured(stated, Setting(("GB",)))) == (70_000, 75_000, "GBP", "year")


def test_swapped_bounds_are_put_in_order() -> None:
    assert _bounds(structured([StatedPay(min=9, max=5, currency="EUR", period="hour")], Setting())) == (5, 9, "EUR", "hour")


@pytest.mark.parametrize(("period", "factor"), [("hour", 2080), ("day", 260), ("week", 52), ("month", 12), ("year", 1)])
def test_annual_amounts(period: str, factor: float) -> None:
    read = _read(pay=[StatedPay(min=10, max=20, currency="JPY", period=period)])
    assert read is not None
    assert (read.annual_min, read.annual_max) == (10 * factor, 20 * factor)
    assert read.annual_min_eur is None


def test_euro_at_the_rate_of_the_posting_date() -> None:
    given_reading = reading("", pay=[StatedPay(min=100_000, max=None, currency="USD", period="year")])
    posted = CLOCK.replace(year=2024, month=1, day=2)
    given_reading.found["date_posted"] = found(posted, source="date_posted", text="2024-01-02", rule="exact")
    read: Pay = pay.read(given_reading)["pay"].value
    assert read.annual_min_eur == pytest.approx(100_000 / 1.0956, abs=0.01)
    assert read.annual_max_eur is None


def test_dollars_of_a_canadian_posting_are_canadian() -> None:
    given_reading = reading("Salary: $90,000 - $110,000")
    given_reading.found["countries"] = found(["CA"], source="location", text="Toronto", rule="stated")
    assert pay.read(given_reading)["pay"].value.currency == "CAD"


def test_no_offers_no_pay() -> None:
    assert widest([]) is None
    assert _read("We pay well.") is None


@given(st.text(alphabet="$€£ 0123456789.,-–kKmM/()\nabcdehnoprsuy", max_size=200))
def test_never_raises_and_bounds_are_in_order(text: str) -> None:
    for offer in (in_text(text), display(text)):
        if offer is not None and offer.min is not None and offer.max is not None:
            assert 0 <= offer.min <= offer.max


@given(st.integers(20_000, 400_000), st.integers(0, 100_000), st.sampled_from(["${:,}", "€{:,}", "£{:,}"]))
def test_a_range_reads_back(low: int, more: int, form: str) -> None:
    text = f"The salary range is {form.format(low)} - {form.format(low + more)} per year."
    offer = in_text(text)
    assert offer is not None
    assert (offer.min, offer.max, offer.period) == (low, low + more, "year")
