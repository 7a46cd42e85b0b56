"""What children, young people and families say, who answers, and what changed."""
