"""Single-agency training assurance: an agency looks at its own training, a peer looks at what it says."""
