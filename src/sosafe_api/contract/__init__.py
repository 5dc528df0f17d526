"""The contract as a document: built from the routes, served, and rendered as reference pages."""
