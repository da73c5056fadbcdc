"""The built site: finished, checked and put in place."""
