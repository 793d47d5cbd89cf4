"""An older feed to ids: which of its entries is which issue of the archive. Reads no network."""
