"""Work to be done later: leases, retries, schedules, behind the django-tasks interface."""
