"""What is on: actions and events, when they are, and the agenda that lists them."""
