"""Make bakery.csv: two years of a bakery that never existed, one clean row a day, for lectures on time, seasons and regression.

python datasets/make_bakery.py            # writes bakery.csv beside this file, the same bytes every time
"""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import numpy as np

SEED = 7
FIRST, DAYS = date(2023, 1, 1), 731
HEADER = ("date", "weekday", "temperature", "rain", "holiday", "school_break", "loaves", "croissants", "iced_coffees", "revenue")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BREAD = np.array([0.85, 0.9, 0.95, 1.0, 1.2, 1.45, 0.55])  # Monday to Sunday, as a share of the usual day
SWEET = np.array([0.75, 0.8, 0.8, 0.85, 1.0, 1.5, 1.9])
HOLIDAYS = {(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)}
BREAKS = (
    (date(2023, 4, 3), 14),
    (date(2023, 7, 24), 42),
    (date(2023, 12, 23), 15),
    (date(2024, 3, 25), 14),
    (date(2024, 7, 22), 42),
    (date(2024, 12, 23), 9),
)


def rows(seed: int = SEED) -> list[tuple[str, ...]]:
    """One tuple of texts per day."""
    rng = np.random.default_rng(seed)
    days = [FIRST + timedelta(days=i) for i in range(DAYS)]
    weekday = np.array([day.weekday() for day in days])
    holiday = np.array([(day.month, day.day) in HOLIDAYS for day in days])
    free = np.array([any(0 <= (day - start).days < length for start, length in BREAKS) for day in days])
    season = np.cos(2 * np.pi * (np.arange(DAYS) - 200) / 365.25)  # highest in the middle of July
    spell = np.convolve(rng.normal(0, 1, DAYS + 6), np.ones(7) / 7**0.5, "valid")  # warm and cold spells of about a week
    temperature = 10.5 + 9.5 * season + 2.6 * spell + rng.normal(0, 1.2, DAYS)
    rain = np.where(rng.random(DAYS) < 0.38, rng.gamma(0.9, 5, DAYS), 0)
    visitors = np.where(holiday, 0.5, 1) * np.where(free, 0.86, 1) * (1 - 0.006 * np.minimum(rain, 25))
    loaves = rng.poisson(190 * BREAD[weekday] * visitors)
    croissants = rng.poisson(120 * SWEET[weekday] * visitors)
    iced = rng.poisson(visitors * 3 * np.maximum(temperature - 12, 0) ** 1.35)
    price = 1 + 0.00018 * np.arange(DAYS)  # everything gets a little dearer
    revenue = price * (4.2 * loaves + 1.8 * croissants + 3.6 * iced) + rng.normal(0, 25, DAYS)
    columns = (temperature, rain, holiday, free, loaves, croissants, iced, revenue)
    return [
        (
            f"{day:%Y-%m-%d}",
            WEEKDAYS[day.weekday()],
            f"{t:.1f}",
            f"{r:.1f}",
            _said(h),
            _said(f),
            str(bread),
            str(sweet),
            str(cold),
            f"{money:.2f}",
        )
        for day, t, r, h, f, bread, sweet, cold, money in zip(days, *columns, strict=True)
    ]


def _said(true: bool) -> str:
    return "yes" if true else "no"


def export(seed: int = SEED) -> bytes:
    """The whole file: plain CSV, UTF-8, commas, decimal points, ISO dates."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([HEADER, *rows(seed)])
    return out.getvalue().encode()


if __name__ == "__main__":
    Path(__file__).with_name("bakery.csv").write_bytes(export())
