"""How fast and how large the desk is, beside a bare Rasa server with the stock Chinese pipeline."""
