"""The house itself: its name, its language, its rules and what it says about itself."""
