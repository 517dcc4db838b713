"""What the pages about sectors, goals and crises show."""
