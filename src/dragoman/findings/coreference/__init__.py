"""Who is who: which noun phrases of an article stand for the same thing."""
