"""From the contract's messages to bubbles of text, and from what people type back to what was offered."""
