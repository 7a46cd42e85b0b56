"""The area profile as a live block of reports; its rows and pages are in `safeloom/domain/area_profile`."""
