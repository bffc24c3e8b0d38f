"""Forms of the web door, one noun a file. They tidy what was typed; rules stand in the areas."""
