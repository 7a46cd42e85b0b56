"""One small package for each real-world process; the list of them is the product's contents."""
