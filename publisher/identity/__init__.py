"""Give issues permanent ids: the ledger of ids, and the adoption of an older feed's ids."""
