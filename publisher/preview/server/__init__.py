"""The preview's web server: routes, guard, events."""
