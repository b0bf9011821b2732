"""The public pages of the vote: from an address to an answer. Rules stand in the modules of votes; here they are put into words."""
