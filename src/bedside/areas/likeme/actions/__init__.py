"""What is done about people like me: beginning and stopping to be compared, the nightly look, and introductions."""

from bedside.areas.likeme.actions.introducing import answer, ask, forget_introductions, let_go
from bedside.areas.likeme.actions.matching import Wish, begin, forget, refresh, stop

__all__ = ["Wish", "answer", "ask", "begin", "forget", "forget_introductions", "let_go", "refresh", "stop"]
