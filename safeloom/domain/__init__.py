"""What a partnership works with: one app for each part of its work."""
