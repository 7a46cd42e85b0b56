"""What is done with reports that are expected or came."""
