"""Scrutiny: exercises of the independent scrutineer, from the question to the test of impact."""
