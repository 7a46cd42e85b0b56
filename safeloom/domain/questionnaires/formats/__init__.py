"""Questionnaires as files: TOML and workbooks, out and in again the same."""
