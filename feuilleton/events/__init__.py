"""What happened, in order: the log, what each event touched, and who reads it after the commit."""
