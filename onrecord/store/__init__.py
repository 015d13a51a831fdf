"""Store: records in a database, with the lists and the search that people ask of it."""
