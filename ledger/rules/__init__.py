"""What claims come to, how they compare, and what must hold between entries."""
