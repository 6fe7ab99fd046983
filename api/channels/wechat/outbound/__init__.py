"""What the passive reply did not carry: customer-service messages, their quota, tokens and errors."""
