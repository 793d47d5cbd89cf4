"""Prepare what the preview's pages show: inboxes, frames, images, marks, highlighting."""
