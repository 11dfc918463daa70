"""What the interface says about itself: OpenAPI, made of the tables' columns, and pages of it."""
