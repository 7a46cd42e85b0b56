"""National reviews, guidance and consultations that arrived, and what the partnership makes of them."""
