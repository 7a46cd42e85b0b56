"""The area profile: how many live in each area, its schools and how deprived it is; held once."""
