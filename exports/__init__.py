"""How do answers become files, and files rows? Gets and gives plain rows; knows no tables."""
