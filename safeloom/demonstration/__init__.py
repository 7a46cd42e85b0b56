"""An invented county, made from a number and a size, and the published examples beside it."""
