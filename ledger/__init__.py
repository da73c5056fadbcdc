"""A ledger of figures: who said which number, when, and where it is printed."""
