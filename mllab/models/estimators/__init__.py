"""Estimators of our own with scikit-learn's interface; each file stands on scikit-learn or torch and is imported only inside functions."""
