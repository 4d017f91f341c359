"""What the models made of trees share."""

from mllab.models._base import Kind

TRIED = "Columns tried at each split: the root of their number, a third, all; auto is the root for classes and a third for numbers."


def tried(choice: str, kind: Kind) -> str | float:
    """scikit-learn's max_features for a choice."""
    if choice == "auto":
        choice = "sqrt" if kind == "classification" else "third"
    shares: dict[str, str | float] = {"sqrt": "sqrt", "third": 1 / 3, "all": 1.0}
    return shares[choice]


def weights(balanced: bool, kind: Kind) -> dict[str, str]:
    """The argument that weighs rare classes up, where it is wanted and there are classes."""
    return {"class_weight": "balanced"} if balanced and kind == "classification" else {}
