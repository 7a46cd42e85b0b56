"""The partnership's money: who pays what, what it is spent on, who approved it."""
