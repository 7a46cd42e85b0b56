"""What may be done: a module for each noun, a function for each verb.

Every verb takes keywords only, names who acts (`by`, None for the installation), writes all or
nothing and exactly one audit row, and returns the thing. What cannot be is refused with a
`ValidationError` whose keys are names of fields; a form opened before somebody else's change with
`Stale` when its `seen` revision is given.
"""
