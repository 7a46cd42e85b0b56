"""The partnership's account in its yearly report."""
