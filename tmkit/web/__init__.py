"""Pages and interfaces over HTTP: requests in, one task, answers out."""
