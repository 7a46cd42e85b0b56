"""The plan of a partnership: strategies, business plans and group programmes, and the risk register."""
