"""Reports: what is published, in print, on the site and as open data; sections, live blocks, sign-off."""
