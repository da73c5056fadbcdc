"""Values: amounts, periods, records and problems. No input or output, and nothing above it."""
