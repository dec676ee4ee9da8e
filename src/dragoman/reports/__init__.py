"""Page in, report out: text with exact offsets, a role for every line, and the furniture."""
