"""One module a screen; each is imported when it is opened, so that the first one paints at once."""
