-- Who read what is listed from the chain itself: its rows are sealed, and there is nothing to find them by but their place.
CREATE INDEX chain_reads ON chain (sequence) WHERE kind = 'read';
