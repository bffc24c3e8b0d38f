"""People like me: who agreed to be compared, and introductions between two who both said yes."""
