"""What the site keeps of people: each room says of its own rows what, why, how long, and which job erases it (`<room>/personal_data.py`)."""
