"""The forms by which questionnaires are written, asked, answered and read."""
