"""Schools' yearly safeguarding return (sections 157 and 175 of the Education Act 2002)."""
