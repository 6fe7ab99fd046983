"""Staff pages under `/staff` and staff calls under `/api/v1/staff`."""
