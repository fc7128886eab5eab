"""What can a person do? One deed a function; the rules of the work, without LINE, HTTP or a clock of its own."""
