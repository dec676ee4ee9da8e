"""How fast dragoman is, beside others in one run."""
