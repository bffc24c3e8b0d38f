"""The rules over instruments: who may use one, what is scored, what is a change, what says that help is needed."""
