"""Methods of resources and of the client: signatures, overloads, request building."""
