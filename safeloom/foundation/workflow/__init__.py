"""Where a record stands in its workflow: steps taken, by whom, when and why."""
