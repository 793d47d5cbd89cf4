"""What the preview's pages show: inboxes, client support, weight, entries, frames."""
