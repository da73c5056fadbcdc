"""What each macro returns: numbers, tables, charts, links, downloads."""
