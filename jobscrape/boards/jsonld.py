"""schema.org JobPosting on web pages: finding it in JSON-LD or microdata, however malformed, and mapping it.

Vocabulary: https://schema.org/JobPosting and Google's job posting guide (read 2026-11-23).
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from parsel import Selector

from jobscrape.boards.payload import pick
from jobscrape.items import JobPosting, StatedPay, StatedPlace

if TYPE_CHECKING:
    from collections.abc import Iterator

Node = dict[str, Any]
_BLOCKS = "//script[translate(normalize-space(substring-before(concat(@type, ';'), ';')), 'LDJSON', 'ldjson')='application/ld+json']/text()"
_LOOSE_BLOCK = re.compile(r"<script[^>]{0,200}ld\+json[^>]{0,200}>(.*?)</script", re.IGNORECASE | re.DOTALL)
_WRAPPERS = re.compile(r"^\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*$|^\s*<!--|(?://\s*)?-->\s*$")
_PLACEHOLDER = re.compile(r"^(?:\s*\[.*\]|\{\{.*\}\}|unavailable|n/?a|none|null|undefined|tbd|-+|unknown|confidential)\s*$", re.IGNORECASE)
_DOUBLE = re.compile(r"&amp;(?:#x?[0-9a-f]+|[a-z]+);", re.IGNORECASE)
_NOT_OWN = re.compile(
    r"linkedin|facebook|twitter|crunchbase|glassdoor|schema\.org|google|icims\.com|teamtailor\.com|breezy\.hr|applytojob\.com|jobvite\.com"
    r"|recruitee\.com|homerun\.co$|join\.com|personio\.|myworkdayjobs\.com|greenhouse\.io|lever\.co$|ashbyhq\.com|workable\.com",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\s*\d[\d.,\s']*$")
_BODY_PARTS = ("responsibilities", "qualifications", "skills", "experienceRequirements", "jobBenefits")
_UNSAVED = ("description", *_BODY_PARTS, "applicationContact", "logo", "image", "educationRequirements")


def nodes_in(page: str) -> tuple[list[Node], list[str]]:
    """Return the JobPosting nodes of a page and, in words, the blocks that could not be read."""
    selector = Selector(text=page)
    found: list[Node] = []
    broken: list[str] = []
    for block in selector.xpath(_BLOCKS).getall() or _LOOSE_BLOCK.findall(page):
        if not block.strip():
            continue
        values = read_block(block)
        if values is None:
            if "JobPosting" in block:
                broken.append(f"a JSON-LD block of {len(block)} characters is no JSON")
            continue
        found.extend(node for value in values for node in _postings(value))
    if not found and re.search(r"itemtype\s*=\s*[\"']?https?://schema\.org/JobPosting", page, re.IGNORECASE):
        found = _microdata(page)
    return _distinct(found), broken


def read_block(text: str) -> list[Any] | None:
    """Return the values of a JSON-LD block, several if it holds several without a list; None if it cannot be read.

    Tried in order: as it stands (control characters allowed), entities decoded, first value and what follows it,
    repaired (comments, trailing or missing commas, stray quotes and escapes).
    """
    body = _WRAPPERS.sub("", _WRAPPERS.sub("", text.lstrip("\ufeff").strip())).strip().rstrip(";")
    if body.startswith(("{&quot;", "[{&quot;", "{ &quot;", "{&#34;")):
        body = html.unescape(body)
    try:
        return [json.loads(body, strict=False)]
    except ValueError:
        return _several(body) or _repaired(body)


def _several(body: str) -> list[Any] | None:
    """Read value after value; None unless the block is whole values and stray closing marks."""
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    at = 0
    while at < len(body):
        try:
            value, at = decoder.raw_decode(body, at)
        except ValueError:
            return values if values and not body[at:].strip(" \t\r\n}];,") else None
        values.append(value)
        at += len(body[at:]) - len(body[at:].lstrip(" \t\r\n,;"))
    return values or None


def _repaired(body: str) -> list[Any] | None:
    import json_repair  # noqa: PLC0415 - one page in thousands needs it

    value = json_repair.loads(body, skip_json_loads=True)
    return [value] if isinstance(value, dict | list) and value else None


def _postings(value: Any) -> Iterator[Node]:
    """Yield the JobPosting nodes anywhere in a value: lists, @graph, ItemList, mainEntity; keys may be in PascalCase."""
    stack = [value]
    while stack:
        part = stack.pop()
        if isinstance(part, list):
            stack.extend(reversed(part))
        elif isinstance(part, dict):
            if _is_posting(part):
                yield {k[:1].lower() + k[1:] if k[:1].isupper() else k: v for k, v in part.items()}
            else:
                stack.extend(v for v in reversed(list(part.values())) if isinstance(v, dict | list))


def _is_posting(node: Node) -> bool:
    kinds = node.get("@type") or node.get("type") or ""
    return any(str(k).rpartition("/")[2] == "JobPosting" for k in (kinds if isinstance(kinds, list) else [kinds]))


def _microdata(page: str) -> list[Node]:
    from extruct.w3cmicrodata import MicrodataExtractor  # noqa: PLC0415 - slow to import, rarely needed

    return [_flat(item) for item in MicrodataExtractor(nested=True, strict=False).extract(page) if "JobPosting" in str(item.get("type"))]


def _flat(item: Any) -> Any:
    """Return a microdata item in the shape of JSON-LD."""
    if isinstance(item, list):
        return [_flat(part) for part in item]
    if isinstance(item, dict) and "properties" in item:
        return {"@type": str(item.get("type")).rpartition("/")[2], **{k: _flat(v) for k, v in item["properties"].items()}}
    return item


def _distinct(nodes: list[Node]) -> list[Node]:
    return list({json.dumps(node, sort_keys=True, default=str): node for node in nodes}.values())


def map_node(node: Node, url: str, source_id: str) -> JobPosting:
    """Map a JobPosting node found at `url`. Missing or placeholder values stay unknown; never raises for their shape."""
    organisation = first(node.get("hiringOrganization"))
    return JobPosting(
        source_id=source_id,
        url=url,
        title=text_of(node.get("title")) or text_of(node.get("name")) or "",
        company=text_of(organisation) or "",
        company_domain=domain_of(organisation),
        description=body_of(node),
        requisition_id=identifier_of(node.get("identifier")),
        locations=[p for part in many(node.get("jobLocation")) if (p := place_of(part)) is not None],
        remote_locations=[
            n for key in node if key.lower().startswith("applica") and "location" in key.lower() for n in names_of(node[key])
        ],
        workplace="TELECOMMUTE" if "TELECOMMUTE" in str(node.get("jobLocationType")).upper() else None,
        employment_type=", ".join(t for v in many(node.get("employmentType")) if (t := text_of(v))) or None,
        education=", ".join(t for v in many(node.get("educationRequirements")) if (t := text_of(v, "credentialCategory"))) or None,
        pay=pay_of(node.get("baseSalary")),
        salary=next((t for v in many(node.get("baseSalary")) if (t := _salary_text(v))), None),
        department=text_of(node.get("industry")) or text_of(node.get("occupationalCategory")),
        language=text_of(node.get("inLanguage")),
        date_posted=text_of(node.get("datePosted")),
        valid_through=_expiry(node),
        raw=pick({k: v for k, v in node.items() if not k.startswith("@")}, without=_UNSAVED),
    )


def first(value: Any) -> Any:
    """Return the first of a list, or the value."""
    return (value[0] if value else None) if isinstance(value, list) else value


def many(value: Any) -> list[Any]:
    """Return a list, whatever was given."""
    return value if isinstance(value, list) else [] if value is None else [value]


def text_of(value: Any, *keys: str) -> str | None:
    """Return the words of a value: text, or the name of a node; None for placeholders and nothing."""
    value = first(value)
    if isinstance(value, dict):
        value = first(next((value[k] for k in (*keys, "name", "legalName", "@value", "value", "description") if value.get(k)), None))
    if value is None or isinstance(value, dict | list | bool):
        return None
    words = " ".join(html.unescape(str(value)).split())
    return None if not words or _PLACEHOLDER.match(words) else words


def body_of(node: Node) -> str:
    """Return the body, escapes undone, with the sections that other properties hold and the body does not repeat."""
    parts = [_unescaped(_joined(node.get("description")))]
    for name in _BODY_PARTS:
        words = _unescaped(_joined(node.get(name)))
        if words and words[:80] not in parts[0]:
            parts.append(words)
    return "\n".join(p for p in parts if p)


def _joined(value: Any) -> str:
    return "\n".join(str(v) for v in many(value) if isinstance(v, str))


def _unescaped(text: str) -> str:
    """Undo double escaping and literal line breaks."""
    if _DOUBLE.search(text):
        text = html.unescape(text)
    if "\\n" in text and "\n" not in text:
        text = text.replace("\\r", "").replace("\\n", "\n").replace('\\"', '"')
    return text


def domain_of(organisation: Any) -> str | None:
    """Return the host of the employer's own site; None for profiles on networks and boards of vendors."""
    site = text_of(organisation.get("sameAs")) or text_of(organisation.get("url")) if isinstance(organisation, dict) else None
    host = re.match(r"https?://(?:www\.)?([^/:?#]+\.[a-z]{2,})", site or "", re.IGNORECASE)
    return host[1].lower() if host and not _NOT_OWN.search(host[1]) else None


