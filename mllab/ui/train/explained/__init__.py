"""The parts of the panels that explain the model that is looked at; only the open part is computed."""
