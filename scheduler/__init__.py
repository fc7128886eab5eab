"""What happens because time passed: deadlines, rounds, reminders and the clock that asks for them."""
