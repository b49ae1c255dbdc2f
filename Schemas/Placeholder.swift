// Embedded schemas.
