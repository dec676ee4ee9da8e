"""What we know of the world: tables with their sources, and one reader each."""
