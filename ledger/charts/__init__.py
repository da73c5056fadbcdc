"""Claims as drawings, written as SVG."""
