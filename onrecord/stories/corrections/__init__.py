"""Corrections: what people decided against the machine, as a log that is only ever added to.

What is in force is a pure function of the log (`log.in_force`); what it does to identities, of that and of where the
addressed actors stand now (`fold`). Records are never changed.
"""
