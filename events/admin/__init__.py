"""The screens of actions and events in the editors' tool."""
