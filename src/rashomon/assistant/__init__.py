"""What an assistant can ask of a ledger: tools over the Model Context Protocol, for reading, of what may leave."""
