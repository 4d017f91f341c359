"""Make customers.csv: the customers of a coffee subscription that never existed, as a tired CRM would export them.

    python datasets/make_customers.py            # writes customers.csv beside this file, the same bytes every time

The card customers.md lists what was planted: four kinds of customers, faults of every usual sort, a leak.
"""

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

SEED = 20251114
CUSTOMERS = 2400
REPEATED = 31
TODAY = date(2025, 11, 14)
HEADER = (
    *("customer_id", "signup_date", "region", "plan", "age", "monthly_spend", "discount", "visits", "support_tickets"),
    *("last_contact", "satisfaction", "newsletter", "currency", "comment", "cancellation_reason", "churned", "lifetime_value"),
)


@dataclass(frozen=True)
class Segment:
    """One kind of customer. Pairs are (mean, standard deviation); spend is (median in euros, spread of its logarithm)."""

    name: str
    share: float
    age: tuple[float, float]
    spend: tuple[float, float]
    discount: tuple[float, float]
    visits: float
    tickets: float
    years: tuple[float, float]
    plans: tuple[float, float, float, float]
    newsletter: float
    satisfaction: float
    unhappy: float


PLANS = ("Basic", "Plus", "Family", "Business")
SEGMENTS = (
    Segment("families", 0.34, (40, 4), (118, 0.18), (13, 2.5), 19, 0.7, (3.9, 0.9), (0.02, 0.22, 0.75, 0.01), 0.85, 4.2, -2.2),
    Segment("bargain hunters", 0.27, (24, 3), (19, 0.25), (30, 3.5), 29, 0.3, (1.2, 0.6), (0.86, 0.12, 0.02, 0.0), 0.72, 3.3, -0.6),
    Segment("quiet retirees", 0.23, (71, 4.5), (29, 0.22), (3, 2), 3, 0.2, (7.6, 1.1), (0.38, 0.58, 0.03, 0.01), 0.15, 3.9, -1.8),
    Segment("demanding offices", 0.16, (48, 5), (440, 0.3), (17, 3), 36, 5.0, (3.3, 0.8), (0.0, 0.04, 0.02, 0.94), 0.45, 2.7, -1.5),
)
REGIONS = {
    "Bavaria": ("Bayern", "bavaria", "Bavaria "),
    "North Rhine-Westphalia": ("NRW", "North Rhine Westphalia", "NORTH RHINE-WESTPHALIA"),
    "Baden-Württemberg": ("Baden-Wuerttemberg", "BW", "baden-württemberg"),
    "Hesse": ("Hessen", "hesse"),
    "Saxony": ("Sachsen", "SAXONY"),
    "Berlin": ("berlin", "Berlin."),
    "Hamburg": ("HH", "hamburg"),
}
REASONS = ("too expensive", "moved away", "service", "competitor", "drinks tea now", "company closed")

COFFEES = ("Morning Ridge", "Dark Valley", "House Blend", "Sunday Decaf", "Ethiopia Light", "Espresso No. 4")
KIND_WORDS = {
    "families": (
        "The big box lasts us exactly {n} weeks.",
        'The kids call {coffee} "mum\'s medicine".',
        "We share one box with the neighbours; works fine.",
        "Please keep the family plan as it is.",
        "Could you add cocoa for the children?",
    ),
    "bargain hunters": (
        "Used the code from the podcast, {n} euros off.",
        "Is there a student price?",
        "I only order when there is a discount; sorry!",
        "Found {coffee} cheaper elsewhere.",
        "When is the next sale? I check the app every day.",
    ),
    "quiet retirees": (
        "I drink one cup of {coffee} after breakfast.",
        "Please write letters, I do not use the app.",
        "My late husband ordered this for {n} years.",
        "The print on the bag is too small to read.",
        "Everything as always.",
    ),
    "demanding offices": (
        "We need {n} invoices corrected; see my last mail.",
        "The machine on floor {n} stopped again.",
        "Our {n} people ran out of {coffee} on Tuesday.",
        'Accounting asks for a "proper" delivery note.',
        "Nobody answers the hotline before 10.",
    ),
}
GOOD = (
    "Very happy 😀",
    "Best coffee in years.",
    "{coffee} is wonderful ☕",
    "Fast delivery, thank you!",
    "Recommended you to {n} friends 👍",
    "No complaints.",
)
FAIR = (
    "It is all right.",
    "Good coffee; slow delivery.",
    "{coffee} was better last year.",
    "Packaging could use less plastic.",
    "Fine so far.",
)
POOR = (
    "Third late parcel this month 😡",
    'Support said "next week" {n} weeks ago.',
    "{coffee} tasted stale.",
    "I will cancel if this happens again.",
    "Two problems:\n1. wrong grind\n2. nobody calls back",
)
ENDINGS = ("", "", "", "\nKind regards", " Thanks!", " Please call me.", "\nSent from my phone")


