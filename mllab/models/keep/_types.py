"""The types that a kept model may hold, decided here and nowhere else; a file that asks for another one is refused by its name.

skops itself trusts NumPy's arrays and numbers, SciPy's ufuncs and scikit-learn's estimators. Beside them only what mllab's own models and
encodings are made of: their parts in scikit-learn, skrub, XGBoost and LightGBM, and the classes that mllab defines itself.
"""

import ast
from functools import cache
from pathlib import Path

LIBRARIES = {
    "builtins": ("bytearray", "slice"),
    "collections": ("OrderedDict",),
    "lightgbm.basic": ("Booster",),
    "lightgbm.sklearn": ("LGBMClassifier", "LGBMRegressor"),
    "numpy": ("dtype",),
    "scipy._lib.array_api_compat.numpy._aliases": ("asarray",),
    "scipy.interpolate._bsplines": ("BSpline",),
    "scipy.sparse._csr": ("csr_matrix", "csr_array"),
    "sklearn.calibration": ("_CalibratedClassifier", "_SigmoidCalibration"),
    "sklearn.ensemble._hist_gradient_boosting.predictor": ("TreePredictor",),
    "sklearn.gaussian_process._gpc": ("_BinaryGaussianProcessClassifierLaplace",),
    "sklearn.gaussian_process.kernels": ("ConstantKernel", "Matern", "Product", "RBF", "RationalQuadratic", "Sum", "WhiteKernel"),
    "sklearn.metrics._dist_metrics": ("EuclideanDistance64", "ManhattanDistance64"),
    "sklearn.model_selection._split": ("KFold", "StratifiedKFold"),
    "sklearn.neighbors._ball_tree": ("BallTree",),
    "sklearn.neighbors._kd_tree": ("KDTree",),
    "sklearn.tree._tree": ("Tree",),
    "sklearn.utils._bunch": ("Bunch",),
    "skrub._apply_to_each_col": ("ApplyToEachCol",),
    "skrub._check_input": ("CheckInputDataFrame",),
    "skrub._clean_categories": ("CleanCategories",),
    "skrub._clean_null_strings": ("CleanNullStrings",),
    "skrub._dataframe._common": ("is_any_date", "is_categorical", "is_numeric"),
    "skrub._datetime_encoder": ("DatetimeEncoder", "_CircularEncoder"),
    "skrub._drop_uninformative": ("DropUninformative",),
    "skrub._duration_to_float": ("DurationToFloat",),
    "skrub._string_encoder": ("StringEncoder",),
    "skrub._table_vectorizer": ("PassThrough", "TableVectorizer", "_created_by_predicate"),
    "skrub._to_datetime": ("ToDatetime",),
    "skrub._to_float": ("ToFloat",),
    "skrub._to_str": ("ToStr",),
    "skrub.selectors._base": ("All", "And", "Cols", "Filter", "Sub"),
    "skrub.selectors._selectors": ("_cardinality_below",),
    "xgboost.core": ("Booster",),
    "xgboost.sklearn": ("XGBClassifier", "XGBRegressor"),
}  # fmt: skip
OURS = ("data/matrix/_columns.py", "data/matrix/_pipeline.py", "models/estimators/*.py")
PACKAGE = Path(__file__).parents[2]


@cache
def trusted() -> frozenset[str]:
    """The full names of all types that may be made from a file, beside those that skops trusts. Nothing is imported for it."""
    theirs = {f"{module}.{name}" for module, names in LIBRARIES.items() for name in names}
    return frozenset(theirs | {name for pattern in OURS for path in PACKAGE.glob(pattern) for name in _defined(path)})


def _defined(path: Path) -> list[str]:
    """The classes that a file of mllab defines: not what it imports, and no functions."""
    module = ".".join(("mllab", *path.relative_to(PACKAGE).with_suffix("").parts))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [f"{module}.{node.name}" for node in tree.body if isinstance(node, ast.ClassDef)]
