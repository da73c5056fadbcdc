"""Two states of the book compared, for a reviewer."""
