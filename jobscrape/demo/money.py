"""Pay written the way people write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.demo.tables import table

if TYPE_CHECKING:
    from jobscrape.demo.openings import TruePay

DASHES = (" - ", " – ", " to ", "-")


def write(pay: TruePay) -> str:
    """Return `pay` as words of a posting, in the style that it carries; only the upper bound if it has no lower one."""
    words = table("sentences")
    low: str
    high: str
    styles = words["amounts"][pay.currency]
    low, high, mark = styles[pay.style % len(styles)]
    if mark == "k" and (pay.period != "year" or pay.max % 1000 or (pay.min or 0) % 1000):
        low, high, mark = styles[0]
    periods: list[str] = words["periods"][pay.period]
    period = periods[pay.style % len(periods)]
    end = period if period.startswith("/") else f" {period}"
    top = _amount(pay.max, mark)
    if pay.min is None:
        return (low if low.count("{") and _whole(low, high) else high).replace("{a}", top).replace("{b}", top) + end
    dash = DASHES[pay.style % len(DASHES)] if mark != " " else " – "
    return low.replace("{a}", _amount(pay.min, mark)) + dash + high.replace("{b}", top) + end


def _whole(low: str, high: str) -> bool:
    """Tell whether the way of writing the lower bound names the currency; else the upper one does."""
    return len(low) > len("{a}") or len(high) == len("{b}")


def _amount(value: float, mark: str) -> str:
    if mark == "k":
        return f"{value / 1000:g}"
    return f"{value:,.0f}".replace(",", mark)
