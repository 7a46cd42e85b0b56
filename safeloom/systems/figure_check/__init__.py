"""Figure check: is each published number what the other published numbers make it?

A partnership's report prints totals, shares and changes beside the numbers they come from. This
system reads a report's figures with the rules that tie them together, works each one out again and
names those that were printed wrong, before publication or after. The rules are the kernel's
(`safeloom.kernel.figure_rules`); here are the file, the words and the command.

The command starts without Django, so that a check of ten thousand figures takes well under a second.
"""