def rows(seed: int = SEED) -> tuple[list[dict[str, str]], list[str]]:
    """The customers as texts, in the order of the file and before duplicates, and the name of each one's segment."""
    rng = np.random.default_rng(seed)
    facts = _facts(rng)
    made = [_row(rng, {key: values[i] for key, values in facts.items()}, i) for i in range(CUSTOMERS)]
    return made, [SEGMENTS[code].name for code in facts["segment"]]


def _facts(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """What is true of each customer, one array per fact, before any clerk touched it."""
    segment = rng.choice(len(SEGMENTS), CUSTOMERS, p=[s.share for s in SEGMENTS])

    def per(pick: Any) -> np.ndarray:
        return np.array([pick(s) for s in SEGMENTS])[segment]

    years = np.clip(rng.normal(per(lambda s: s.years[0]), per(lambda s: s.years[1])), 0.1, 10)
    spend = per(lambda s: s.spend[0]) * np.exp(rng.normal(0, per(lambda s: s.spend[1])))
    discount = np.clip(np.round(rng.normal(per(lambda s: s.discount[0]), per(lambda s: s.discount[1])) * 2) / 2, 0, 45)
    tickets = rng.poisson(per(lambda s: s.tickets)) * (rng.random(CUSTOMERS) > 0.25)
    satisfaction = np.clip(np.round(rng.normal(per(lambda s: s.satisfaction) - 0.12 * tickets, 0.8)), 1, 5)
    leaning = per(lambda s: s.unhappy) + 0.22 * tickets - 0.75 * (satisfaction - 3) + 0.04 * (discount - 10) - 0.15 * (years - 3)
    churned = rng.random(CUSTOMERS) < 1 / (1 + np.exp(-leaning))
    months = 12 * years * np.where(churned, rng.uniform(0.4, 1, CUSTOMERS), 1)
    return {
        "segment": segment,
        "years": years,
        "age": np.clip(np.round(rng.normal(per(lambda s: s.age[0]), per(lambda s: s.age[1]))), 18, 94),
        "spend": spend,
        "discount": discount,
        "visits": rng.poisson(per(lambda s: s.visits) * rng.gamma(9, 1 / 9, CUSTOMERS)),
        "tickets": tickets,
        "satisfaction": satisfaction,
        "churned": churned,
        "value": 0.35 * spend * (1 - discount / 100) * months * np.exp(rng.normal(0, 0.12, CUSTOMERS)),
    }


def _row(rng: np.random.Generator, fact: dict[str, Any], number: int) -> dict[str, str]:
    """One customer as the export writes it: European dates and numbers, and what was never asked left out."""
    segment = SEGMENTS[fact["segment"]]
    signup = TODAY - timedelta(days=round(365.25 * fact["years"]))
    asked = rng.random() > (0.22 if signup < date(2020, 1, 1) else 0.04)  # the form asks for the age only since 2020
    answered = rng.random() > 0.6 / (1 + fact["visits"])  # who never comes by never sees the survey
    contacted = rng.random() < (0.92 if fact["tickets"] else 0.35)
    contact = signup + timedelta(days=int(rng.integers(1, max(2, (TODAY - signup).days))))
    return {
        "customer_id": f"C-{10204 + 3 * number}",
        "signup_date": f"{signup:%d.%m.%Y}",
        "region": _region(rng),
        "plan": str(rng.choice(PLANS, p=segment.plans)),
        "age": f"{fact['age']:.0f}" if asked else "",
        "monthly_spend": f"{_european(fact['spend'])} €",
        "discount": f"{fact['discount']:g}".replace(".", ",") + " %",
        "visits": str(fact["visits"]),
        "support_tickets": str(fact["tickets"]),
        "last_contact": f"{contact:%d.%m.%Y}" if contacted else "",
        "satisfaction": f"{fact['satisfaction']:.0f}" if answered else "n/a",
        "newsletter": "yes" if rng.random() < segment.newsletter else "no",
        "currency": "EUR",
        "comment": _comment(rng, segment.name, fact["satisfaction"]),
        "cancellation_reason": str(rng.choice(REASONS)) if fact["churned"] else "",
        "churned": "yes" if fact["churned"] else "no",
        "lifetime_value": _european(fact["value"]),
    }


def _european(amount: float) -> str:
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def _region(rng: np.random.Generator) -> str:
    name = str(rng.choice(list(REGIONS), p=[0.22, 0.24, 0.18, 0.1, 0.09, 0.1, 0.07]))
    return str(rng.choice(REGIONS[name])) if rng.random() < 0.12 else name


def _comment(rng: np.random.Generator, segment: str, satisfaction: float) -> str:
    """Nothing (often), or one to three short sentences that fit the kind of customer and the mood."""
    if rng.random() < 0.35:
        return ""
    mood = GOOD if satisfaction >= 4 else POOR if satisfaction <= 2 else FAIR
    parts = [str(rng.choice(mood))]
    if rng.random() < 0.6:
        parts.append(str(rng.choice(KIND_WORDS[segment])))
    text = " ".join(parts) + str(rng.choice(ENDINGS))
    return text.format(coffee=rng.choice(COFFEES), n=rng.integers(2, 9))


def damage(made: list[dict[str, str]], rng: np.random.Generator) -> None:
    """The faults of single cells, each listed in the card."""
    spots = iter(rng.permutation(len(made)))
    for column, wrong in (
        *(("age", age) for age in ("-1", "0", "0", "199", "199", "1961", "1957", "999")),
        *(("currency", "CHF"),) * 3,
        *(("monthly_spend", "on request"),) * 2,
        ("signup_date", "31.02.2023"),
        ("last_contact", "00.00.0000"),
    ):
        made[next(spots)][column] = wrong


def lines(made: list[dict[str, str]], rng: np.random.Generator) -> list[str]:
    """Each customer as text; some twice, a few broken as exports break: a separator not quoted, a record cut off."""
    written = [_line(row.values()) for row in made]
    loose = [i for i, row in enumerate(made) if ";" in row["comment"] and "\n" not in row["comment"] and '"' not in row["comment"]]
    for i in rng.choice(loose, 3, replace=False):
        written[i] = ";".join(made[i].values())
    cut = int(rng.integers(len(made)))
    written[cut] = ";".join(list(made[cut].values())[:9])
    broken = {cut, *loose}
    for i in rng.choice([i for i in range(len(made)) if i not in broken], REPEATED, replace=False):
        written.insert(int(rng.integers(len(written))), _line(made[i].values()))
    return written


def _line(values: Any) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow(values)
    return out.getvalue().removesuffix("\r\n")


def export(seed: int = SEED) -> bytes:
    """The whole file: byte order mark, report head, header, customers, report foot; CRLF line ends."""
    made, _ = rows(seed)
    rng = np.random.default_rng(seed + 1)
    damage(made, rng)
    written = lines(made, rng)
    head = ["Bergfeld Coffee Club - customer report", f"Exported on {TODAY:%d.%m.%Y} 08:30; amounts in EUR incl. VAT", "", ";".join(HEADER)]
    foot = ["", f"Total rows: {len(written)}"]
    return ("\r\n".join([*head, *written, *foot]) + "\r\n").encode("utf-8-sig")


if __name__ == "__main__":
    Path(__file__).with_name("customers.csv").write_bytes(export())
