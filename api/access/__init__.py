"""Access: who asks (accounts, sessions, keys, an organisation's sign-in), and what they may see and do."""
