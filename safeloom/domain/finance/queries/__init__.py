"""What is shown. Every function that takes a viewer returns only rows that the viewer may see."""
