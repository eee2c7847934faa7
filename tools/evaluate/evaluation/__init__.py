"""What the tools of this folder share; see README.md."""
