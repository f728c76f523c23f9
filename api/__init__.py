"""Command line and web application. Imports all the others."""
