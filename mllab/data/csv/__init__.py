"""CSV and its kin, read at the text level without being told the dialect.

    >>> parsed = parse(b"name;height\\nAda;1,72\\nAlan;1,80\\n")
    >>> parsed.layout.delimiter, parsed.names, parsed.records
    (';', ('name', 'height'), [['Ada', '1,72'], ['Alan', '1,80']])

The way through the files: `encoding` (bytes to text), `prepared` (a dialect as a form the csv module reads), `dialect`
(which delimiter, quote and escape), `records` (rows, and the lines that break the rules), `structure` (preamble, header
rows, footnotes, several tables), `columns` (what the cells of a column look like), `alignment` (a broken row fitted to
its columns), `parsing` and `sniffing` (the calls below). Nothing is dropped in silence: every line that is not a record
as it stands is a `Reject`, every choice a `Decision` that names the option which changes it.
"""

from mllab.data.csv.layout import CsvOptions, Layout, Parsed, Reject
from mllab.data.csv.parsing import parse, repair
from mllab.data.csv.sniffing import sniff

__all__ = ["CsvOptions", "Layout", "Parsed", "Reject", "parse", "repair", "sniff"]
