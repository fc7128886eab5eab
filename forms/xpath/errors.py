"""What can be wrong with an expression: as it is written, or while it runs."""


class ExpressionError(ValueError):
    """An author's slip. `what` and `remedy` are Thai sentences; `at` is the position in characters."""

    def __init__(self, what: str, remedy: str = "", at: int = 0) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.at = at


class EvaluationError(ArithmeticError):
    """An expression met a value it cannot work with, such as `date('abc')`."""


class BudgetSpent(EvaluationError):
    """An expression took more steps, or made a longer text, than any honest form needs."""
