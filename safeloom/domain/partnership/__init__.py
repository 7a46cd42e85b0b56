"""Areas, agencies, people, posts, groups and seats, all in time."""
