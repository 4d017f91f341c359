"""Tokens into a tree, by recursive descent. From loose to tight: or, and, not, comparison, + -, * / %, minus, **."""

from mllab.data.expression._errors import wrong
from mllab.data.expression._tokens import Token, tokens
from mllab.data.expression._tree import Binary, Call, Constant, Listed, Missing, Name, Node, Unary

DEEPEST = 60
COMPARISONS = {"=": "=", "==": "=", "!=": "<>", "<>": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def parse(text: str) -> Node:
    """The tree of `text`. Raises DataError that points at what cannot be understood."""
    if not text.strip():
        raise wrong(text, 0, "The expression is empty. Write for example: age >= 18")
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.position = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.position]

    def take(self) -> Token:
        token = self.next
        self.position += 1
        return token

    def accept(self, *signs: str) -> Token | None:
        if self.next.sort == "sign" and self.next.value in signs:
            return self.take()
        return None

    def expect(self, sign: str, where: str) -> None:
        if self.accept(sign) is None:
            raise wrong(self.text, self.next.at, f"{sign!r} is missing {where}{self.got()}.")

    def some(self, sign: Token, found: list[Token]) -> Token:
        if len(found) > DEEPEST:
            raise wrong(self.text, sign.at, f"More than {DEEPEST} signs in a row. One is enough.")
        return sign

    def got(self) -> str:
        return ", the expression ends" if self.next.sort == "end" else f", got {self.next.value[:60]!r}"

    def whole(self) -> Node:
        tree = self.either()
        if self.next.sort != "end":
            raise wrong(self.text, self.next.at, f"The expression should end here or go on with an operator{self.got()}.")
        return tree

    def either(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise wrong(self.text, self.next.at, f"The expression is nested more than {DEEPEST} deep. Split it over several steps.")
        left = self.both()
        while sign := self.accept("or"):
            left = Binary(sign.at, "or", left, self.both())
        self.depth -= 1
        return left

    def both(self) -> Node:
        left = self.negation()
        while sign := self.accept("and"):
            left = Binary(sign.at, "and", left, self.negation())
        return left

    def negation(self) -> Node:
        found: list[Token] = []
        while sign := self.accept("not"):
            found.append(self.some(sign, found))
        tree = self.comparison()
        for sign in reversed(found):
            tree = Unary(sign.at, "not", tree)
        return tree

    def comparison(self) -> Node:
        left = self.sum()
        if self.next.sort == "sign" and self.next.value in COMPARISONS:
            sign = self.take()
            left = Binary(sign.at, COMPARISONS[sign.value], left, self.sum())
            if self.next.sort == "sign" and self.next.value in COMPARISONS:
                raise wrong(self.text, self.next.at, "Two comparisons in a row. Join them with 'and', or write: x between a and b.")
            return left
        if (word := self.accept("is")) is not None:
            negated = self.accept("not") is not None
            self.expect("missing", "after 'is'")
            return Missing(word.at, left, negated)
        return self.membership(left)

    def membership(self, left: Node) -> Node:
        negated = None
        if self.next.value == "not" and self.tokens[self.position + 1].value in {"in", "between"}:
            negated = self.take()
        if sign := self.accept("between"):
            tree = self.between(sign, left)
        elif sign := self.accept("in"):
            tree = self.listed(sign, left)
        else:
            return left
        return Unary(negated.at, "not", tree) if negated else tree

    def between(self, sign: Token, left: Node) -> Node:
        low = self.sum()
        self.expect("and", "between the two ends")
        return Binary(sign.at, "and", Binary(sign.at, ">=", left, low), Binary(sign.at, "<=", left, self.sum()))

    def listed(self, sign: Token, left: Node) -> Node:
        self.expect("[", "after 'in'")
        values = [self.sum()]
        while self.accept(","):
            values.append(self.sum())
        self.expect("]", "at the end of the list")
        return Listed(sign.at, left, tuple(values))

    def sum(self) -> Node:
        left = self.product()
        while sign := self.accept("+", "-"):
            left = Binary(sign.at, sign.value, left, self.product())
        return left

    def product(self) -> Node:
        left = self.minus()
        while sign := self.accept("*", "/", "%"):
            left = Binary(sign.at, sign.value, left, self.minus())
        return left

    def minus(self) -> Node:
        found: list[Token] = []
        while sign := self.accept("-", "+"):
            found.append(self.some(sign, found))
        tree = self.power()
        for sign in reversed(found):
            tree = Unary(sign.at, "-", tree) if sign.value == "-" else tree
        return tree

    def power(self) -> Node:
        base = self.atom()
        if sign := self.accept("**"):
            self.depth += 1
            if self.depth > DEEPEST:
                raise wrong(self.text, sign.at, f"The expression is nested more than {DEEPEST} deep. Split it over several steps.")
            tree = Binary(sign.at, "**", base, self.minus())
            self.depth -= 1
            return tree
        return base

    def atom(self) -> Node:
        token = self.next
        if token.sort == "number":
            self.take()
            return Constant(token.at, float(token.value))
        if token.sort == "text":
            self.take()
            return Constant(token.at, token.value)
        if truth := self.accept("true", "false"):
            return Constant(truth.at, truth.value == "true")
        if token.sort == "column":
            self.take()
            return Name(token.at, token.value)
        if token.sort == "word":
            self.take()
            return self.call(token) if self.accept("(") else Name(token.at, token.value)
        if self.accept("("):
            inner = self.either()
            self.expect(")", "for the bracket that was opened")
            return inner
        raise wrong(self.text, token.at, f"A value is missing here{self.got()}. A column, a number or a 'text' would fit.")

    def call(self, token: Token) -> Node:
        arguments: list[Node] = []
        if not self.accept(")"):
            arguments.append(self.either())
            while self.accept(","):
                arguments.append(self.either())
            self.expect(")", f"after the arguments of {token.value}")
        return Call(token.at, token.value.lower(), tuple(arguments))
