"""The web kit: layouts, kinds of page, forms, lists, records, error pages. It knows no domain."""
