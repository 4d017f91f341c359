"""Big uploads: a file arrives in pieces on disk, never whole in memory, and goes on where it stopped."""