def identifier_of(value: Any) -> str | None:
    """Return the employer's number of the posting."""
    value = first(value)
    if isinstance(value, dict):
        return text_of(value.get("value")) or text_of(value.get("id")) or text_of(value.get("@id"))
    return text_of(value)


def names_of(value: Any) -> list[str]:
    """Return the names of one or more areas."""
    areas = [first(v.get("address") or v.get("containedInPlace")) or v if isinstance(v, dict) else v for v in many(value)]
    names: list[str] = []
    for area in areas:
        held = area.get("name") or area.get("addressCountry") if isinstance(area, dict) else area
        names += [t for v in many(held) if (t := text_of(v))]
    return list(dict.fromkeys(names))


def place_of(value: Any) -> StatedPlace | None:
    """Return a place: the name where several postings share one address, else the address."""
    if not isinstance(value, dict):
        words = text_of(value)
        return StatedPlace(raw=words) if words else None
    address = first(value.get("address")) if value.get("address") is not None else value
    if not isinstance(address, dict):
        words = text_of(address) or text_of(value.get("name"))
        return StatedPlace(raw=words) if words else None
    city, region = text_of(address.get("addressLocality")), text_of(address.get("addressRegion"))
    countries = many(first(address.get("addressCountry")).get("name")) if isinstance(first(address.get("addressCountry")), dict) else None
    country = text_of(countries or address.get("addressCountry"))
    name = text_of(value.get("name")) if value.get("name") else None
    if name and city and len(countries or []) > 1:
        return StatedPlace(raw=name)
    words = ", ".join(dict.fromkeys(p for p in (city, region, country) if p)) or name or text_of(address.get("name"))
    geo = first(value.get("geo")) if isinstance(first(value.get("geo")), dict) else {}
    if not words:
        return None
    return StatedPlace(
        raw=words, city=city, region=region, country=country, lat=_number(geo.get("latitude")), lon=_number(geo.get("longitude"))
    )


