"""Every address of the site, put together from the packages that own them."""

urlpatterns: list = []
