"""Archives to feed documents. Knows no email and no sender, and writes nothing."""
