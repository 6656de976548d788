"""Work to be done later: a queue in the database behind the django-tasks interface, its worker, and its schedule."""
