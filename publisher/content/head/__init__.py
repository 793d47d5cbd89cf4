"""Read titles, dates and other metadata: front matter, side file, file names."""
