"""Messages and envelopes to receipts. Knows no issue, no theme and no feed."""
