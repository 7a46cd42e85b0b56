"""Files that people send, whatever wrote them: read, mapped to fields, looked through, accepted, undone.

What a kind of file holds is said by the part that owns the data (`kind.Kind`, offered by an `ImportKind`);
everything else is here, once for all kinds.
"""
