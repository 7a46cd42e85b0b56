"""Surveys: of practitioners, the board, parents, children and pupils."""