def pay_of(value: Any) -> list[StatedPay]:
    """Return the structured pay; zero means not stated, text inside a number's place is left to `salary`."""
    found: list[StatedPay] = []
    for part in many(value):
        if not isinstance(part, dict):
            continue
        amount = first(part.get("value")) if part.get("value") is not None else part
        inner = amount if isinstance(amount, dict) else {"value": amount}
        single = _number(inner.get("value")) or None
        low, high = _number(inner.get("minValue")) or single, _number(inner.get("maxValue")) or single
        if low or high:
            currency = text_of(part.get("currency")) or text_of(inner.get("currency")) or text_of(part.get("salaryCurrency"))
            period = text_of(inner.get("unitText")) or text_of(part.get("unitText"))
            found.append(StatedPay(min=low, max=high, currency=currency, period=period))
    return found


def _salary_text(value: Any) -> str | None:
    """Return pay that stands as words where numbers belong."""
    if isinstance(value, dict):
        inner = first(value.get("value"))
        value = first(inner.get("value")) if isinstance(inner, dict) else inner
    words = text_of(value) if isinstance(value, str) else None
    return words if words and not _NUMBER.match(words) else None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        return float(str(value).replace(" ", "").replace(",", "") if isinstance(value, str) else value)
    except ValueError:
        return None


def _expiry(node: Node) -> str | None:
    """Return validThrough unless it repeats the posting date or is no date."""
    words = text_of(node.get("validThrough"))
    if not words or not re.match(r"\d{4}-\d\d", words) or words[:10] == (text_of(node.get("datePosted")) or "")[:10]:
        return None
    return words
