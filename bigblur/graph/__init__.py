"""Stores that hold the graph, the projection out of it, and the measures on a projection."""
