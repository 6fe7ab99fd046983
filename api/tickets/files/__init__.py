"""Results of access and copy requests: attached by staff, fetched by the user through a link and a fresh code."""
