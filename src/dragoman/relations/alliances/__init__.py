"""Who must come: what-if answers, conflicts, cascades and the network, from pacts on record."""

from dragoman.relations.alliances.base_rate import BASE_RATE
from dragoman.relations.alliances.network import Network, Tie, network_on
from dragoman.relations.alliances.what_if import what_if

__all__ = ["BASE_RATE", "Network", "Tie", "network_on", "what_if"]
