"""What stands on scikit-learn's classes from its first line."""
