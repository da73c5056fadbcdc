"""The file of figures: read, checked, put in order, described by a schema."""
