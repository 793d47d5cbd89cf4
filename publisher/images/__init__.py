"""Read the type and size of images from their first bytes."""
