"""The code panel's material: pieces of plain Python that join into one script, imports on top."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Script:
    """Lines of code and the imports they need. `a + b` runs a, then b."""

    body: str = ""
    imports: tuple[str, ...] = ()

    def __add__(self, other: "Script") -> "Script":
        bodies = [part for part in (self.body, other.body) if part]
        return Script("\n\n".join(bodies), tuple(dict.fromkeys(self.imports + other.imports)))

    def __str__(self) -> str:
        top = sorted(self.imports, key=lambda line: (not line.startswith("import"), line))
        return "\n".join([*top, "", self.body, ""] if top else [self.body, ""])
