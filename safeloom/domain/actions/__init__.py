"""The one tracker of what is to be done: by whom, by when, and how it stands."""
