"""Values: amounts, periods, records, problems, and strict reading of text files. It imports no other package."""
