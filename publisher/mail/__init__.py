"""Issues to messages: the room that renders email. Knows no feed and no sender."""
