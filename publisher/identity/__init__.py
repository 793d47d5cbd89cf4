"""Give issues ids that last: the ledger of ids, and the adoption of an older feed's ids."""
