"""The editor's home: what the rooms laid on the desk (municipalities.desk), and the parts that no room to the left of this one lays."""
