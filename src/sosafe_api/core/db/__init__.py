"""The database: connections, transactions, columns, row security and the embedded server."""
