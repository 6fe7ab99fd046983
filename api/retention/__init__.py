"""What is deleted when (`data/retention.yml`), by a daily job, with an audit row; a dry run says what would go."""
