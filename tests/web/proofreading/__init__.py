"""What an author sees before publishing."""
