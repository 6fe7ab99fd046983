"""What every HTTP surface shares: problems, limits, logs, headers, health."""
