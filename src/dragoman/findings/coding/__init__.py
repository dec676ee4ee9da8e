"""The parts of the event coder: arguments from syntax, frames, stances, parties, folding."""
