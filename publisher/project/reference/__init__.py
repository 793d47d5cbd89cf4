"""Write the reference pages: settings and checks."""
