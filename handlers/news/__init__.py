"""What is told without being asked: announcements, notices that wait, and what they cost."""
