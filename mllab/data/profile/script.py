"""The figures of a profile as plain pandas."""

from mllab.data.table import Table
from mllab.script import Script

MOST_COLUMNS = 60

FUNCTIONS = '''

def cramers_v(a, b):
    """Association of two categories, corrected for bias (Bergsma 2013)."""
    met = pd.crosstab(a, b).to_numpy(float)
    n, (rows, columns) = met.sum(), met.shape
    if n < 2 or min(rows, columns) < 2:
        return np.nan
    expected = np.outer(met.sum(1), met.sum(0)) / n
    phi2 = max(0, ((met - expected) ** 2 / expected).sum() / n - (rows - 1) * (columns - 1) / (n - 1))
    least = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) - 1
    return min(1, phi2 / least) ** 0.5 if least > 0 else 0.0


def correlation_ratio(group, number):
    """The root of the share of a number's variance that its group explains."""
    both = pd.DataFrame({"group": group.to_numpy(), "number": number.to_numpy()}).dropna()
    means = both.groupby("group")["number"].transform("mean")
    return (((means - both["number"].mean()) ** 2).sum() / ((both["number"] - both["number"].mean()) ** 2).sum()) ** 0.5


def outliers(column):
    """How many values lie beyond Tukey's fences."""
    low, high = column.quantile([0.25, 0.75])
    return ((column < low - 1.5 * (high - low)) | (column > high + 1.5 * (high - low))).sum()

'''


def script(table: Table) -> Script:
    """Code that gives, from the table's file: `figures`, `missing`, `distinct`, `repeated`, `pearson`, `spearman`, `cramer` and `ratio`.

    Numbers, categories and truth values; at most 60 of each. It reads the whole table.
    """
    numbers, groups = table.of_kind("number")[:MOST_COLUMNS], table.of_kind("category", "boolean")[:MOST_COLUMNS]
    body = f"""frame = pd.read_parquet({str(table.path)!r})
missing, distinct, repeated = frame.isna().sum(), frame.nunique(), int(frame.duplicated().sum())

numbers = frame[{numbers!r}].astype(float).replace([np.inf, -np.inf], np.nan)
figures = numbers.describe()
if numbers.shape[1]:
    figures.loc["skewness"] = numbers.skew()
    figures.loc["outliers"] = numbers.apply(outliers)
pearson, spearman = numbers.corr(), numbers.corr("spearman")

groups = frame[{groups!r}]
cramer = pd.DataFrame({{a: {{b: cramers_v(groups[a], groups[b]) for b in groups}} for a in groups}})
ratio = pd.DataFrame({{g: {{n: correlation_ratio(groups[g], numbers[n]) for n in numbers}} for g in groups}})

print(figures.T, missing, distinct, f"repeated rows: {{repeated}}", pearson, spearman, cramer, ratio, sep="\\n\\n")"""
    return Script(f"{FUNCTIONS}\n{body}", ("import numpy as np", "import pandas as pd"))
