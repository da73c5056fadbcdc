"""The Markdown pages: front matter, macro calls, typed numbers."""
