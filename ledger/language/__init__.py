"""Numbers into words and back, per language."""
