"""Shops that stand in the directory twice: found, looked at side by side, and made one by a person's choice."""
