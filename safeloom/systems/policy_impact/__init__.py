"""Policy impact: an agency shows what a changed policy did for children."""
