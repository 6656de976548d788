"""What an author sees before publishing: what is observed in a draft, and what it says of people."""
