"""The pieces of the labs on how learning works."""
