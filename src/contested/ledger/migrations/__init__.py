"""The steps from each schema of the ledger to the next; ``versions`` is read by Alembic."""
